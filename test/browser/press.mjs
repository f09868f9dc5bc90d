/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The press room: an article goes from a Korean draft over the translation
 * desk, a stand-in for a machine, glossary, signatures and publication to
 * readers and feeds, is corrected, and is marked as stale at once.  First with
 * scripts and, at the desk, with keys alone; then another one without scripts.
 */
import { put, put_all, save } from './forms.mjs'
import { rules, run_axe, too_wide } from './sight.mjs'
import { stem, t } from './stage.mjs'

const ko = key => t('ko', key)
const written = {
	'headline.ko': '시흥시와 더저우시, 청소년 미술 교류전 연다',
	'byline.ko': '홍보담당관',
	'lead.ko': '시흥시는 2027년 3월 12일 자매도시 더저우시와 청소년 미술 ' +
		'교류전을 연다고 밝혔다.',
	'body.ko': '교류전에는 두 도시의 청소년 48명이 참가한다. 작품 96점이 ' +
		'시청 로비에 걸린다.\n\n더저우시에서는 대표단 12명이 온다.\n\n' +
		'## 관람 안내\n\n- 관람료는 없다.',
}
/* A line for each sentence, in the order of the desk. */
const english = [
	'Siheung and Dezhou hold a youth art exhibition',
	'Public Relations Office',
	'Siheung will hold a youth art exhibition with its sister city Dezhou ' +
		'on 12 March 2027, the city said.',
	'48 young people of the two cities take part.',
	'96 works hang in the lobby of the city hall.',
	'A delegation of 12 comes from Dezhou.',
	'Visiting',
	'Admission is free.',
]

/* ---- one who walks ---- */

/* A person at the press room, and what they have made so far. */
class Hand {
	constructor(stage, page) {
		Object.assign(this, { stage, page })
	}

	at(selector, text) {
		return this.page.locator(selector, text ? { hasText: text } : {})
	}

	/* What leads on from this page and is called so. */
	link(key) {
		return this.page.locator('main').getByRole('link', {
			name: ko(key), exact: true }).first()
	}

	press(locator) {
		return this.stage.press(this.page, locator)
	}

	go(path) {
		return this.stage.go(this.page, path)
	}

	text() {
		return this.page.locator('#desk-text')
	}

	typed() {
		return this.text().inputValue()
	}

	said() {
		return this.at('#desk-said').innerText()
	}

	source() {
		return this.at('.is-open .src').innerText()
	}

	/* Does something after which another sentence is open. */
	async on(act) {
		const before = this.page.url()

		await act()
		await this.page.waitForURL(url => url.href !== before)
		await this.page.waitForFunction(() =>
			document.activeElement?.id === 'desk-text' &&
			document.getElementById('desk-said').innerText)
	}

	/* Goes from the record to its desk, into English. */
	async desk() {
		await this.go(this.record)
		await this.press(this.link('translate.this'))
		if (!await this.text().count())
			throw new Error(`no sentence is open at ${this.page.url()}`)
	}

	async counted(show) {
		return Number(await this.at(`.shows a`, ko(show)).first()
			.locator('.num').innerText())
	}
}

/* What a stranger is sent, as it is on the way at this moment. */
async function sent(hand, path) {
	const response = await hand.reader.context().request.get(
		hand.stage.base + path)

	return response.status() === 200 ? response.text() :
		String(response.status())
}

async function look(page, name, fault) {
	for (const why of await run_axe(page, rules))
		fault(`${name}: ${why}`)
	for (const width of [1280, 360]) {
		await page.setViewportSize({ width, height: 900 })
		const why = await page.evaluate(too_wide)

		if (why)
			fault(`${name}: ${width} px: ${why}`)
	}
	await page.setViewportSize({ width: 1280, height: 900 })
}

/* ---- writing ---- */

async function write(hand, fault) {
	await hand.go('/office/')
	await hand.press(hand.link('desk.new-article'))
	await put(hand.page, 'body.ko', written['body.ko'])
	const refused = await hand.press(save(hand.page))

	if (refused.status() !== 422)
		fault(`without a headline: ${refused.status()}`)
	if (await hand.at('[name="body.ko"]').inputValue() !==
		written['body.ko'])
		fault('what was typed is gone')
	await put_all(hand.page, written)
	await hand.press(save(hand.page))
	hand.record = new URL(hand.page.url()).pathname
	if (!/^\/office\/articles\/[0-9a-f-]{36}$/.test(hand.record))
		throw new Error(`nothing was made: ${hand.record}`)
	hand.slug = '/news/' + await hand.at('.fields dd').first().innerText()
	for (const path of ['/ko' + hand.slug, '/en' + hand.slug])
		if (await sent(hand, path) !== '404')
			fault(`a draft is to be read at ${path}`)
}

