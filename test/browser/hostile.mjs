/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Markup that wants to be a program, in every text of a city, an article and a
 * comment, and addresses that want to lead away from the house.
 */
import { ask, token_of } from './api.mjs'
import { shared } from './stage.mjs'

const at_once = 4

export function lines(file) {
	return shared(`hostile-markup/${file}`).split('\n')
		.filter(line => line.trim())
}

export function cut(line, most) {
	return [...line].slice(0, most).join('')
}

const city = (line, n) => ({
	slug: `hostile-${n}`, country: 'KR',
	name: { en: cut(line, 120), ko: cut(line, 120) },
	names: [{ language: 'en', form: cut(line, 120),
		source: cut(line, 300) }],
	parent: { en: cut(line, 120) }, about: { en: line },
	source: { en: line },
	place: { lat: 1, lon: 1 },
})

const article = (line, n) => ({
	slug: `hostile-${n}`,
	headline: { en: cut(line, 200), ko: cut(line, 200) },
	subheads: [{ line: { en: cut(line, 200) } }],
	desk: { en: cut(line, 120) }, byline: { en: cut(line, 120) },
	place: { en: cut(line, 120) }, lead: { en: line },
	body: { en: `${line}\n\n[a link](${line})\n\n![a picture](${line
		})\n\n<${line}>\n\n\`${line}\`` },
	quotations: [{ said_as: { en: cut(line, 200) }, text: { en: line } }],
	source: { en: line }, notes: line,
})

/* Published and corrected, with the same line as the note. */
async function publish(stage, token, told, line) {
	const at = `/api/v1/articles/${told.id}`
	const out = await ask(stage, token, 'POST', `${at}/state`,
		{ state: 'published' })

	if (out.status !== 200)
		return false
	await ask(stage, token, 'POST', `${at}/correct`,
		{ note: { en: line } })
	return true
}

/* Makes a record; a field that is refused is left out, and counted. */
async function make(stage, token, kind, record, refused) {
	for (let i = 0; i < 12; i++) {
		const response = await ask(stage, token, 'POST',
			`/api/v1/${kind}`, record)
		const answer = await response.json()

		if (response.status === 201)
			return answer
		if (response.status !== 422)
			throw new Error(`${response.status} for ${
				JSON.stringify(record)}`)
		for (const { field } of answer.problems) {
			const name = field.split('.')[0]

			if (!(name in record))
				throw new Error(JSON.stringify(answer))
			refused.push(`${name}: ${JSON.stringify(record[name])}`)
			delete record[name]
			if (['name', 'headline'].includes(name))
				record[name] = { en: 'Refused' }
			if (name === 'body')
				record.state = 'draft'
		}
	}
	throw new Error(`never taken: ${JSON.stringify(record)}`)
}

async function many(items, walk) {
	const rest = items.entries()

	await Promise.all(Array.from({ length: at_once }, async () => {
		for (const [n, item] of rest)
			await walk(item, n)
	}))
}

/* What a page must not hold, whatever was written into its records. */
export function injected(base) {
	const found = []
	const own = /^(https?|mailto|tel|otpauth):/

	for (const e of document.querySelectorAll('*')) {
		for (const { name, value } of e.attributes)
			if (/^on/i.test(name) || name === 'style' ||
				name === 'srcdoc')
				found.push(`${e.localName} ${name}=${value}`)
		if (['iframe', 'object', 'embed', 'base', 'frame', 'applet',
			'style', 'math', 'marquee', 'xss'].includes(e.localName))
			found.push(`<${e.localName}>`)
		if (e.localName === 'script' &&
			e.type !== 'application/ld+json' &&
			!e.src.startsWith(base + '/static/'))
			found.push(`script: ${e.outerHTML.slice(0, 80)}`)
		if (e.localName === 'script' && !e.src)
			try {
				JSON.parse(e.textContent)
			} catch {
				found.push(`broken: ${e.textContent}`)
			}
		if (e.localName === 'a' && e.href && !e.href.baseVal &&
			!own.test(e.href))
			found.push(`a to ${e.href}`)
		if (e.localName === 'img' && !e.src.startsWith(base))
			found.push(`img of ${e.src}`)
		if (e.localName === 'form' &&
			!e.getAttribute('action')?.startsWith('/'))
			found.push(`form to ${e.action}`)
		if (e.localName === 'meta' && e.httpEquiv)
			found.push(e.outerHTML)
	}
	if (document.querySelectorAll('h1').length !== 1)
		found.push(`${document.querySelectorAll('h1').length} h1`)
	return found
}

