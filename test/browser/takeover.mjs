/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Somebody who has never seen the program takes the sample desk over.  Signed
 * in as the officer they find what is open with Dezhou, who the mayor is in
 * four languages, when we last wrote, and take the hand-over with them; then
 * they look around, make the mistakes that one makes, and bring an old log in.
 *
 * Nothing is typed into the address line: whatever has no way to it on the
 * page is not found.  Back is the browser's own button.
 */
import { inflateSync } from 'node:zlib'
import { put, put_all, save, stands } from './forms.mjs'
import { rules, run_axe, too_wide } from './sight.mjs'
import { t } from './stage.mjs'

const city = { ko: '더저우', en: 'Dezhou' }
const spellings = ['덕주', '더저우', '德州', 'Dezhou']

function text_of(locator) {
	return locator.innerText().then(text => text.trim())
}

/* A number as it is written in a table: "₩19,000,000", "CN¥14,800.00". */
function number_of(text) {
	return Number(text.replace(/[^\d.]/g, ''))
}

/* ---- one who walks ---- */

/* A page, whose language is lang, and how often something was pressed. */
class Walker {
	constructor(stage, page, lang, looks) {
		Object.assign(this, { stage, page, lang, looks, presses: 0 })
	}

	t(key) {
		return t(this.lang, key)
	}

	at(selector, text) {
		return this.page.locator(selector, text ? { hasText: text } : {})
	}

	async press(locator) {
		const response = await this.stage.press(this.page, locator)

		this.presses++
		return response
	}

	async back() {
		await this.page.goBack({ waitUntil: 'load' })
		this.presses++
	}

	async menu(key) {
		return this.press(this.page.locator('.menu').getByRole('link', {
			name: this.t(key), exact: true }))
	}

	async ledger() {
		await this.menu('tie.many')
		await this.press(this.at('tbody th a', city[this.lang]))
	}

	/* Looks at the page: axe, and how wide it is on a desk and a phone. */
	async look(name, fault) {
		if (!this.looks)
			return
		for (const why of await run_axe(this.page, rules))
			fault(`${name}: ${why}`)
		for (const width of [1280, 360]) {
			await this.page.setViewportSize({ width, height: 900 })
			const why = await this.page.evaluate(too_wide)

			if (why)
				fault(`${name}: ${width} px: ${why}`)
		}
		await this.page.setViewportSize({ width: 1280, height: 900 })
	}
}

/* From the public front page, as one who knows the city's address finds it. */
async function come_in(walk) {
	await walk.stage.go(walk.page, '/')
	await walk.press(walk.page.locator('a[href="/office/"]').first())
	await walk.page.fill('[name=login]', 'officer')
	await walk.page.fill('[name=password]', walk.stage.passwords.officer)
	await walk.press(walk.page.locator('main form button'))
	walk.presses = 0
}

/* ---- the four questions ---- */

async function desk(walk, fault) {
	const late = walk.at('[aria-labelledby=g-late] .todo li')

	if (await text_of(walk.at('h1')) !== walk.t('desk.title'))
		fault('one does not come in at the desk')
	if (await late.count() === 0)
		fault('nothing is late on the sample desk')
	for (const task of await late.all()) {
		for (const part of ['.state', 'a', '.why'])
			if (!await text_of(task.locator(part).first()))
				fault(`a late task has no ${part}`)
		if (await task.locator('a').count() !== 2)
			fault('a late task does not say what to do')
	}
	await walk.look('desk', fault)
	for (let i = 0; i < await late.count(); i++) {
		const response = await walk.press(late.nth(i).locator('a').last())

		if (response.status() !== 200)
			fault(`late task ${i} leads to ${response.status()}`)
		await walk.back()
	}
}

async function open_matters(walk, fault) {
	const open = walk.at('section[aria-labelledby=open]')
	let promises, owed

	walk.presses = 0
	await walk.ledger()
	if (walk.presses > 2)
		fault(`the ledger is ${walk.presses} presses away`)
	if (!(await text_of(walk.at('.sides'))).includes(city[walk.lang]))
		fault('the ledger does not name the city')
	promises = open.locator(`h3:text-is("${walk.t('promise.many')}") + ul li`)
	owed = open.locator(`h3:text-is("${
		walk.t('ledger.letters-ours')}") + ul li`)
	if (await promises.count() < 3)
		fault(`${await promises.count()} promises are open`)
	for (const one of await promises.allInnerTexts())
		if (!/\d{4}/.test(one))
			fault(`a promise without a day: ${one}`)
	if (await open.locator('[data-state=late]').count() === 0)
		fault('what is late is not marked')
	if (await owed.count() !== 1)
		fault(`${await owed.count()} letters wait for our answer`)
	await walk.look('ledger', fault)
}