async function preview(hand, fault) {
	await hand.go(hand.record)
	await hand.press(hand.link('article-act.preview'))
	await hand.press(hand.at('.notice a', 'English'))
	if (await hand.at('html').getAttribute('lang') !== 'ko')
		fault('the office speaks another language in a preview')
	if (!(await hand.at('.notice').first().innerText()).includes(
		ko('article-act.preview-says')))
		fault('it does not say that it is a preview')
	if (await hand.at('.preview').getAttribute('lang') !== 'en' ||
		!(await hand.at('.preview').innerText()).includes(
			t('en', 'news.share')))
		fault('it is not shown as readers of English will see it')
}

/* ---- the desk, with keys alone ---- */

async function keys(hand, fault) {
	const page = hand.page

	await hand.desk()
	if (!await hand.text().evaluate(e => e === document.activeElement))
		fault('one does not stand in the field')
	await page.keyboard.press('Alt+n')
	await page.keyboard.type(' and')
	await page.keyboard.press('Alt+n')
	if (await hand.typed() !== 'Siheung and Dezhou')
		fault(`the names come as: ${await hand.typed()}`)
	await page.keyboard.press('Alt+ArrowDown')
	await page.waitForURL(/at=byline/)
	await page.keyboard.press('Alt+ArrowUp')
	await page.waitForURL(/at=headline/)
	await page.waitForFunction(() =>
		document.getElementById('desk-text')?.value)
	if (await hand.typed() !== 'Siheung and Dezhou')
		fault('what was typed and not saved is gone')
	await page.keyboard.type(' hold a youth art exhibition')
	await hand.on(() => page.keyboard.press('Control+Enter'))
	if (await hand.said() !== ko('translate.said-saved'))
		fault(`it says: ${await hand.said()}`)
	if (await hand.source() !== written['byline.ko'])
		fault('it does not go on')
	await page.keyboard.press('Alt+m')
	await hand.at('form.offer').waitFor()
	await page.keyboard.press('Alt+1')
	const taken = await hand.typed()

	if (!taken.trim())
		fault('the machine gave nothing')
	await hand.on(() => page.keyboard.press('Control+Enter'))
	if (!(await hand.at('#s-byline-0').innerText()).includes(
		stem('ko', 'translate.by-machine')))
		fault('what a machine gave does not say so')
}

async function all(hand, fault) {
	const progress = hand.at('progress')

	if (await hand.counted('translate.show-empty') !== english.length - 2)
		fault('not all the rest is empty')
	await hand.press(hand.at('.before-hand button'))
	await hand.at('#run-state [data-state=done]').waitFor()
	if (await progress.getAttribute('value') !==
		await progress.getAttribute('max'))
		fault('it is done and yet not')
	await look(hand.page, 'progress', fault)
	await hand.press(hand.link('translate.to-desk'))
	if (await hand.counted('translate.show-empty') !== 0)
		fault('something is still empty')
	if (!(await hand.at('main').innerText()).includes('stand-in'))
		fault('the stand-in is not called one')
	if (await hand.at('#s-headline-0 textarea').inputValue() !== english[0])
		fault('what a person wrote was written over')
}

async function findings(hand, fault) {
	const list = hand.at('#desk-findings')

	await hand.desk()
	await hand.at('[id="s-body-0"] a[data-open]').click()
	await hand.page.waitForURL(/at=body\.0/)
	await hand.text().fill('84 young people of the two cities take part.')
	await list.locator('[data-grade=wrong]', { hasText: '48' }).waitFor()
	await hand.text().fill(english[3])
	await list.locator('li').first().waitFor({ state: 'detached' })
	await look(hand.page, 'desk', fault)
}

/* The word of the glossary is put where the machine had another. */
async function glossary(hand, fault) {
	await hand.at('[id="s-lead-0"] a[data-open]').click()
	await hand.page.waitForURL(/at=lead/)
	await hand.text().fill('Siheung will hold a youth art exhibition with ' +
		'its ')
	await hand.at('button.term', 'sister city').click()
	await hand.page.keyboard.type(' Dezhou on 12 March 2027, the city said.')
	if (await hand.typed() !== english[2])
		fault(`it reads: ${await hand.typed()}`)
	await hand.on(() => hand.page.keyboard.press('Control+Shift+Enter'))
	if (!(await hand.at('#s-lead-0').innerText()).includes(
		ko('translate.state-checked')))
		fault('it is not signed')
}

