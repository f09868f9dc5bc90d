/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a citizen does: arrives, reads, looks for a city, changes the language.
 * The same with scripts and without.
 */
import { readFileSync } from 'node:fs'

import { html, langs, stem, t } from './stage.mjs'

const article = '/news/siheung-delegation-dezhou'
// The office's own words for the ground that a sample was removed on.
const advert = readFileSync(new URL('../../demo/6-grounds.jsonl',
	import.meta.url), 'utf8').trim().split('\n').map(line =>
	JSON.parse(line)).find(ground => ground.code === 'advert')

async function texts(locator) {
	return (await locator.allInnerTexts()).map(text => text.trim())
}

/* ---- arriving ---- */

async function arrive(stage, scripts, fault) {
	for (const [locale, path] of [['ko-KR', '/ko/'], ['en-GB', '/en/'],
			['zh-CN', '/zh/'], ['ja-JP', '/ja/'], ['fr-FR', '/ko/']]) {
		const page = await stage.open({ locale, scripts })

		await stage.go(page, '/')
		if (!page.url().endsWith(path))
			fault(`${locale} is led to ${page.url()}`)
		await page.context().close()
	}
}

async function home(stage, page, lang, fault) {
	await stage.go(page, `/${lang}/`)
	const count = async (what, least) => {
		const n = await page.locator(what).count()

		if (n < least)
			fault(`${what}: ${n} of ${least}`)
	}

	if (await page.locator('html').getAttribute('lang') !== html[lang])
		fault('the page says another language')
	await count(`.front h3 a[href^="/${lang}/news/"]`, 3)
	await count('.front img[alt]', 1)
	await count('svg.map .land', 1)
	await count('svg.map .arc', 2)
	await count(`svg.map a[href^="/${lang}/cities/"]`, 3)
	await count('[aria-labelledby=coming] .dated li', 3)
	await count(`[aria-labelledby=ties] a[href^="/${lang}/ties/"]`, 2)
	for (const name of ['Dezhou', '더저우시', '德州市', '徳州市'])
		if (name === { en: 'Dezhou', ko: '더저우시', zh: '德州市',
			ja: '徳州市' }[lang])
			await count(`svg.map a:has-text("${name}")`, 1)
	const land = await page.locator('svg.map .land').first()
		.evaluate(e => e.getBoundingClientRect().width)

	if (land < 400)
		fault(`the land is ${land} px wide`)
}

/* ---- reading ---- */

async function tie(stage, page, lang, fault) {
	await stage.go(page, `/${lang}/`)
	await stage.press(page, page.locator(
		`[aria-labelledby=ties] a[href="/${lang}/ties/dezhou"]`))
	for (const day of ['2003-10-14', '2005-03', '2005-05-17',
			'2005-05-18', '2019', '2020', '2024', '2024-11-07'])
		if (await page.locator(`.act time[datetime="${day}"],
			.act time[datetime^="${day}/"]`).count() === 0)
			fault(`nothing happened on ${day}`)
	for (const kind of ['tie.dates-kind-signed', 'tie.dates-kind-effective'])
		if (!(await texts(page.locator('.act .what')))
			.includes(t(lang, kind)))
			fault(`no date is of the kind ${t(lang, kind)}`)
	if (await page.locator('.act .origin').count() < 10)
		fault('acts do not say where they are from')
	for (const state of ['suspended', 'resumed'])
		if (!(await texts(page.locator('.act.of-state .what')))
			.includes(t(lang, `tie.state-${state}`)))
			fault(`it does not say that it was ${state}`)
	if (await page.locator('.year.silent').count() < 8)
		fault('silent years are not drawn')
	if ((await page.locator('main').innerText()).includes('2,0'))
		fault('a year is written as a number')
	await stops(page, lang, fault)
}