async function see(stage, paths, fault) {
	const pages = await Promise.all([stage.open({}), stage.open({})])

	await stage.sign_in(pages[0], 'admin')
	await Promise.all([[pages[0], 'office'], [pages[1], 'public']].map(
		async ([page, where]) => {
			for (const path of paths.filter(path =>
				path.startsWith('/office/') ===
				(where === 'office'))) {
				const response = await page.goto(
					stage.base + path)

				if (response.status() !== 200)
					fault(`${path}: ${response.status()}`)
				for (const why of await page.evaluate(injected,
					stage.base))
					fault(`${path}: ${why}`)
			}
			await page.context().close()
		}))
}

async function markup(stage, fault) {
	const token = await token_of(stage)
	const bad = [...lines('xss_quick.txt'), ...lines('xss_rsnake.txt')]
	const refused = [], paths = []

	await many(bad, async (line, n) => {
		const there = await make(stage, token, 'cities',
			city(line, n), refused)
		const told = await make(stage, token, 'articles',
			article(line, n), refused)

		await make(stage, token, 'comments', { article: told.id,
			nickname: cut(line, 20), text: line, state: 'shown' },
		refused)
		paths.push(`/en/cities/hostile-${n}`)
		if (await publish(stage, token, told, line))
			paths.push(`/en/news/hostile-${n}`)
		paths.push(`/office/articles/${told.id}`)
		if (n % 4 === 0)
			paths.push(`/office/articles/${told.id}/edit`,
				`/office/cities/${there.id}/edit`,
				`/office/cities/${there.id}/history`)
	})
	/* That a text is no text (a control sign) is all that may be refused. */
	if (refused.length > bad.length / 4)
		fault(`${refused.length} were refused: ${refused.slice(0, 5)
			.join(' | ')}`)
	paths.push('/en/', '/ko/', '/en/news', '/en/ties',
		'/office/articles?limit=200', '/office/cities?limit=200',
		'/office/comments?limit=200', '/office/')
	for (const line of bad.filter((_, n) => n % 3 === 0))
		paths.push(`/en/search?q=${encodeURIComponent(cut(line, 200))}`)
	await see(stage, paths, fault)
}

/* ---- addresses that lead away ---- */

/* What stands in the form as the place to go to, in the HTML. */
function next_in(html) {
	const at = /name="next" value="([^"]*)"/.exec(html)

	return at && at[1].replaceAll('&amp;', '&').replaceAll('&quot;', '"')
		.replaceAll('&#39;', "'").replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
}

async function sign_in_to(stage, next) {
	const page = await fetch(`${stage.base}/office/sign-in`)
	const cookie = page.headers.get('set-cookie').split(';')[0]
	const csrf = /name="_csrf" value="(\w+)"/.exec(await page.text())[1]

	return fetch(`${stage.base}/office/sign-in`, { method: 'POST',
		redirect: 'manual', headers: { cookie },
		body: new URLSearchParams({ _csrf: csrf, login: 'officer',
			password: stage.passwords.officer, next }) })
}

async function away(stage, fault) {
	const bad = lines('open_redirect.txt')
	const taken = []
	const home = where => new URL(where, stage.base + '/office/sign-in')
		.origin === stage.base

	await many(bad, async line => {
		for (const sent of [encodeURIComponent(line),
			encodeURI(line).replaceAll('&', '%26')
				.replaceAll('#', '%23')]) {
			const response = await fetch(
				`${stage.base}/office/sign-in?next=${sent}`,
				{ redirect: 'manual' })
			const next = next_in(await response.text())

			if (response.headers.get('location') !== null)
				fault(`${line} leads to ${response.headers
					.get('location')}`)
			if (next !== null && !home(next))
				fault(`${line} stays as ${next}`)
			if (next !== null)
				taken.push(next)
		}
	})
	/* Those that look like ours, and some that do not, all the way. */
	for (const next of [...new Set(taken)].slice(0, 30).concat(
		bad.filter((_, n) => n % 24 === 0))) {
		const response = await sign_in_to(stage, next)
		const to = response.headers.get('location')

		if (response.status !== 303 || !home(to))
			fault(`${next}: ${response.status} to ${to}`)
	}
	const page = await stage.open({})

	for (const line of bad.filter((_, n) => n % 40 === 7)) {
		await page.goto(`${stage.base}/office/sign-in?next=${
			encodeURIComponent(line)}`)
		await page.fill('[name=login]', 'officer')
		await page.fill('[name=password]', stage.passwords.officer)
		await Promise.all([page.waitForNavigation(),
			page.locator('main form button').click()])
		if (!page.url().startsWith(stage.base + '/'))
			fault(`${line} led to ${page.url()}`)
		await page.context().clearCookies()
	}
	await page.context().close()
}

export async function walk_hostile(stage) {
	await stage.prove('markup in any text of a city, an article, a comment or a search is text and nothing else',
		fault => markup(stage, fault))
	await stage.prove('no address behind ?next= leads out of the house',
		fault => away(stage, fault))
}
