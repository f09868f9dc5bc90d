// SPDX-License-Identifier: Apache-2.0
/*
 * Draws the land of the world for the map of ties:
 *
 *	node tools/map.mjs OUT.svg OUT.mustache
 *
 * from world-atlas (Natural Earth, public domain), in the projection that
 * src/base/globe.h describes; the numbers here and there are the same.  An
 * output ending in .svg is a picture by itself, whose path has the id "land"
 * (<use href="/static/map.svg#land"/> takes the colour of the page); one
 * ending in .mustache holds the bare path, class "land", to stand in a page.
 *
 * Lines are thinned as far as the eye does not miss it, and islands too small
 * to be seen are left out.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

export const WIDTH = 1000, HEIGHT = 460;
const MIDDLE = 150, SCALE = WIDTH / (2 * Math.PI), EQUATOR = 286;
const SOUTH = -56;      // degrees; what lies beyond is not drawn
const TOLERANCE = 0.55; // map units a line may be off
const SMALLEST = 0.4;   // square units of an island
const ARCTIC = 66;      // degrees; beyond, where few live, it is coarser

/* Degrees north, degrees east of the middle meridian -> [x, y]. */
export function project(lat, east) {
	const p = lat * Math.PI / 180, l = east * Math.PI / 180;
	const y = 1.0148 * p + 0.23185 * p ** 5 - 0.14499 * p ** 7
		+ 0.02406 * p ** 9;
	return [WIDTH / 2 + SCALE * l, EQUATOR - SCALE * y];
}

/* Longitudes east of the middle, going on past 180 where the ring crosses
 * the edge, so that it stays in one piece. */
function unwrapped(ring) {
	let turns = 0, before = null;
	return ring.map(([lon, lat]) => {
		let east = lon - MIDDLE + turns;
		if (before !== null && Math.abs(east - before) > 180) {
			const turn = 360 * Math.round((before - east) / 360);
			turns += turn;
			east += turn;
		}
		before = east;
		return [east, lat];
	});
}

/* The part of a ring where sign * coordinate <= bound (Sutherland, Hodgman). */
function clipped(ring, axis, sign, bound) {
	const out = [];
	const over = p => sign * p[axis] - bound;
	ring.forEach((to, i) => {
		const from = ring[(i + ring.length - 1) % ring.length];
		const a = over(from), b = over(to);
		if (a > 0 !== b > 0) {
			const k = a / (a - b);
			out.push([from[0] + k * (to[0] - from[0]),
				from[1] + k * (to[1] - from[1])]);
		}
		if (b <= 0)
			out.push(to);
	});
	return out;
}

/* The pieces of a ring that lie on the map. */
function pieces(ring) {
	const whole = unwrapped(ring);
	return [-360, 0, 360].map(turn => {
		let part = whole.map(([east, lat]) => [east + turn, lat]);
		part = clipped(part, 0, 1, 180);
		part = clipped(part, 0, -1, 180);
		return clipped(part, 1, -1, -SOUTH);
	}).filter(part => part.length > 2);
}

function off(p, a, b) {
	const dx = b[0] - a[0], dy = b[1] - a[1], n = dx * dx + dy * dy;
	const k = n === 0 ? 0 : Math.max(0, Math.min(1,
		((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / n));
	return Math.hypot(p[0] - a[0] - k * dx, p[1] - a[1] - k * dy);
}

/* How coarse the map is there. */
function coarse([, y]) {
	return y < project(ARCTIC, 0)[1] ? 3 : 1;
}

/* Douglas and Peucker's way of leaving out points. */
function thinned(line) {
	let far = 0, at = 0;
	for (let i = 1; i < line.length - 1; i++) {
		const d = off(line[i], line[0], line[line.length - 1])
			/ coarse(line[i]);
		if (d > far)
			[far, at] = [d, i];
	}
	if (far <= TOLERANCE)
		return [line[0], line[line.length - 1]];
	return [...thinned(line.slice(0, at + 1)).slice(0, -1),
		...thinned(line.slice(at))];
}

function area(ring) {
	return Math.abs(ring.reduce((sum, [x, y], i) => {
		const [px, py] = ring[(i + ring.length - 1) % ring.length];
		return sum + (px * y - x * py) / 2;
	}, 0));
}

/* Tenths as SVG writes them shortest: 12.5, .5, -3 */
function tenths(n) {
	return String(n / 10).replace(/^(-?)0\./, '$1.');
}

/* Relative lines between points that were rounded first, so that nothing
 * drifts. */
function drawn(ring) {
	const points = ring.map(p => p.map(c => Math.round(c * 10)));
	let [x, y] = points[0], path = `M${tenths(x)} ${tenths(y)}l`;
	const pairs = [];
	for (const [nx, ny] of points.slice(1)) {
		if (nx === x && ny === y)
			continue;
		pairs.push(tenths(nx - x), tenths(ny - y));
		[x, y] = [nx, ny];
	}
	path += pairs.join(' ').replace(/ -/g, '-')
		.replace(/(\.\d) (?=\.)/g, '$1');
	return pairs.length < 4 ? '' : path + 'z';
}

function land(topology, feature) {
	const rings = feature(topology, topology.objects.land).features
		.flatMap(f => f.geometry.type === 'Polygon' ?
			[f.geometry.coordinates] : f.geometry.coordinates)
		.flat();
	return rings.flatMap(pieces)
		.map(ring => ring.map(([east, lat]) => project(lat, east)))
		.filter(ring => area(ring) >= SMALLEST * coarse(ring[0]) ** 2)
		.map(ring => drawn(thinned([...ring, ring[0]])))
		.join('');
}

function main(outs) {
	const require = createRequire(pathToFileURL(process.cwd() + '/'));
	const { feature } = require('topojson-client');
	const path = land(JSON.parse(readFileSync(
		require.resolve('world-atlas/land-50m.json'))), feature);
	for (const out of outs)
		writeFileSync(out, out.endsWith('.svg') ?
			'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 '
			+ `${WIDTH} ${HEIGHT}"><path id="land" d="${path}"/></svg>\n`
			: `<path class="land" d="${path}"/>\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
	main(process.argv.slice(2));