async function stops(page, lang, fault) {
	const visit = page.locator('.act:has(time[datetime^="2024-11-07"]) details')

	if (await visit.locator('.stops li').first().isVisible())
		fault('the itinerary is open before anybody opens it')
	await visit.locator('summary').click()
	const eighth = (await texts(visit.locator('.stops li'))).join('\n')

	for (const word of { ko: ['8일', '칭화대', 'KOTRA', 'KTR'],
		en: ['8', 'Tsinghua', 'KOTRA', 'KTR'],
		zh: ['8', '清华', 'KOTRA', 'KTR'],
		ja: ['8', '清華', 'KOTRA', 'KTR'] }[lang])
		if (!eighth.includes(word) &&
			!(lang === 'ko' && word === '8일' && /8\./.test(eighth)))
			fault(`the itinerary lacks ${word}: ${eighth}`)
}

async function city(stage, page, lang, fault) {
	await stage.go(page, `/${lang}/`)
	await stage.press(page, page.locator(
		`svg.map a[href="/${lang}/cities/dezhou"]`))
	const names = page.locator('.names li[lang]')

	if (await page.locator('h1').innerText() === '')
		fault('the city has no name')
	if (await names.count() !== 3)
		fault(`${await names.count()} names in other languages`)
	if (await page.locator(`main a[href="/${lang}/ties/dezhou"]`)
		.count() === 0)
		fault('the city does not lead to its tie')
	if (await page.locator('.margin section').count() < 2)
		fault('no facts about the city')
}

async function story(stage, page, lang, fault) {
	await stage.go(page, `/${lang}${article}`)
	const there = async (what, where) => {
		const n = page.locator(where)

		if (await n.count() === 0 || (await n.first().innerText())
			.trim() === '')
			fault(`no ${what}`)
	}

	await there('desk', '.kicker')
	await there('headline', 'h1')
	await there('subhead', '.subheads li')
	await there('byline', '.byline p:first-child')
	await there('credit', '.story figure:has(img) figcaption')
	await there('quotation', '.said blockquote')
	await there('body', '.prose p')
	await there('comment', '.comment:not(.gone) p')
	const said = await texts(page.locator('.said figcaption'))

	if (said.length < 2 || said.includes(''))
		fault('somebody is quoted without a name')
	if (!/임병택 시흥시장/.test(said.join()) && lang === 'ko')
		fault(`titles are not with the names: ${said.join()}`)
	const times = await texts(page.locator('.byline time'))

	for (const [i, key] of ['news.entered', 'news.published'].entries())
		if (!times[i]?.includes(stem(lang, key)))
			fault(`not ${key}: ${times}`)
	if (await page.locator('.story img').first().evaluate(
		img => img.naturalWidth === 0 || img.alt === ''))
		fault('the picture is not there, or not described')
	const gone = await page.locator('.comment.gone').innerText()

	if (!gone.includes(advert.name[lang]) ||
	    !gone.includes(advert.rule[lang]))
		fault(`a removed comment does not say why: ${gone}`)
}

async function origin(stage, page, fault) {
	await stage.go(page, '/en' + article)
	const notice = await texts(page.locator('.story .notice'))

	if (!notice.some(text => text.includes(stem('en',
		'words.notice-machine'))))
		fault(`a machine's translation does not say so: ${notice}`)
	await stage.go(page, '/ko' + article)
	if (await page.locator('.story header .notice').count() > 0)
		fault('the original is marked as translated')
	await stage.press(page, page.locator(
		'aside a[href$="beside=en"]'))
	for (const [side, lang] of [['ours', 'ko'], ['theirs', 'en']])
		if (await page.locator(
			`.beside .${side}.prose[lang=${lang}]`).count() < 4)
			fault(`the text in ${lang} is not beside the other`)
}

async function switching(stage, page, fault) {
	for (const path of ['/', '/ties/dezhou', '/cities/dezhou', article,
			'/calendar', '/news', '/ties'])
		for (const [from, to] of [['ko', 'en'], ['en', 'zh'],
				['zh', 'ja'], ['ja', 'ko']]) {
			await stage.go(page, `/${from}${path}`)
			await page.locator(`.langs a[hreflang="${html[to]}"]`)
				.click()
			await page.waitForLoadState()
			if (page.url() !== `${stage.base}/${to}${path}`)
				fault(`/${from}${path} became ${page.url()}`)
		}
	await stage.go(page, '/ko/search?q=Dezhou')
	await page.locator('.langs a[hreflang=en]').click()
	await page.waitForLoadState()
	if (!page.url().endsWith('/en/search?q=Dezhou'))
		fault(`what was looked for is lost: ${page.url()}`)
}