async function last_letter(walk, fault) {
	const narrow = walk.page.locator('.narrow').getByRole('link', {
		name: new RegExp(`^${walk.t('letter.many')} `) })
	const entries = walk.at('.entries > li')
	const said = Number(await narrow.locator('.num').innerText())

	await walk.press(narrow)
	if (await entries.count() !== said)
		fault(`${said} letters are said to be there, ${
			await entries.count()} are`)
	if (await walk.at('.entries > li:not([data-kind=letter])').count())
		fault('not only letters are shown')
	const years = (await entries.locator('.when').allInnerTexts())
		.map(when => Number(/\d{4}/.exec(when)))

	if (years.join() !== [...years].sort((a, b) => b - a).join())
		fault(`the newest is not the first: ${years}`)
	await walk.press(walk.page.locator('.narrow').getByRole('link', {
		name: new RegExp(`^${walk.t('ledger.by-direction-out')}`) }))
	const sent = walk.at('.entries > li:not(:has([data-state=draft]))')
		.first()
	const when = await text_of(sent.locator('.when'))

	await walk.press(sent.locator('a'))
	if (!(await walk.at('.fields dd').allInnerTexts()).some(text =>
		when.match(/\d+/g).every(n => text.includes(n))))
		fault(`the letter does not say ${when}`)
	await walk.back()
	await walk.back()
	await walk.back()
}

/* A figure leads to the entries that it is the sum of. */
async function balance(walk, fault) {
	const rows = walk.at('table.balance tbody tr')
	const counted = ['letters', 'letters-owed', 'promises-kept',
		'promises-open', 'gifts', 'journeys', 'exchanges', 'events',
		'planned']
	const links = await walk.at('table.balance a').evaluateAll(all =>
		all.map(a => ({ href: a.getAttribute('href'),
			says: a.innerText })))

	if (await rows.count() < 10 || links.length < 20)
		fault('the balance is short')
	for (const { href, says } of links) {
		const of = /of=([a-z-]+)/.exec(href)[1]
		const money = /[^\d.,]/.test(says.trim())

		if (!counted.includes(of) && !money)
			continue
		await walk.press(walk.page.locator(
			`table.balance a[href="${href}"]`, { hasText: says })
			.first())
		const entries = walk.at('.entries > li')
		const found = counted.includes(of) ? await entries.count() :
			(await entries.locator('.num').allInnerTexts())
				.filter(sum => sum[0] === says.trim()[0])
				.reduce((sum, one) => sum + number_of(one), 0)

		if (found !== number_of(says))
			fault(`${of} says ${says}, its entries make ${found}`)
		await walk.back()
	}
}

async function mayor(walk, fault) {
	const title = { ko: '더저우시장', en: 'Mayor of Dezhou' }[walk.lang]
	const key = walk.at('section[aria-labelledby=people] li', title)

	if (await key.count() !== 1)
		fault('the mayor is not among the people to know')
	await walk.press(key.locator('a').first())
	const forms = walk.at('.called tbody').first().locator('tr')

	if (await forms.count() !== 4)
		fault(`names in ${await forms.count()} languages`)
	for (const [i, said, called] of [[0, '주카이궈', '더저우시장'],
			[1, 'Zhu Kaiguo', 'Mayor of Dezhou'],
			[2, null, '德州市市长'], [3, null, '徳州市長']]) {
		const row = await text_of(forms.nth(i))

		/* What nobody has confirmed is said to be missing. */
		for (const text of [said ?? walk.t('names.none'), called])
			if (!row.includes(text))
				fault(`${row} lacks ${text}`)
	}
	await walk.look('mayor', fault)
	await walk.back()
	await walk.press(walk.at('.sides h2 a', city[walk.lang]))
	for (const name of ['더저우', 'Dezhou', '德州', '徳州'])
		if (!(await text_of(walk.at('.called'))).includes(name))
			fault(`the city is not called ${name}`)
	await walk.back()
}

