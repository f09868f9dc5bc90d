/* SPDX-License-Identifier: Apache-2.0 */
/* A PNG of one colour, made here: pictures to hand in need no file. */
import { crc32, deflateSync } from 'node:zlib'

const table = Array.from({ length: 256 }, (_, n) => {
	for (let i = 0; i < 8; i++)
		n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1
	return n >>> 0
})

function sum(bytes) {
	let crc = 0xffffffff

	if (crc32)
		return crc32(bytes)
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

export function picture(width, height) {
	const head = Buffer.alloc(13)
	const rows = Buffer.alloc((width * 3 + 1) * height, 0x66)

	for (let y = 0; y < height; y++)
		rows[y * (width * 3 + 1)] = 0
	head.writeUInt32BE(width, 0)
	head.writeUInt32BE(height, 4)
	head.set([8, 2, 0, 0, 0], 8)
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
		chunk('IHDR', head), chunk('IDAT', deflateSync(rows)),
		chunk('IEND', Buffer.alloc(0))])
}
