/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How every page stands before the eye and before those who do not see it:
 * axe, by day and by night; three widths; print; the ring around what has the
 * focus; the languages of its parts; no key of a message left as it is.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { langs, namespaces } from './stage.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve(
	'axe-core/axe.min.js'), 'utf8')
export const rules = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',
	'wcag22aa', 'best-practice'], resultTypes: ['violations'] }
const contrast = { runOnly: { type: 'rule', values: ['color-contrast'] },
	resultTypes: ['violations'] }

const article = '/news/siheung-delegation-dezhou'
const public_paths = ['/', '/news', article, article + '?beside=en',
	article + '?beside=ko', '/news/sample-choir', '/ties', '/ties/dezhou',
	'/ties/hachioji', '/cities/siheung', '/cities/dezhou', '/calendar',
	'/calendar?view=month', '/calendar?view=year', '/statistics',
	'/search', '/search?q=Dezhou', '/search?q=zxqvwy', '/no-such-page']
const kinds = ['articles', 'comments', 'ties', 'exchanges', 'cities',
	'organisations', 'people', 'offices', 'letters', 'promises', 'plans',
	'gifts', 'expenses', 'posts', 'rules', 'approvals']
const of_tie = ['/handover', '/record', '/state', '/check']
const pages = ['/office/radar', '/office/statistics', '/office/calendar',
	'/office/calendar?view=year', '/office/deadlines', '/office/imports',
	'/office/access', '/office/retentions/due']

/* ---- one page ---- */

export async function run_axe(page, how) {
	const size = page.viewportSize()

	/* So tall that the buttons at the lower edge of a form, which stay in
	 * sight, lie upon nothing that one would scroll to. */
	await page.setViewportSize({ width: size.width, height: 5000 })
	await page.evaluate(axe)
	const found = await page.evaluate(options => window.axe.run(document,
		options), how)

	await page.setViewportSize(size)
	return found.violations.flatMap(rule => rule.nodes.slice(0, 3).map(
		node => `${rule.id}: ${node.target.join(' ')}: ${
			node.failureSummary?.split('\n')[1]?.trim() ?? ''}`))
}

/* Who is wider than the window, and by how much. */
export function too_wide() {
	const root = document.documentElement
	const over = root.scrollWidth - window.innerWidth

	if (over <= 0)
		return null
	const widest = [...document.body.querySelectorAll('*')].find(e =>
		e.getBoundingClientRect().right > window.innerWidth + 1)

	return `${over} px, from ${widest?.localName}.${widest?.className}`
}

/* Texts whose letters are not those of the language they are said to be in. */
function strangers(skipped) {
	const found = []
	const walk = document.createTreeWalker(document.body,
		NodeFilter.SHOW_TEXT)

	for (let at; (at = walk.nextNode());) {
		const text = at.data.replace(/https?:\S+/, '').trim()
		const parent = at.parentElement
		const lang = parent.closest('[lang]').lang.slice(0, 2)

		if (parent.closest(skipped) || !text)
			continue
		const hangul = /\p{Script=Hangul}/u.test(text)
		const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u
			.test(text.replaceAll('・', '').replaceAll('ー', ''))
		const han = /\p{Script=Han}/u.test(text)
		const words = text.match(/[A-Za-z]{2,}/g) ?? []

		if ((hangul && lang !== 'ko') || (kana && lang !== 'ja') ||
			(han && lang === 'en') || (han && !hangul &&
				parent.closest('[lang]') === document
				.documentElement && lang === 'ko') ||
			(lang !== 'en' && words.length > 4 && !hangul && !kana &&
				!han))
			found.push(`${lang}: ${text.slice(0, 60)}`)
	}
	return found
}

/* Keys of messages, and marks of templates, that a reader can see. */
function raw_keys(names) {
	const key = new RegExp(
		`(^|[\\s("“])(${names.join('|')})\\.[a-z][a-z0-9_.-]*($|[\\s,)"”])`)
	const seen = [document.title, ...[...document.querySelectorAll(
		'[aria-label], [title], [placeholder], [alt]')].flatMap(e =>
		['aria-label', 'title', 'placeholder', 'alt'].map(name =>
			e.getAttribute(name) ?? ''))]
	const walk = document.createTreeWalker(document.body,
		NodeFilter.SHOW_TEXT)

	for (let at; (at = walk.nextNode());)
		if (!at.parentElement.closest('.prose, textarea, code'))
			seen.push(at.data)
	return seen.filter(text => key.test(text) || text.includes('{{'))
		.map(text => text.trim().slice(0, 80))
}

/* What print must not show. */
function printed() {
	return [...document.querySelectorAll(
		'nav:not(.trail), form[role=search], .skip, .menu, button')]
		.filter(e => e.getClientRects().length > 0)
		.map(e => `${e.localName}.${e.className}`)
}

/* Faults are gathered per sentence, so that one look at a page serves all. */
function sight() {
	return { axe: [], dark: [], wide: [], lang: [], keys: [], print: [] }
}

/* How closely a page is looked at. */
const glance = { narrow: [320] }
const long_look = { narrow: [320], axe: true, print: true }
const stare = { narrow: [390, 320], axe: true, print: true, night: true }

