/* SPDX-License-Identifier: Apache-2.0 */
/*
 * As much of PNG as the tests need: a picture of one colour to hand in, and
 * screenshots written again with a palette of at most 256 colours.
 */
import { deflateSync, inflateSync } from 'node:zlib'

const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])
const table = Array.from({ length: 256 }, (_, n) => {
	for (let i = 0; i < 8; i++)
		n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1
	return n >>> 0
})

function sum(bytes) {
	let crc = 0xffffffff

	for (const byte of bytes)
		crc = table[(crc ^ byte) & 255] ^ (crc >>> 8)
	return (crc ^ 0xffffffff) >>> 0
}

function chunk(name, bytes) {
	const body = Buffer.concat([Buffer.from(name), bytes])
	const out = Buffer.alloc(body.length + 8)

	out.writeUInt32BE(bytes.length)
	body.copy(out, 4)
	out.writeUInt32BE(sum(body), body.length + 4)
	return out
}

/* Rows of bytes, each behind a filter of 0; kind 2 is RGB, 3 a palette. */
function write(width, height, kind, rows, palette) {
	const head = Buffer.alloc(13)

	head.writeUInt32BE(width, 0)
	head.writeUInt32BE(height, 4)
	head.set([8, kind, 0, 0, 0], 8)
	return Buffer.concat([mark, chunk('IHDR', head),
		...palette ? [chunk('PLTE', palette)] : [],
		chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
		chunk('IEND', Buffer.alloc(0))])
}

export function picture(width, height) {
	const rows = Buffer.alloc((width * 3 + 1) * height, 0x66)

	for (let y = 0; y < height; y++)
		rows[y * (width * 3 + 1)] = 0
	return write(width, height, 2, rows)
}

/* ---- screenshots ---- */

function paeth(a, b, c) {
	const p = a + b - c
	const to = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)]

	return to[0] <= to[1] && to[0] <= to[2] ? a : to[1] <= to[2] ? b : c
}

/* The pixels of an 8 bit RGB or RGBA picture, as RGB. */
function read(png) {
	const parts = []
	let width = 0, height = 0, each = 3

	for (let at = 8; at < png.length;) {
		const n = png.readUInt32BE(at)
		const name = png.toString('latin1', at + 4, at + 8)
		const bytes = png.subarray(at + 8, at + 8 + n)

		if (name === 'IHDR') {
			width = bytes.readUInt32BE(0)
			height = bytes.readUInt32BE(4)
			each = bytes[9] === 6 ? 4 : 3
		}
		if (name === 'IDAT')
			parts.push(bytes)
		at += n + 12
	}
	const rows = inflateSync(Buffer.concat(parts))
	const wide = width * each, out = Buffer.alloc(wide * height)

	for (let y = 0; y < height; y++)
		for (let x = 0; x < wide; x++) {
			const left = x < each ? 0 : out[y * wide + x - each]
			const up = y === 0 ? 0 : out[(y - 1) * wide + x]
			const corner = x < each || y === 0 ? 0 :
				out[(y - 1) * wide + x - each]

			out[y * wide + x] = rows[y * (wide + 1) + 1 + x] + [0,
				left, up, (left + up) >> 1,
				paeth(left, up, corner)][rows[y * (wide + 1)]]
		}
	return { width, height, each, out }
}

function part(colour, i) {
	return (colour >> (8 * i)) & 255
}

function far(one, other) {
	return [0, 1, 2].reduce((sum, i) => sum +
		(part(one, i) - part(other, i)) ** 2, 0)
}

/* The colours that are met most, and then those that would be missed most: a
 * small green dot sooner than one more grey of a letter's edge. */
function kept_of(all, counts) {
	const kept = all.slice(0, 192)
	const others = all.slice(192, 6000).map(colour => ({ colour,
		gap: Math.min(...kept.map(other => far(colour, other))) }))

	while (kept.length < 256 && others.length > 0) {
		const next = others.reduce((best, one) => one.gap *
			counts.get(one.colour) > best.gap *
			counts.get(best.colour) ? one : best)

		kept.push(next.colour)
		for (const one of others)
			one.gap = Math.min(one.gap, far(one.colour, next.colour))
	}
	return kept
}

/* The colours of the palette, and where each other one is best put. */
function palette_of(counts) {
	const all = [...counts].sort((a, b) => b[1] - a[1]).map(at => at[0])
	const kept = kept_of(all, counts)
	const place = new Map(kept.map((colour, i) => [colour, i]))

	for (const colour of all) {
		let best = 0, least = Infinity

		if (place.has(colour))
			continue
		for (const [i, other] of kept.entries())
			if (far(colour, other) < least)
				[least, best] = [far(colour, other), i]
		place.set(colour, best)
	}
	return { place, bytes: Buffer.from(kept.flatMap(colour =>
		[part(colour, 2), part(colour, 1), part(colour, 0)])) }
}

/* The same picture in at most 256 colours. */
export function smaller(png) {
	const { width, height, each, out } = read(png)
	const counts = new Map()
	const colours = new Uint32Array(width * height)

	for (let i = 0; i < colours.length; i++) {
		const at = i * each

		colours[i] = out[at] << 16 | out[at + 1] << 8 | out[at + 2]
		counts.set(colours[i], (counts.get(colours[i]) ?? 0) + 1)
	}
	const { place, bytes } = palette_of(counts)
	const rows = Buffer.alloc((width + 1) * height)

	for (let i = 0; i < colours.length; i++)
		rows[Math.floor(i / width) * (width + 1) + 1 + i % width] =
			place.get(colours[i])
	return write(width, height, 3, rows, bytes)
}
