// SPDX-License-Identifier: Apache-2.0
/*
 * Makes two files that gyoryu imports of the world's ties:
 *
 *	node bench/ties.mjs FOLDER-OF-SISTER-CITIES OUT-FOLDER
 *
 * cities.csv and ties.csv.  The source has no year of signing, so every tie is
 * of tier "sister" with none.  A place without a known country is left out,
 * with its ties, and counted.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const [from, to] = process.argv.slice(2);

/* Rows of a CSV as arrays of cells. */
function rows(text) {
	const out = [];
	let row = [], cell = '', quoted = false;
	for (let i = 0; i < text.length; i++) {
		const c = text[i];
		if (quoted) {
			if (c === '"' && text[i + 1] === '"') cell += text[++i];
			else if (c === '"') quoted = false;
			else cell += c;
		} else if (c === '"') quoted = true;
		else if (c === ',') { row.push(cell); cell = ''; }
		else if (c === '\n') {
			row.push(cell.replace(/\r$/, '')); out.push(row);
			row = []; cell = '';
		} else cell += c;
	}
	return out.slice(1);
}

const quote = s => /[",\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s;
const line = cells => cells.map(quote).join(',') + '\n';

const known = new Set();
let cities = line(['slug', 'name.en', 'name.ko', 'name.zh', 'name.ja', 'country', 'place', 'geonames']);
for (const [id, city, , iso, lat, lng, geonames, , ko, zh, ja] of
    rows(readFileSync(`${from}/places.csv`, 'utf8'))) {
	if (iso === '') continue;
	known.add(id);
	cities += line([`place-${id}`, city, ko, zh, ja, iso, `${lat}, ${lng}`, geonames]);
}
let ties = line(['slug', 'members.0', 'members.1', 'tier']), kept = 0, left = 0;
for (const [a, b] of rows(readFileSync(`${from}/ties.csv`, 'utf8'))) {
	if (!known.has(a) || !known.has(b)) { left++; continue; }
	kept++;
	ties += line([`tie-${a}-${b}`, `place-${a}`, `place-${b}`, 'sister']);
}
writeFileSync(`${to}/cities.csv`, cities);
writeFileSync(`${to}/ties.csv`, ties);
console.log(`${known.size} places, ${kept} ties; ${left} ties left out`);