async function sign(hand, fault) {
	await hand.desk()
	for (const line of english) {
		/* That of the lead is signed already. */
		if (line === english[2])
			continue
		await hand.text().fill(line)
		await hand.page.keyboard.press('Control+Shift+Enter')
		await hand.page.waitForFunction(says => document.getElementById(
			'desk-said').innerText === says,
			ko('translate.said-signed'))
		/* So that the next of these words is of the next sentence. */
		await hand.page.evaluate(() => { document.getElementById(
			'desk-said').innerText = '' })
	}
	await hand.desk()
	if (await hand.counted('translate.show-checked') !== english.length)
		fault('not every sentence is signed')
	if (await hand.at('.whole [name=second]').count())
		fault('who signed first may sign as a second reader')
}

async function second(hand, fault) {
	const page = await hand.stage.open({ lang: 'en' })
	const reader = new Hand(hand.stage, page)

	await hand.stage.sign_in(page, 'admin')
	await reader.go(hand.record + '/translate?from=ko&to=en')
	await look(page, 'desk in English', fault)
	await reader.press(reader.at('.whole form:has([name=second]) button'))
	if (await reader.at('.sentence .state[data-state=twice]').count() <
		english.length)
		fault('not every sentence has had its second reader')
	await page.context().close()
}

async function remembered(hand, fault) {
	await hand.go('/office/memory?q=' + encodeURIComponent('대표단 12명'))
	if (await hand.at('.pair').count())
		fault('the memory shows what is not public')
}

/* ---- readers ---- */

async function publish(hand, fault) {
	for (const path of ['/en/news/feed.atom', '/en/news/feed.json'])
		if ((await sent(hand, path)).includes(english[0]))
			fault(`${path} has a draft`)
	await hand.go(hand.record)
	await hand.press(hand.link('article-act.title'))
	const refused = await hand.press(hand.at('main form .button-main'))

	if (refused.status() !== 422)
		fault(`no state was chosen: ${refused.status()}`)
	await hand.at('[name=state][value=published]').check()
	await look(hand.page, 'state', fault)
	await hand.press(hand.at('main form .button-main'))
	for (const path of ['/en/news/feed.atom', '/en/news/feed.rss',
		'/en/news/feed.json', '/en/news', '/en' + hand.slug])
		if (!(await sent(hand, path)).includes(english[0]))
			fault(`${path} does not have it`)
	if (!(await sent(hand, '/ko/news/feed.atom')).includes(
		written['headline.ko']))
		fault('the Korean feed does not have it')
}

async function read(hand, fault) {
	const page = hand.reader

	await hand.stage.go(page, '/en' + hand.slug)
	await look(page, 'article', fault)
	if (await page.locator('.story > header .notice').count())
		fault('a checked text has a notice')
	await page.locator('.blocks .hands summary').first().click()
	const told = await page.locator('.blocks .hands').first().innerText()

	for (const part of ['stand-in', '견본 담당자', 'Sample administrator'])
		if (!told.includes(part))
			fault(`whose it is, lacks ${part}: ${told}`)
}

/* The colours behind a sentence and its twin. */
function lit(li) {
	return li.evaluate(e => ['.ours', '.theirs'].map(side =>
		[...e.querySelectorAll(side + ' .s')].map(s =>
			getComputedStyle(s).backgroundColor !==
			'rgba(0, 0, 0, 0)')))
}

async function twins(hand, fault) {
	const page = hand.reader
	const li = page.locator('.beside > li:has(.s2)').first()
	const wanted = JSON.stringify([[false, true], [false, true]])

	await page.mouse.move(0, 0)
	if (JSON.stringify(await lit(li)).includes('true'))
		fault('a sentence is lit that nobody points at')
	for (const side of ['.ours', '.theirs']) {
		await li.locator(`${side} .s2`).hover()
		if (JSON.stringify(await lit(li)) !== wanted)
			fault(`pointing at ${side}: ${await lit(li)}`)
	}
	await page.mouse.move(0, 0)
	await li.locator('.ours .s1').focus()
	for (let i = 0; i < 4 && !await li.locator('.ours .s2').evaluate(e =>
		e === document.activeElement); i++)
		await page.keyboard.press('Tab')
	if (JSON.stringify(await lit(li)) !== wanted)
		fault(`reached with Tab: ${await lit(li)}`)
}

/* ---- what was wrong ---- */