/* Pages of a PDF, whose objects may be packed together. */
function pages_of(pdf) {
	const text = pdf.toString('latin1')
	const packed = [...text.matchAll(/stream\r?\n/g)].map(at => {
		try {
			return inflateSync(pdf.subarray(at.index + at[0].length),
				{ finishFlush: 2 }).toString('latin1')
		} catch {
			return ''
		}
	})

	return Math.max(0, ...[text, ...packed].flatMap(part =>
		[...part.matchAll(/\/Count\s+(\d+)/g)].map(at => Number(at[1]))))
}

async function handover(walk, fault) {
	await walk.press(walk.page.locator('.beneath').getByRole('link', {
		name: walk.t('handover.title'), exact: true }))
	const paper = await text_of(walk.at('.handover'))

	for (const key of ['handover.summary', 'handover.owed',
			'handover.people', 'handover.ahead'])
		if (!paper.includes(walk.t(key)))
			fault(`the hand-over lacks "${walk.t(key)}"`)
	await walk.look('hand-over', fault)
	const href = await walk.at('.screen a', walk.t('handover.pdf'))
		.getAttribute('href')
	const answer = await walk.page.context().request.get(
		new URL(href, walk.page.url()).href)
	const pdf = await answer.body()

	if (answer.headers()['content-type'] !== 'application/pdf')
		fault(`it is ${answer.headers()['content-type']}`)
	if (pdf.subarray(0, 5).toString() !== '%PDF-' || pages_of(pdf) < 1)
		fault(`a paper of ${pages_of(pdf)} pages, ${pdf.length} bytes`)
	if (walk.looks)
		await printed(walk, fault)
	await walk.back()
}

async function printed(walk, fault) {
	await walk.page.emulateMedia({ media: 'print' })
	for (const selector of ['.menu', '.screen', '.bar form'])
		if (await walk.at(selector).first().isVisible())
			fault(`${selector} is printed with it`)
	await walk.page.emulateMedia({ media: 'screen' })
}

/* ---- looking around ---- */

async function radar(walk, fault) {
	await walk.menu('radar.title')
	const row = walk.at('table.radar tbody tr', city[walk.lang])

	if (await row.locator('td').count() !== 8)
		fault(`a tie has ${await row.locator('td').count()} columns`)
	await walk.look('radar', fault)
	const act = await walk.press(row.locator('td').last().locator('a'))

	if (act.status() !== 200)
		fault(`what to do next answers ${act.status()}`)
	await walk.back()
}

async function statistics(walk, fault) {
	await walk.menu('statistics.title')
	const first = walk.at('main table').first()

	if (await first.locator('tbody tr').count() < 5)
		fault('few years are counted')
	await walk.look('statistics', fault)
	const csv = await walk.page.context().request.get(new URL(
		await walk.at('main a[href*=".csv"]').first()
			.getAttribute('href'), walk.page.url()).href)

	if (!csv.headers()['content-type'].startsWith('text/csv'))
		fault(`a table is ${csv.headers()['content-type']}`)
}

async function calendar(walk, fault) {
	await walk.menu('calendar.title')
	await walk.press(walk.page.locator('.views').getByRole('link', {
		name: walk.t('calendar.view-month'), exact: true }))
	if (await walk.at('table.month tbody td').count() < 28)
		fault('a month is shorter than one')
	await walk.look('calendar, month', fault)
	const before = await text_of(walk.at('table.month caption'))

	await walk.press(walk.at('.pager [rel=next]'))
	if (await text_of(walk.at('table.month caption')) === before)
		fault('the next month is the same')
	await walk.press(walk.page.locator('.views').getByRole('link', {
		name: walk.t('calendar.view-year'), exact: true }))
	if (!(await text_of(walk.at('main'))).includes(city[walk.lang]))
		fault('the year does not know of Dezhou')
	await walk.look('calendar, year', fault)
}

async function search(walk, fault) {
	const found = new Set()

	for (const spelling of spellings) {
		await walk.page.fill('#find', spelling)
		await walk.press(walk.at('.find button'))
		const hit = walk.at('.results a[href^="/office/cities/"]',
			city[walk.lang])

		if (await hit.count() === 0)
			fault(`${spelling} does not find the city`)
		else
			found.add(await hit.first().getAttribute('href'))
	}
	if (found.size > 1)
		fault(`one city, found as ${found.size}`)
	await walk.look('search', fault)
}