async function look(stage, page, path, seen, how) {
	const say = (about, faults) => faults.forEach(why =>
		seen[about].push(`${path}: ${why}`))

	await stage.go(page, path)
	say('keys', await page.evaluate(raw_keys, namespaces))
	if (how.strict)
		/* Nicknames are proper names; the hint of the search has such. */
		say('lang', await page.evaluate(strangers,
			'.comment header b, .langs, .meta + p'))
	if (how.axe)
		say('axe', await run_axe(page, rules))
	if (how.night) {
		await page.emulateMedia({ colorScheme: 'dark' })
		say('dark', await run_axe(page, contrast))
		await page.emulateMedia({ colorScheme: 'light' })
	}
	if (how.print) {
		await page.emulateMedia({ media: 'print' })
		say('print', await page.evaluate(printed))
		await page.emulateMedia({ media: 'screen' })
	}
	for (const width of how.narrow) {
		await page.setViewportSize({ width, height: 700 })
		const why = await page.evaluate(too_wide)

		if (why)
			say('wide', [`${width} px: ${why}`])
	}
	if (how.night)
		say('axe', (await run_axe(page, { runOnly: ['wcag22aa'],
			resultTypes: ['violations'] })).map(why => '320 px: ' + why))
	await page.setViewportSize({ width: 1280, height: 900 })
}

/* At 200 % a window of 1280 has 640 px of CSS. */
async function zoomed(stage, paths, login, fault) {
	const page = await stage.open({ width: 640, height: 450, scale: 2 })

	if (login)
		await stage.sign_in(page, login)
	for (const path of paths) {
		await page.goto(stage.base + path)
		const why = await page.evaluate(too_wide)

		if (why)
			fault(`${path}: ${why}`)
	}
	await page.context().close()
}

/* Says what was seen, of what was looked at. */
async function told(stage, where, seen, left_out = []) {
	const sentences = {
		axe: 'fit everybody as far as axe can tell',
		dark: 'can be read by night',
		wide: 'scroll in one direction only, 390 and 320 px wide',
		lang: 'say the language of each of their parts',
		keys: 'show words and not the names of words',
		print: 'are printed without what leads around',
	}

	for (const [about, faults] of Object.entries(seen))
		if (!left_out.includes(about))
			await stage.prove(`${where} ${sentences[about]}`,
				fault => faults.forEach(fault))
}

/* ---- the ring around what has the focus ---- */

async function rings(stage, page, path, fault) {
	await stage.go(page, path)
	await page.keyboard.press('Tab')
	const first = await page.evaluate(() => {
		const e = document.activeElement, at = e.getBoundingClientRect()

		return { href: e.getAttribute('href'),
			seen: at.top >= 0 && at.height > 20 && at.width > 40 }
	})

	if (first.href !== '#main' || !first.seen)
		fault(`${path}: the first is ${JSON.stringify(first)}`)
	for (let i = 0; i < 60; i++) {
		await page.keyboard.press('Tab')
		const ring = await page.evaluate(() => {
			const e = document.activeElement
			const style = getComputedStyle(e)

			return { on: `${e.localName} ${e.name ??
				e.getAttribute('href') ?? ''}`,
				body: e === document.body,
				line: style.outlineStyle,
				width: parseFloat(style.outlineWidth) }
		})

		if (ring.body)
			break
		if (ring.line === 'none' || ring.width < 3)
			fault(`${path}: ${ring.on} has ${ring.line} ${
				ring.width} px`)
	}
}

/* ---- the office's addresses ---- */

async function office_paths(stage, page, full) {
	const paths = full ? ['/office/', '/office/account', '/office/search',
		'/office/search?q=Dezhou', '/office/no-such-kind', ...pages] :
		['/office/', '/office/search?q=Dezhou']

	for (const kind of full ? [...kinds, 'accounts', 'jobs'] :
		['articles', 'ties', 'comments']) {
		const response = await stage.go(page, `/office/${kind}`)

		if (response.status() !== 200)
			continue
		paths.push(`/office/${kind}`)
		const first = await page.locator('tbody th a').first()
			.getAttribute('href', { timeout: 500 }).catch(() => null)

		if (first !== null)
			paths.push(first, first + '/edit', first + '/history')
		if (first !== null && kind === 'ties')
			paths.push(...of_tie.map(path => first + path))
		if (full && first !== null)
			paths.push(`/office/${kind}/new`,
				`/office/${kind}/import`, first + '/erase')
	}
	return paths
}

async function sight_public(stage) {
	const page = await stage.open({})
	const seen = sight()

	for (const lang of langs)
		for (const path of public_paths)
			await look(stage, page, `/${lang}${path}`, seen, {
				...{ ko: stare, en: stare }[lang] ?? glance,
				strict: true })
	await look(stage, page, '/office/sign-in', seen, stare)
	await told(stage, 'the public pages', seen)
	await stage.prove('the public pages fit at 200 %', fault =>
		zoomed(stage, public_paths.map(path => '/en' + path), null,
			fault))
	await stage.prove('the way past the menu comes first, and what has the focus has a ring of 3 px',
		async fault => {
			for (const path of ['/ko/', '/en/ties/dezhou',
				'/en' + article, '/office/sign-in'])
				await rings(stage, page, path, fault)
		})
	await page.context().close()
}

async function sight_office(stage, login) {
	const page = await stage.open({})
	const seen = sight()
	const full = login === 'admin'
	let paths = []

	await stage.sign_in(page, login)
	paths = await office_paths(stage, page, full)
	for (const path of paths)
		await look(stage, page, path, seen, full ? stare : long_look)
	await told(stage, `the office's pages for ${login}`, seen,
		full ? ['lang'] : ['lang', 'dark'])
	if (full) {
		await stage.prove("the office's pages fit at 200 %", fault =>
			zoomed(stage, paths, login, fault))
		await stage.prove('in the office, what has the focus has a ring of 3 px',
			async fault => {
				for (const path of ['/office/', '/office/ties',
					'/office/cities/new'])
					await rings(stage, page, path, fault)
			})
	}
	await page.context().close()
}

export async function walk_sight(stage) {
	await Promise.all([
		sight_public(stage),
		sight_office(stage, 'admin')
			.then(() => sight_office(stage, 'officer')),
	])
}
