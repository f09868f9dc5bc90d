/* SPDX-License-Identifier: Apache-2.0 */
/* The HTML of every page that the walks went to, before the Nu checker. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRequire } from 'node:module'

const jar = createRequire(import.meta.url).resolve(
	'vnu-jar/build/dist/vnu.jar')

function check(folder) {
	return new Promise(done => execFile('java', ['-Xss4m', '-jar', jar,
		'--format', 'json', '--errors-only', '--skip-non-html',
		'--exit-zero-always', folder], { maxBuffer: 1 << 28 },
	(error, out, err) => done({ error, text: err || out })))
}

/* What differs from one time to the next, so that twins are checked once. */
function plain(html) {
	return html.replaceAll(/value="[0-9a-f]{64}"/g, 'value=""')
}

async function valid(stage, fault) {
	const folder = mkdtempSync(join(tmpdir(), 'gyoryu-markup-'))
	const names = new Map()

	try {
		for (const [name, html] of stage.kept) {
			const text = plain(html)
			const digest = createHash('sha256').update(text)
				.digest('hex').slice(0, 20)

			if (names.has(digest))
				continue
			names.set(digest, name)
			writeFileSync(join(folder, digest + '.html'), text)
		}
		const { error, text } = await check(folder)
		const told = JSON.parse(text)

		if (error)
			fault(error.message)
		if (names.size === 0)
			fault('no page was kept')
		for (const one of told.messages)
			fault(`${names.get(/(\w+)\.html$/.exec(one.url)?.[1])}: ${
				one.message} …${one.extract?.trim()}…`)
	} finally {
		rmSync(folder, { recursive: true })
	}
}

export async function walk_markup(stage) {
	await stage.prove(`every page that was seen is valid HTML (${
		stage.kept.size > 0 ? 'all that the walks went to' : 'none'})`,
	fault => valid(stage, fault))
}