/* ---- looking for ---- */

async function search(stage, page, lang, fault) {
	for (const [words, leads] of [['교류', '/ties/dezhou'],
			['德州', '/cities/dezhou'], ['Dezhou', '/cities/dezhou'],
			['덕주', '/cities/dezhou']]) {
		await stage.go(page, `/${lang}/`)
		await page.fill('#find', words)
		await stage.press(page, page.locator('.top .find button'))
		if (await page.locator(
			`.results a[href="/${lang}${leads}"]`).count() === 0)
			fault(`${words} does not find ${leads}: ${await texts(
				page.locator('.results h2'))}`)
		if (await page.locator('#q').inputValue() !== words)
			fault(`${words} is not in the box any more`)
	}
	await stage.go(page, `/${lang}/search?q=zxqvwy`)
	if (!(await page.locator('main').innerText()).includes('zxqvwy'))
		fault('what was not found is not named')
}

async function calendar(stage, page, lang, fault) {
	await stage.go(page, `/${lang}/`)
	await stage.press(page, page.locator(
		`.nav a[href="/${lang}/calendar"]`))
	if (await page.locator('[aria-labelledby=coming] li').count() < 3)
		fault('nothing is coming')
	for (const year of [2005, 2019, 2024])
		if (await page.locator(`#y${year} + .dated li`).count() === 0)
			fault(`nothing was in ${year}`)
}

async function missing(stage, page, lang, fault) {
	const response = await stage.go(page, `/${lang}/no-such-page`)

	if (response.status() !== 404)
		fault(`answered with ${response.status()}`)
	if (!(await page.locator('h1').innerText()).trim())
		fault('it has no heading')
	if (await page.locator('html').getAttribute('lang') !== html[lang])
		fault('it is in another language')
	if (!(await page.locator('main').innerText()).includes(
		t(lang, 'error.not-found-help')))
		fault('it does not say what to do')
	await stage.press(page, page.locator(`main a[href="/${lang}/"]`))
	if (await page.locator('.nav a').count() < 3)
		fault('the way home leads nowhere')
}

/* ---- all of it ---- */

const each_language = [
	['the front page shows news, a map with land and arcs, what is coming and the ties', home],
	['a tie shows its typed and sourced dates, its states, its silent years and the itinerary of 8 November', tie],
	['a city on the map leads to its names, facts and ties', city],
	['an article has desk, byline, both times, headline, credited picture, named quotations, body, comments, and why one was removed', story],
	['a city is found by every one of its names', search],
	['the calendar shows what is coming and what was', calendar],
	['an address that is nothing has a page of its own', missing],
]

async function read(stage, scripts) {
	const how = scripts ? 'with scripts' : 'without scripts'
	const page = await stage.open({ scripts })
	const here = scripts ? ['ko', 'en'] : langs

	await stage.prove(`${how}, / leads to the language that the reader asks for`,
		fault => arrive(stage, scripts, fault))
	for (const [sentence, walk] of each_language)
		await stage.prove(`${how}, in ${scripts ? 'two' : 'four'
		} languages, ${sentence}`, async fault => {
			for (const lang of here)
				await walk(stage, page, lang, why =>
					fault(`${lang}: ${why}`))
		})
	await stage.prove(`${how}, a translation says that a machine made it, and stands beside the original`,
		fault => origin(stage, page, fault))
	await stage.prove(`${how}, changing the language keeps the page`,
		fault => switching(stage, page, fault))
	await page.context().close()
}

export async function walk_public(stage) {
	await read(stage, false)
	await read(stage, true)
}
