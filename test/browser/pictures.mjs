/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pictures of the demonstration for docs/pictures:
 *
 *	GYORYU=build/gyoryu node test/browser/pictures.mjs OUT
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { put_all } from './forms.mjs'
import { smaller } from './png.mjs'
import { begin } from './stage.mjs'

const most = 250000  /* bytes */
const article = '/news/siheung-delegation-dezhou'
const wide = { width: 1280, height: 1200, scale: 1 }
const phone = { width: 390, height: 844, scale: 2 }

/* Somebody translates the article, as far as a picture of it needs; then its
 * source is corrected, so that one sentence is stale. */
async function translated(stage, page) {
	await stage.go(page, '/office/articles')
	const at = await page.locator('tbody th a', { hasText: '다음 장을' })
		.getAttribute('href')

	for (const n of [0, 1, 2, 3, 4, 5]) {
		await stage.go(page, `${at}/translate?from=ko&to=en&at=body.${n}`)
		await page.keyboard.press('Control+Shift+Enter')
		await page.locator('#desk-said.done').waitFor()
	}
	await stage.go(page, at + '/correct')
	const body = page.locator('[name="body.ko"]')

	await body.fill((await body.inputValue()).replace('지난 7일', '지난 6일'))
	await put_all(page, { 'note.ko': '방문한 날을 6일로 바로잡습니다.',
		'note.en': 'The visit was on the 6th, not the 7th.' })
	await stage.press(page, page.locator('main form .button-main'))
	return at
}

/* A sentence like one that was signed. */
async function at_desk(stage, page) {
	await translated(stage, page)
	await stage.go(page, '/office/articles/new')
	await page.fill('[name="headline.ko"]', '(견본) 더저우 대표단, 시흥을 찾다')
	await page.fill('[name="body.ko"]', '더저우시 대표단이 지난 20일 시흥시를 ' +
		'찾았다. 두 도시는 2005년에 자매결연을 맺었고, 이번 방문은 ' +
		'시흥시의 초청으로 이루어졌다. 대표단은 청소년 교류를 논의했다.')
	await page.locator('[name=sample][type=checkbox]').check()
	await stage.press(page, page.locator('main form .button-main'))
	return new URL(page.url()).pathname + '/translate?from=ko&to=en&at=body.1'
}

async function versions(stage, page) {
	await stage.go(page, '/office/articles')
	return await page.locator('tbody th a', { hasText: '다음 장을' })
		.getAttribute('href') + '/versions'
}

/* Where the ledger of the tie with Dezhou is, for whoever is signed in. */
async function dezhou(stage, page) {
	await stage.go(page, '/office/ties')
	return page.locator('tbody th a', { hasText: /더저우|Dezhou/ })
		.getAttribute('href')
}

/* Those that change what is there come last. */
const rows = [
	['home-ko', '/ko/', { ...wide, height: 1400 }],
	['tie-en', '/en/ties/dezhou', wide],
	['article-ko', '/ko' + article, wide],
	['office-en', '/office/', { ...wide, height: 1000 }, 'admin'],
	['home-phone', '/ko/', phone],
	['tie-phone', '/en/ties/dezhou', phone],
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
	['translate-ko', at_desk, { ...wide, height: 1000 }, 'officer', take],
	['versions-ko', versions, { ...wide, height: 760 }, 'officer'],
	['article-beside', '/en' + article + '?beside=ko', { ...wide,
		height: 1150 }, null, whose],
	['article-phone', '/en' + article, phone, null, whose],
]

/* Opens whose the first paragraph is, with the lead at the top. */
async function whose(page) {
	await page.locator('.beside .hands summary').first().click()
	await page.mouse.move(0, 0)
	await page.evaluate(() => scrollTo(0, document.querySelector('.lead-in')
		.getBoundingClientRect().top + scrollY - 12))
}

/* Takes the first suggestion, so that something is found in it. */
async function take(page) {
	await page.keyboard.press('Alt+1')
	await page.locator('#desk-findings li').first().waitFor()
}

async function draw(stage, [name, path, how, login, act], folder) {
	const page = await stage.open(how)

	if (login)
		await stage.sign_in(page, login)
	await stage.go(page, typeof path === 'string' ? path :
		await path(stage, page))
	await act?.(page)
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
