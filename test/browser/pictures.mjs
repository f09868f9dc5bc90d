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

/* Where the ledger of the tie with Dezhou is, for whoever is signed in. */
async function dezhou(stage, page) {
	await stage.go(page, '/office/ties')
	return page.locator('tbody th a', { hasText: /더저우|Dezhou/ })
		.getAttribute('href')
}

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
	['desk-ko', '/office/', { ...wide, height: 1080 }, 'officer'],
	['ledger-ko', dezhou, { ...wide, height: 1460 }, 'officer'],
	['ledger-phone', dezhou, { ...phone, height: 1000 }, 'officer'],
	['handover-en', async (...at) => await dezhou(...at) + '/handover',
		{ ...wide, height: 1500 }, 'admin'],
	['radar-ko', '/office/radar', { ...wide, height: 640 }, 'officer'],
	['statistics-ko', '/office/statistics', { ...wide, height: 1100 },
		'officer'],
	['calendar-en', '/office/calendar?month=2027-04',
		{ ...wide, height: 900 }, 'admin'],
	['home-night', '/zh/', { ...wide, dark: true }],
]

async function draw(stage, [name, path, how, login], folder) {
	const page = await stage.open(how)

	if (login)
		await stage.sign_in(page, login)
	await stage.go(page, typeof path === 'string' ? path :
		await path(stage, page))
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