async function correct(hand, fault) {
	await hand.go(hand.record)
	await hand.press(hand.link('article-act.correct'))
	await put(hand.page, 'body.ko',
		written['body.ko'].replace('48명', '52명'))
	const refused = await hand.press(save(hand.page))

	if (refused.status() !== 422)
		fault(`a correction without a note: ${refused.status()}`)
	if ((await sent(hand, '/ko' + hand.slug)).includes('52명'))
		fault('what was refused is to be read')
	await put_all(hand.page, {
		'note.ko': '참가 인원을 48명에서 52명으로 바로잡습니다.',
		'note.en': 'The number of participants is 52, not 48.' })
	await look(hand.page, 'correction', fault)
	await hand.press(save(hand.page))
}

async function stale(hand, fault) {
	const page = hand.reader
	const feed = await sent(hand, '/en/news/feed.atom')

	await page.reload()
	const old = page.locator('.ours .s.old')

	if (await old.count() !== 1 || await old.innerText() !== english[3])
		fault(`${await old.count()} sentences are marked as stale`)
	if (await page.locator('.story > header .notice').count() !== 1)
		fault('readers are not told above the headline')
	for (const text of ['52, not 48', t('en', 'news.corrections')])
		if (!(await page.locator('main').innerText()).includes(text))
			fault(`the page lacks: ${text}`)
	await look(page, 'corrected article', fault)
	if (!feed.includes('52, not 48'))
		fault('the feed does not have the correction')
	await hand.desk()
	if (await hand.counted('translate.show-stale') !== 1)
		fault('the desk does not say what is stale')
	await hand.press(hand.at('.shows a', ko('translate.show-stale')))
	if (await hand.at('.sentence').count() !== 1 ||
		!(await hand.source()).includes('52명'))
		fault('the desk does not show what is stale')
	await hand.text().fill(english[3].replace('48', '52'))
	await hand.page.keyboard.press('Control+Shift+Enter')
	await hand.page.waitForFunction(says => document.getElementById(
		'desk-said')?.innerText === says, ko('translate.said-signed'))
	await page.reload()
	if (await old.count() !== 0)
		fault('translated anew, it is still marked')
}

async function versions(hand, fault) {
	await hand.go(hand.record)
	await hand.press(hand.link('version.title'))
	await hand.page.selectOption('#v-in', 'en')
	await hand.press(hand.at('.version-ask button'))
	await look(hand.page, 'versions', fault)
	if (!(await hand.at('.versions .differs').allInnerTexts()).join()
		.includes('52'))
		fault('the versions do not differ by what was changed')
}

async function rooms(hand, fault) {
	const found = hand.at('.pair')

	await hand.go('/office/memory?q=' + encodeURIComponent('대표단 12명'))
	if (await found.count() !== 1 ||
		!(await found.innerText()).includes(english[5]))
		fault('the memory does not have what is signed and public')
	await look(hand.page, 'memory', fault)
	for (const name of ['translations', 'terms', 'services', 'effort']) {
		await hand.go('/office/' + name)
		if (await hand.at('main tbody tr').count() < 1)
			fault(`${name}: nothing is there`)
		await look(hand.page, name, fault)
	}
	await hand.press(hand.at('.menu a', ko('term.many')))
	await hand.press(hand.at('tbody th a').first())
	await look(hand.page, 'a term', fault)
}

/* ---- without scripts ---- */

async function write_plain(hand, fault) {
	await hand.go('/office/articles/new')
	await put_all(hand.page, { ...written,
		'headline.ko': '더저우시에서 온 그림, 시청에 걸린다',
		'lead.ko': '그림을 고르는 데 두 도시의 미술 교사들이 함께했다.',
		'body.ko': '더저우시에서는 대표단 15명이 온다. 관람료는 없다.' })
	await hand.press(save(hand.page))
	hand.record = new URL(hand.page.url()).pathname
	hand.slug = '/news/' + await hand.at('.fields dd').first().innerText()
	await hand.desk()
	await hand.text().fill('From')
	await hand.press(hand.at('button.term', 'Dezhou'))
	if (!/From ?Dezhou/.test(await hand.typed()))
		fault(`a name put in: ${await hand.typed()}`)
	await hand.text().fill('Pictures from Dezhou hang in the city hall')
	await hand.press(hand.at('#desk-form [value=sign]'))
	if (await hand.said() !== ko('translate.said-signed'))
		fault(`it says: ${await hand.said()}`)
}

