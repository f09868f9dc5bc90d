/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pictures of the demonstration for docs/pictures:
 *
 *	GYORYU=build/gyoryu node test/browser/pictures.mjs OUT
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { smaller } from './png.mjs'
import { begin } from './stage.mjs'

const most = 250000  /* bytes */
const article = '/news/siheung-delegation-dezhou'
const wide = { width: 1280, height: 1200, scale: 1 }
const phone = { width: 390, height: 844, scale: 2 }

const rows = [
	['home-ko', '/ko/', { ...wide, height: 1400 }],
	['tie-en', '/en/ties/dezhou', wide],
	['article-ko', '/ko' + article, wide],
	['article-beside', '/en' + article + '?beside=ko', wide],
	['office-en', '/office/', { ...wide, height: 1000 }, 'admin'],
	['home-phone', '/ko/', phone],
	['tie-phone', '/en/ties/dezhou', phone],
	['article-phone', '/en' + article, phone],
	['office-phone', '/office/', phone, 'officer'],
	['home-night', '/zh/', { ...wide, dark: true }],
]

async function draw(stage, [name, path, how, login], folder) {
	const page = await stage.open(how)

	if (login)
		await stage.sign_in(page, login)
	await stage.go(page, path)
	await page.evaluate(() => document.fonts.ready)
	const png = smaller(await page.screenshot({ animations: 'disabled' }))

	if (png.length > most)
		throw new Error(`${name} has ${png.length} bytes`)
	writeFileSync(join(folder, name + '.png'), png)
	console.log(`${name}.png ${png.length}`)
	await page.context().close()
}

const folder = process.argv[2]

if (!folder) {
	console.error('usage: pictures.mjs OUT')
	process.exit(2)
}
mkdirSync(folder, { recursive: true })
const stage = await begin()

try {
	for (const row of rows)
		await draw(stage, row, folder)
} finally {
	await stage.end()
}