async function looking(walk, fault) {
	await radar(walk, fault)
	await statistics(walk, fault)
	await calendar(walk, fault)
	await search(walk, fault)
}

/* ---- mistakes that one makes ---- */

async function wrong_order(walk, fault) {
	await walk.ledger()
	const now = await text_of(walk.at('.stands .state'))

	await walk.press(walk.page.getByRole('link', {
		name: walk.t('ledger.act-state'), exact: true }))
	await walk.at('main [name=state][value=suspended]').check()
	await put_all(walk.page, { on: '2003-01', reason: '먼저 멈춤',
		source: '옛 기록' })
	const refused = await walk.press(walk.at('main form .button-main'))

	if (refused.status() !== 422)
		fault(`out of order, it answers ${refused.status()}`)
	if (await text_of(walk.at('#f-state-problem')) !==
		walk.t('tie.wrong-order')
			.replace('{0}', walk.t('tie.state-suspended'))
			.replace('{1}', walk.t('tie.state-friendship')))
		fault('it does not say that the order is wrong')
	for (const [name, value] of [['on', '2003-01'], ['reason', '먼저 멈춤'],
			['source', '옛 기록']])
		if (await stands(walk.page, name) !== value)
			fault(`${name} is gone`)
	if (!await walk.at('main [name=state][value=suspended]').isChecked())
		fault('what was chosen is gone')
	await walk.press(walk.at('main a', walk.t('office.cancel')))
	if (await text_of(walk.at('.stands .state')) !== now)
		fault('the state has changed all the same')
}

async function no_owner(walk, fault) {
	await walk.press(walk.page.getByRole('link', {
		name: walk.t('ledger.new-promise'), exact: true }))
	await put_all(walk.page, { [`text.${walk.lang}`]: '책을 보낸다',
		side: 'ours', on: '2026-11-01' })
	const refused = await walk.press(save(walk.page))
	const field = walk.at('main [name=owner]')

	if (refused.status() !== 422)
		fault(`without an owner, it answers ${refused.status()}`)
	if (await field.getAttribute('aria-invalid') !== 'true')
		fault('the field is not marked')
	if (!(await text_of(walk.at('.field:has([name=owner])')))
		.includes(walk.t('promise.wrong-owner')))
		fault('beside the field stands nothing')
	if (await stands(walk.page, `text.${walk.lang}`) !== '책을 보낸다')
		fault('what was typed is gone')
	await walk.press(walk.at('main a.button-quiet',
		walk.t('office.cancel')))
}

/* ---- an old log ---- */

/* Text in CP949, by looking up what each pair of bytes means. */
function cp949(text) {
	const meaning = new TextDecoder('euc-kr')
	const pairs = new Map()

	for (let lead = 0x81; lead < 0xff; lead++)
		for (let trail = 0x41; trail < 0xff; trail++) {
			const said = meaning.decode(Uint8Array.of(lead, trail))

			if (said.length === 1 && said !== '\ufffd')
				pairs.set(said, [lead, trail])
		}
	return Buffer.from([...text].flatMap(letter =>
		pairs.get(letter) ?? [letter.charCodeAt(0)]))
}

const log = '교류일지,\n일자,교류내용\n' +
	'2012.9.5.,더저우시 대표단 방문 (시장 외 11명)\n' +
	'2013년 8월,청소년 홈스테이 파견 일행 9명\n' +
	'2014. 1. 20.,설 인사 서한 교환\n' +
	'2015-02-30,날짜가 없는 날\n'

async function map_log(walk, fault) {
	const log_column = walk.at('main tr', '대표단 방문').locator('select')

	for (const text of ['CP949', '2012.9.5.', '대표단 방문'])
		if (!(await walk.page.locator('main').innerText())
			.includes(text))
			fault(`the columns do not show ${text}`)
	if (!(await log_column.inputValue()))
		fault('the column of sentences was not recognised')
	await walk.look('import, columns', fault)
	await put(walk.page, '_there', 'leave')
	await put(walk.page, '_k.ties', await walk.at(
		'main [name="_k.ties"] option', city[walk.lang])
		.getAttribute('value'))
	await walk.press(walk.at('main .button-main'))
}