/* A sentence like one that was signed, with another number. */
async function fuzzy(hand, fault) {
	await hand.press(hand.at('[id="s-body-0"] a[data-open]'))
	const offer = hand.at('form.offer').first()

	if (!(await offer.innerText()).includes(english[5]))
		fault(`the memory offers: ${await offer.innerText()}`)
	for (const [tag, text] of [['del', '12'], ['ins', '15']])
		if (!(await offer.locator(`.differs ${tag}`).allInnerTexts())
			.join().includes(text))
			fault(`it does not mark ${text} with ${tag}`)
	await hand.press(offer.locator('button'))
	if (await hand.typed() !== english[5])
		fault(`taken: ${await hand.typed()}`)
	if (!(await hand.at('#desk-findings').innerText()).includes('15'))
		fault('that the number is another is not told')
	await hand.text().fill(english[5].replace('12', '15'))
	await hand.press(hand.at('#desk-form [value=sign]'))
	if (!(await hand.at('[id="s-body-0"]').innerText()).includes(
		stem('ko', 'translate.by-memory')))
		fault('what the memory gave does not say so')
}

async function clash(hand, fault) {
	const other = new Hand(hand.stage, await hand.stage.open({ lang: 'en',
		scripts: false }))

	await hand.stage.sign_in(other.page, 'admin')
	const at = hand.record + '/translate?from=ko&to=en&at=byline.0'

	await other.go(at)
	await hand.go(at)
	await hand.text().fill('Public Relations Office')
	await hand.press(hand.at('#desk-form [value=save]'))
	await other.text().fill('Press Office')
	const refused = await other.press(other.at('#desk-form [value=save]'))

	if (refused.status() !== 409)
		fault(`the second is answered with ${refused.status()}`)
	if (await other.typed() !== 'Press Office' ||
		!(await other.at('.theirs').innerText()).includes(
			'Public Relations Office'))
		fault('not both texts are shown')
	await other.page.context().close()
}

/* The rest by machine, and to readers without that anybody has read it. */
async function unread(hand, fault) {
	await hand.desk()
	await hand.press(hand.at('.before-hand button'))
	for (let i = 0; i < 60 && await hand.at('#run[data-again]').count(); i++)
		await hand.press(hand.at('#run a'))
	await hand.go(hand.record + '/state')
	await hand.at('[name=state][value=published]').check()
	await hand.press(hand.at('main form .button-main'))
	const page = await sent(hand, '/en' + hand.slug)
	const feed = await sent(hand, '/en/news/feed.atom')

	if (!page.includes('<p class="notice">'))
		fault('readers are not told that nobody has checked it')
	if (!feed.includes('[Machine translation]'))
		fault('the feed does not say that a machine translated it')
	await hand.desk()
	await hand.press(hand.at('.whole form', ko('translate.sign-all'))
		.locator('button'))
	if ((await sent(hand, '/en' + hand.slug)).includes('<p class="notice">'))
		fault('signed, it still has the notice')
}

/* ---- all of it ---- */

const with_scripts = [
	['writes an article; without a headline nothing is lost', write],
	['sees it as readers will, before they do', preview],
	['translates with keys alone: names, a machine, the next', keys],
	['has all that is empty translated, and sees how far it is', all],
	['is told of a wrong number while typing', findings],
	['puts a word of the glossary in, and signs', glossary],
	['signs every sentence with keys alone, once', sign],
	['has it read by somebody else', second],
	['finds nothing in the memory that is not public', remembered],
	['publishes it, to pages and feeds', publish],
	['tells readers of every paragraph whose it is', read],
	['lights a sentence and its twin', twins],
	['corrects it, with a note', correct],
	['marks what is stale in the same request, until it is translated anew',
		stale],
	['sets versions side by side', versions],
	['finds memory, glossary, services and effort in good order', rooms],
]
const without_scripts = [
	['writes, puts a name in, signs', write_plain],
	['is offered a sentence like it, with what differs', fuzzy],
	['meets a colleague in the same sentence', clash],
	['lets a machine do the rest, and readers are told until it is signed',
		unread],
]

async function at_press(stage, reader, scripts, steps) {
	const hand = new Hand(stage, await stage.open({ lang: 'ko', scripts }))

	hand.reader = reader
	await stage.sign_in(hand.page, 'officer')
	for (const [sentence, step] of steps)
		await stage.prove(`${scripts ? 'with' : 'without'} scripts the ` +
			`press room ${sentence}`, fault => step(hand, fault))
	await hand.page.context().close()
}

export async function walk_press(stage) {
	const reader = await stage.open({ lang: 'en' })

	await at_press(stage, reader, true, with_scripts)
	await at_press(stage, reader, false, without_scripts)
	await reader.context().close()
}