async function bring_in(walk, fault) {
	await walk.menu('exchange.many')
	const before = await text_of(walk.at('.count'))

	await walk.press(walk.at('main a', walk.t('office.import')))
	await put(walk.page, 'file', { name: '교류일지.csv',
		mimeType: 'text/csv', buffer: cp949(log) })
	await walk.press(walk.at('main .button-main'))
	await map_log(walk, fault)
	const rows = await text_of(walk.at('.previewed'))

	for (const text of ['대표단 방문', '홈스테이', '날짜가 없는 날'])
		if (!rows.includes(text))
			fault(`the preview lacks ${text}`)
	if (await walk.at('.previewed .is-wrong').count() !== 2)
		fault(`${await walk.at('.previewed .is-wrong').count()
			} rows are wrong`)
	await walk.look('import, preview', fault)
	await walk.press(walk.at('#run button'))
	for (let i = 0; i < 20 && await walk.at('progress').count(); i++)
		await walk.press(walk.at('main a', walk.t('import.reload')))
	if (!(await text_of(walk.at('main'))).includes('대표단 방문'))
		fault('what was made is not told')
	await walk.look('import, done', fault)
	await walk.menu('exchange.many')
	if (await text_of(walk.at('.count')) === before)
		fault('nothing came in')
	await walk.menu('import.many')
	await walk.press(walk.at('tbody th a, main ul a', '교류일지').first())
	await walk.press(walk.at('main button', walk.t('import.undo')))
	await walk.menu('exchange.many')
	if (await text_of(walk.at('.count')) !== before)
		fault('taken back, it is still there')
}

async function many_at_once(walk, fault) {
	await walk.menu('organisation.many')
	const first = walk.at('tbody tr').first()
	const name = await text_of(first.locator('th a'))

	await walk.look('list', fault)
	await first.locator('[name=id]').check()
	await put(walk.page, 'do', 'hide')
	await walk.press(walk.at('.bulk button'))
	if (!(await text_of(walk.at('main'))).includes(name))
		fault('it is not told what was changed')
	await walk.look('many at once', fault)
	await walk.press(walk.at('main button', walk.t('bulk.undo')))
	await walk.press(walk.at('main a.button-quiet'))
	if (!(await text_of(walk.at('tbody'))).includes(name))
		fault('taken back, it is still hidden')
}

/* ---- all of it ---- */

/* The administrator gives the officer another language. */
async function speak(stage, lang) {
	const page = await stage.open({ lang: 'en' })
	const admin = new Walker(stage, page, 'en', false)

	await stage.sign_in(page, 'admin')
	await admin.menu('account.many')
	await admin.press(admin.at('tbody th a', '견본 담당자'))
	await admin.press(admin.at('main a', t('en', 'office.edit')).first())
	await put(page, 'language', lang)
	await admin.press(save(page))
	await page.context().close()
}

const questions = [
	['finds on the desk what is late, why, and what to do', desk],
	['finds what is open with Dezhou', open_matters],
	['finds when we last wrote', last_letter],
	['finds the entries that a figure of the balance is made of', balance],
	['finds who the mayor is, in four languages', mayor],
	['takes the hand-over with them as a paper', handover],
]
const around = [
	['looks around: radar, statistics, calendar, search in four spellings',
		looking],
	['is told in words what may not be, and keeps what they typed',
		async (walk, fault) => {
			await wrong_order(walk, fault)
			await no_owner(walk, fault)
		}],
	['brings a log in CP949 in, and takes it back', bring_in],
	['changes many at once, and takes it back', many_at_once],
]

async function take_over(stage, lang, scripts, steps) {
	const page = await stage.open({ lang, scripts })
	const walk = new Walker(stage, page, lang, scripts)
	const how = `${scripts ? 'with' : 'without'} scripts, in ${
		{ ko: 'Korean', en: 'English' }[lang]},`
	const begun = Date.now()

	await come_in(walk)
	for (const [sentence, step] of steps)
		await stage.prove(`${how} who takes the desk over ${sentence}`,
			fault => step(walk, fault))
	await stage.prove(`${how} all that took less than ten minutes`,
		fault => Date.now() - begun < 600000 || fault('it did not'))
	await page.context().close()
}

export async function walk_takeover(stage) {
	await take_over(stage, 'ko', true, [...questions, ...around])
	await take_over(stage, 'ko', false, [...questions, ...around])
	await speak(stage, 'en')
	await take_over(stage, 'en', true, [...questions, ...around])
	await speak(stage, 'ko')
}
