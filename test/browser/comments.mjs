/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The box beneath an article, as readers and those who look after it meet it:
 * a comment is left, heard, answered, changed, taken back, reported, blocked,
 * decided on, removed and objected to, in Korean and English, with scripts and
 * without, wide and narrow.
 *
 * The number is read out of its picture by the strokes of its digits: it keeps
 * no program out, and is not said to.
 */
import { injected, lines } from './hostile.mjs'
import { rules, run_axe, too_wide } from './sight.mjs'
import { stem, t } from './stage.mjs'

const article = '/news/siheung-delegation-dezhou'
const widths = [1280, 360]

/* ---- the number ---- */

/* The commands of each digit's stroke; 6 begins above, 9 below. */
const strokes = ['MCC', 'MLLML', 'MCCL', 'MCCMCC', 'MLLL', 'MLLCC', 'MCCC',
	'MLL', 'MCCCC', 'MCCC']
const cell_wide = 32.5

function digit_of(cell) {
	const shape = cell.map(move => move.what).join('')

	if (shape === 'MCCC')
		return cell[0].at[1] < 30 ? 6 : 9
	return strokes.indexOf(shape)
}

/* The strokes in their order, put to where they begin. */
function digits_of(svg) {
	const d = [...svg.matchAll(/ d="([^"]*)"/g)].at(-1)[1]
	const cells = [[], [], [], [], [], []]
	let now = 0

	for (const [, what, numbers] of d.matchAll(/([MCL])([\d. -]*)/g)) {
		const at = numbers.trim().split(/\s+/).map(Number)

		if (what === 'M')
			now = Math.floor((at[0] - 5) / cell_wide)
		cells[now].push({ what, at })
	}
	return cells.map(digit_of).join('')
}

/* ---- a reader ---- */

let networks = 0

/* Somebody at a page of theirs, from a network of their own. */
class Reader {
	static async come(stage, lang, scripts, width = 1280) {
		const page = await stage.open({ lang, scripts, width,
			from: `203.0.${++networks % 250}.9` })
		const reader = new Reader()

		Object.assign(reader, { stage, page, lang, scripts })
		page.on('response', response => {
			if (/\/number\.svg/.test(response.url()))
				reader.picture = response
		})
		return reader
	}

	go(path) {
		return this.stage.go(this.page, `/${this.lang}${path}`)
	}

	press(selector) {
		return this.stage.press(this.page, this.page.locator(selector))
	}

	text(selector) {
		return this.page.locator(selector).innerText()
	}

	says(key) {
		return this.page.getByText(stem(this.lang, key)).first()
			.isVisible()
	}

	/* The digits of the picture that is on the page. */
	async digits() {
		const img = this.page.locator('#write img[src*="number.svg"]')

		await img.scrollIntoViewIfNeeded()
		await img.evaluate(img => img.decode?.()).catch(() => null)
		for (let i = 0; i < 50 && !this.picture; i++)
			await this.page.waitForTimeout(100)
		this.shown = Date.now()
		return digits_of(await this.picture.text())
	}

	async fill(fields) {
		for (const [name, value] of Object.entries(fields))
			await this.page.fill(`form [name=${name}]`, value)
	}

	/* Writes as fast as a person does: what comes within three seconds
	 * waits for one. */
	async write(fields, number) {
		const digits = await this.digits()

		await this.fill({ ...fields, number: number ?? digits })
		await this.page.waitForTimeout(Math.max(0, this.shown + 3200 -
			Date.now()))
		this.picture = null
		return this.press('button[value=leave]')
	}

	/* The id of the comment that the page was led to. */
	id() {
		return /(?:#c-|\/comments\/)([0-9a-f-]{36})/.exec(
			this.page.url())?.[1]
	}

	leave() {
		return this.page.context().close()
	}
}

/* ---- the page as it stands ---- */

const looked_at = new Set()

/* Each page once, in each language; how: what is to be seen on it. */
async function stands(reader, fault, how = '') {
	const path = new URL(reader.page.url()).pathname.replaceAll(
		/[0-9a-f]{8}-[0-9a-f-]{27}.*(?=\/|$)|[0-9a-f]{32}/g, 'ID')
	const name = `${path} ${how}`

	if (!reader.scripts || looked_at.has(name))
		return
	looked_at.add(name)
	for (const width of widths) {
		await reader.page.setViewportSize({ width, height: 900 })
		for (const why of await run_axe(reader.page, rules))
			fault(`${width} px: ${name}: ${why}`)
		const why = await reader.page.evaluate(too_wide)

		if (why)
			fault(`${width} px: ${name}: ${why}`)
	}
	await reader.page.setViewportSize({ width: 1280, height: 900 })
}

/* ---- what a reader does ---- */

const names = {
	ko: { nickname: '바닷가 독자', password: '바다의비밀' },
	en: { nickname: 'Harbour reader', password: 'sea shell' },
}

/* What nobody has said yet: the same again would wait for a person. */
const words = {
	ko: ['두 도시 소식을 앞으로도 자주 알려 주세요.',
		'아이들이 다녀온 뒤로 중국어를 배우기 시작했어요.',
		'다음 방문 때에는 시장 골목도 들러 보시면 좋겠네요.',
		'사진이 조금 더 컸으면 합니다.',
		'버스 노선도 함께 안내되면 찾아가기 쉽겠습니다.',
		'합창단 공연은 언제 열리는지 궁금해요!',
		'우리 학교에서도 편지를 써 보려고 합니다.',
		'오이도 갈매기도 손님을 반길 겁니다.',
		'번역이 매끄러워 읽기 편했습니다.',
		'십 년 전 첫 방문단에 있었습니다. 감회가 새롭군요.',
		'주말에 전시를 보러 가도 되나요?',
		'농업 기술 교류가 특히 기대됩니다.',
		'수고하신 분들께 박수를 보냅니다.',
		'갯벌 체험을 꼭 넣어 주시기를.',
		'비 오는 날의 일정은 어떻게 바뀌나요.',
		'할머니께서 이 기사를 무척 좋아하셨습니다.',
		'통역 봉사자로 지원하고 싶은데 어디에 물어보면 될까요?',
		'자전거 도로 이야기도 나눴는지 알고 싶네요.',
		'겨울에는 얼음 낚시가 제격이지요.',
		'작년보다 참가 인원이 늘어 다행입니다.',
		'도서관에 덕주 관련 책이 있으면 추천해 주세요.',
		'축구 친선 경기는 무승부였다고 들었습니다.',
		'현수막 글씨가 참 정겹습니다.',
		'만두와 김치를 함께 먹는 저녁이라니 부럽군요.'],
	en: ['Please tell us more of the two cities.',
		'My daughter has been learning Chinese since her stay there.',
		'Next time, do walk through the old market as well!',
		'Larger photographs would help older eyes.',
		'Which bus takes one to the hall?',
		'When will the choir sing here again?',
		'Our school is going to write letters too.',
		'Even the gulls of the harbour will welcome such guests.',
		'This reads smoothly, thanks to whoever translated it.',
		'Ten years ago I was among the first who went.',
		'Is the exhibition open on Sundays?',
		'Farming is what I look forward to most.',
		'Applause for everybody who worked on it.',
		'Let them see the mud flats, please.',
		'What happens to the programme if it rains?',
		'Grandmother kept this article in her album.',
		'Where do volunteer interpreters sign up?',
		'Were cycle paths talked about as well?',
		'Ice fishing is best in January.',
		'Good to see that more people took part than last year.',
		'Can the library recommend books about Dezhou?',
		'I heard that the football match ended in a draw.',
		'What lovely lettering on that banner.',
		'Dumplings with kimchi for supper sound wonderful.'],
}

function word(lang) {
	return words[lang].shift()
}

/* With a wrong number first: what was typed is there again. */
async function post(reader, fault) {
	const { nickname, password } = names[reader.lang]
	const { page } = reader
	const text = word(reader.lang)

	await reader.go(article)
	await stands(reader, fault)
	const wrong = await reader.write({ nickname, password, text }, '12')

	if (wrong.status() !== 422)
		fault(`a wrong number is answered with ${wrong.status()}`)
	if (await page.inputValue('[name=text]') !== text ||
		await page.inputValue('[name=nickname]') !== nickname)
		fault('what was typed is gone')
	if (await page.inputValue('[name=password]') !== '')
		fault('the password came back')
	if (!await reader.says('comments.number-wrong'))
		fault('it does not say that the number was wrong')
	await stands(reader, fault, 'wrong')
	await reader.write({ password })
	const id = reader.id()

	if (!id || !page.url().includes('#c-'))
		throw new Error(`it is not shown: ${page.url()}: ${
			await reader.text('main')}`)
	if (!(await reader.text(`#c-${id}`)).includes(text))
		fault('its text is not shown')
	return { id, text }
}

async function answer(reader, id, fault) {
	const { nickname, password } = names[reader.lang]
	const text = word(reader.lang)

	await reader.go(article)
	await reader.press(`#c-${id} a[href*="answers="]`)
	if (!(await reader.text('#write')).includes(nickname))
		fault('it does not say whom it answers')
	await stands(reader, fault)
	await reader.write({ nickname: nickname + ' 2', password, text })
	const own = reader.id()
	const place = await reader.page.evaluate(([one, two]) => {
		const all = [...document.querySelectorAll('article.comment')]

		return [all.findIndex(e => e.id === `c-${one}`), all.findIndex(
			e => e.id === `c-${two}`), document.getElementById(
			`c-${two}`)?.classList.contains('reply')]
	}, [id, own])

	if (place[1] !== place[0] + 1 || !place[2])
		fault(`the answer stands at ${place}`)
	return { id: own, text }
}

/* From another device: nothing of the first one is there. */
async function edit(reader, id, fault) {
	const { password } = names[reader.lang]
	const better = word(reader.lang)

	await reader.go(article)
	await reader.press(`#c-${id} a[href$="/comments/${id}"]`)
	await stands(reader, fault)
	await reader.fill({ password: password + '!', text: better })
	const wrong = await reader.press('button[value=save]')

	if (wrong.status() !== 422 ||
		!await reader.says('comments.password-wrong'))
		fault(`a wrong password is answered with ${wrong.status()}`)
	if (await reader.page.inputValue('[name=text]') !== better)
		fault('what was changed is gone')
	await reader.fill({ password })
	await reader.press('button[value=save]')
	await reader.go(article)
	if (!(await reader.text(`#c-${id}`)).includes(better))
		fault('the change is not shown')
	return better
}

async function withdraw(reader, id, text, reply, fault) {
	const { password } = names[reader.lang]

	await reader.go(`${article}/comments/${id}`)
	await reader.fill({ password })
	await reader.press('button[value=delete]')
	await reader.go(article)
	const left = await reader.text('.comments')

	if (left.includes(text))
		fault('its text is still there')
	if (!(await reader.text(`#c-${id}`)).includes(t(reader.lang,
		'comments.withdrawn')))
		fault('its place does not say that its author deleted it')
	if (!(await reader.text(`#c-${reply.id}`)).includes(reply.text))
		fault('its answer went with it')
}

/* ---- hearing ---- */

/* Seconds and loudness of 16 bits at one channel, from the bytes alone. */
function wave_of(bytes) {
	const view = new DataView(bytes)
	const word = at => String.fromCharCode(...new Uint8Array(bytes, at, 4))
	const rate = view.getUint32(24, true), size = view.getUint32(40, true)
	let sum = 0

	if (word(0) !== 'RIFF' || word(8) !== 'WAVE' || word(36) !== 'data' ||
		size !== bytes.byteLength - 44)
		throw new Error('it is no WAV')
	for (let i = 44; i + 1 < bytes.byteLength; i += 2)
		sum += (view.getInt16(i, true) / 32768) ** 2
	return { seconds: size / 2 / rate, loud: Math.sqrt(sum / (size / 2)) }
}

/* The same, as the browser itself hears it. */
async function wave_by_browser(page, src) {
	return page.evaluate(async src => {
		const bytes = await (await fetch(src)).arrayBuffer()
		const audio = await new OfflineAudioContext(1, 1, 16000)
			.decodeAudioData(bytes)
		const wave = audio.getChannelData(0)

		return { seconds: audio.duration, loud: Math.sqrt(wave.reduce(
			(sum, x) => sum + x * x, 0) / wave.length) }
	}, src)
}

async function hear(reader, fault) {
	await reader.go(article)
	await reader.digits()
	const src = await reader.page.locator('#write audio')
		.getAttribute('src')
	const heard = []

	for (let i = 0; i < 3; i++) {
		const response = await reader.page.request.get(
			reader.stage.base + src)
		const body = await response.body()
		const wave = wave_of(new Uint8Array(body).buffer)

		if (!/no-store/.test(response.headers()['cache-control']))
			fault('the sound may be kept')
		if (heard.some(other => other.equals(body)))
			fault('it sounds the same again')
		heard.push(body)
		if (!(wave.seconds > 3 && wave.seconds < 20) ||
			!(wave.loud > 0.01 && wave.loud < 0.7))
			fault(`it is ${JSON.stringify(wave)}`)
	}
	if (!reader.scripts)
		return
	const wave = await wave_by_browser(reader.page, src)

	if (!(wave.seconds > 3 && wave.seconds < 20 && wave.loud > 0.01))
		fault(`the browser hears ${JSON.stringify(wave)}`)
	const player = await reader.page.locator('#write audio').evaluate(
		audio => new Promise(done => {
			audio.onloadedmetadata = () => done(audio.duration)
			audio.onerror = () => done(0)
			audio.load()
			audio.preload = 'metadata'
			setTimeout(() => done(-1), 10000)
		}))

	if (!(player > 3 && player < 20))
		fault(`the player says ${player} s`)
}

/* ---- those who look after it ---- */

class Staff {
	static async come(stage, lang, scripts) {
		const page = await stage.open({ lang, scripts })
		const staff = Object.assign(new Staff(), { stage, page, lang,
			scripts })

		await stage.sign_in(page, 'officer')
		/* The account has a language of its own. */
		staff.lang = (await page.locator('html').getAttribute('lang'))
			.slice(0, 2)
		return staff
	}

	go(path) {
		return this.stage.go(this.page, path)
	}

	press(selector) {
		return this.stage.press(this.page, this.page.locator(selector))
	}

	leave() {
		return this.page.context().close()
	}
}

/* ---- removing, objecting ---- */

/* The last of the grounds of the demonstration, and its name. */
const unrelated = { ko: '기사와 관련 없거나', en: 'Nothing to do with the article' }

async function remove(staff, id) {
	const one = `#c-${id}`

	await staff.go('/office/moderation?tab=all')
	await staff.page.locator(`${one} details:has(select) summary`).click()
	await staff.page.locator(`${one} select`).selectOption(
		'01930a00-0000-7000-8000-00000000000a')
	await staff.press(`${one} button[value^="remove "]`)
}

async function object(reader, staff, fault) {
	const { id, text } = await post(reader, fault)
	const { password } = names[reader.lang]
	const words = `${reader.lang} ${reader.scripts}: I beg to differ.`

	await remove(staff, id)
	await reader.go(article)
	const stub = await reader.text(`#c-${id}`)

	if (stub.includes(text))
		fault('it is still there')
	if (!stub.includes(unrelated[reader.lang]))
		fault(`it does not say why: ${stub}`)
	await stands(reader, fault, 'removed')
	await reader.go(`${article}/comments/${id}`)
	await stands(reader, fault, 'removed')
	await reader.fill({ password, text: words })
	await reader.press('button[value=object]')
	await reader.go(`${article}/comments/${id}`)
	await reader.fill({ password })
	await reader.press('button[value=look]')
	if (!await reader.says('comments.objected'))
		fault('it does not say that somebody looks at it')
	await staff.go('/office/moderation?tab=objected')
	if (!(await staff.page.locator(`#c-${id}`).innerText())
		.includes(words))
		fault('the office does not read the objection')
	await stands(staff, fault, 'objected')
}

/* ---- reporting, blocking ---- */

async function report(reader, staff, fault) {
	const { id } = await post(reader, fault)
	const other = await Reader.come(reader.stage, reader.lang,
		reader.scripts, 360)
	const words = `${reader.lang} ${reader.scripts}: look at this, please.`

	await other.go(article)
	await other.press(`#c-${id} a[href$="/report"]`)
	await stands(other, fault)
	await other.page.locator('[name=reason]').first().check()
	await other.fill({ words })
	await other.press('main form button.button-main')
	if (!await other.says('comment-report.done'))
		fault('it does not say that the report came in')
	await stands(other, fault, 'done')
	await staff.go('/office/moderation?tab=reported')
	if (!(await staff.page.locator(`#c-${id}`).innerText())
		.includes(words))
		fault('the office does not read the report')
	await stands(staff, fault, 'reported')
	await other.leave()
}

/* Who is harmed asks; the office decides on it. */
async function ask_for_block(other, id, name, fault) {
	await other.go(`${article}/comments/${id}/report`)
	await other.press('main a[href$="/block"]')
	await stands(other, fault)
	await other.fill({ name, mail: 'harmed@example.org',
		grounds: 'It says of me what is not so.' })
	await other.page.locator('[name=relation]').first().check()
	await other.page.locator('[name=ground]').first().check()
	await other.press('main form button.button-main')
	if (!await other.says('takedowns.is-received'))
		fault('it does not say that the request came in')
	await stands(other, fault)
	return new URL(other.page.url()).pathname.replace(/^\/\w+/, '')
}

/* The newest of the requests. */
async function block_it(staff, name, fault) {
	await staff.go('/office/takedowns')
	const at = await staff.page.locator('main a[href^="/office/takedowns/0"]')
		.first().getAttribute('href')

	await staff.go(at.replace(/\?.*/, '') + '/decide')
	if (!(await staff.page.locator('main').innerText()).includes(name))
		fault('it is not the request that was made')
	await stands(staff, fault)
	await staff.page.check('[name=act][value=block]')
	await staff.press('main form button.button-main')
}

async function block(reader, staff, fault) {
	const { id, text } = await post(reader, fault)
	const other = await Reader.come(reader.stage, reader.lang,
		reader.scripts, 360)
	const name = `Harmed ${reader.lang} ${reader.scripts}`
	const until = new Date(Date.now() + 30 * 86400000).getFullYear()
	const at = await ask_for_block(other, id, name, fault)

	await reader.go(article)
	if (!(await reader.text(`#c-${id}`)).includes(text))
		fault('it is blocked by asking alone')
	await block_it(staff, name, fault)
	await reader.go(article)
	const stub = await reader.text(`#c-${id}`)

	if (stub.includes(text) || stub.includes(name))
		fault(`it is still there: ${stub}`)
	if (!stub.includes(String(until)))
		fault(`it does not say until when it is blocked: ${stub}`)
	await stands(reader, fault, 'blocked')
	await reader.go(`${article}/comments/${id}`)
	await reader.fill({ password: names[reader.lang].password })
	await reader.press('button[value=look]')
	const own = await reader.text('main')

	if (!own.includes(String(until)) || own.includes(name))
		fault(`its author is told ${own}`)
	await stands(reader, fault, 'blocked')
	await other.go(at)
	if (!(await other.text('main')).includes(String(until)))
		fault(`who asked is told ${await other.text('main')}`)
	await other.press('main form button')
	await reader.go(article)
	if (!(await reader.text(`#c-${id}`)).includes(text))
		fault('it is not shown again after the request was taken back')
	await other.leave()
}

/* ---- deciding on what waits ---- */

/* One that has a link. */
async function wait_for_a_person(reader) {
	const { nickname, password } = names[reader.lang]
	const text = `${word(reader.lang)} www.example.net`

	await reader.go(article + '/comments')
	await reader.write({ nickname, password, text })
	const id = reader.id()

	if (!id || !await reader.says('comments.is-held'))
		throw new Error(`it does not wait: ${reader.page.url()}`)
	return { id, text }
}

/* Whether readers see each of them. */
async function seen(reader, all) {
	await reader.go(article)
	const page = await reader.text('.comments')

	return all.map(one => page.includes(one.text)).join()
}

async function decide(reader, staff, fault) {
	const all = []
	const expect = async (what, wanted) => {
		const got = await seen(reader, all)

		if (got !== wanted)
			fault(`${what}: ${got}`)
	}

	for (let i = 0; i < 2; i++) {
		const other = await Reader.come(reader.stage, reader.lang,
			reader.scripts)

		all.push(await wait_for_a_person(other))
		await other.leave()
	}
	await expect('before', 'false,false')
	await staff.go('/office/moderation')
	await stands(staff, fault)
	await staff.press(`#c-${all[0].id} button[value="show ${all[0].id}"]`)
	await expect('one is shown', 'true,false')
	await staff.press('form.last button')
	await expect('that is undone', 'false,false')
	await staff.go('/office/moderation')
	for (const { id } of all)
		await staff.page.check(`#c-${id} .pick`)
	await staff.page.locator('details.many summary').click()
	await staff.press('details.many button[value=show]')
	await expect('both are shown', 'true,true')
	await staff.press('form.last button')
	await expect('both are undone', 'false,false')
	if (staff.scripts)
		await by_keys(staff, all, expect, fault)
}

/* Puts the focus on one of the comments. */
async function key_to(staff, id) {
	const { page } = staff

	for (let i = 0; i < 60; i++) {
		await page.keyboard.press('j')
		if (await page.evaluate(() => document.activeElement.dataset.id)
			=== id)
			return
	}
	throw new Error('no key leads to the comment')
}

async function key(staff, name) {
	await Promise.all([staff.page.waitForNavigation({ waitUntil: 'load' }),
		staff.page.keyboard.press(name)])
}

async function by_keys(staff, all, expect, fault) {
	const { page } = staff

	await staff.go('/office/moderation')
	await key_to(staff, all[1].id)
	await key(staff, 's')
	await expect('s shows', 'false,true')
	await page.evaluate(() => document.activeElement.blur())
	await key(staff, 'u')
	await expect('u takes it back', 'false,false')
	await staff.go('/office/moderation')
	await key_to(staff, all[0].id)
	await page.keyboard.press('r')
	/* On the grounds now: the first of them, past the note, and go. */
	await page.keyboard.press('ArrowDown')
	await page.keyboard.press('Tab')
	await page.keyboard.type('Not here.')
	await page.keyboard.press('Tab')
	await key(staff, 'Enter')
	await expect('r removes', 'false,false')
	await staff.go('/office/moderation?tab=removed')
	if (await page.locator(`#c-${all[0].id}`).count() !== 1)
		fault('it was not removed by keys')
}

/* ---- who can use neither picture nor sound ---- */

async function neither(reader, fault) {
	const { nickname, password } = names[reader.lang]
	const text = word(reader.lang)

	await reader.go(article + '/comments')
	await reader.page.check('[name=neither]')
	/* With scripts the device reckons instead. */
	if (reader.scripts)
		await reader.page.waitForFunction(() => document.querySelector(
			'[name=worked]').value !== '', null, { timeout: 90000 })
	await reader.write({ nickname, password, text }, '')
	if (!reader.id())
		fault(`it was refused: ${await reader.text('main')}`)
	await stands(reader, fault, 'neither')
	await reader.go(article)
	const shown = (await reader.text('.comments')).includes(text)

	if (shown !== reader.scripts)
		fault(shown ? 'it is shown though nobody looked at it' :
			'it waits though the device has reckoned')
}

/* ---- markup ---- */

async function unharmed(reader, what, fault) {
	for (const why of await reader.page.evaluate(injected,
		reader.stage.base))
		fault(`${what}: ${why}`)
}

/* Through every field, back into the form, and on the office's pages. */
async function hostile(stage, scripts, fault) {
	const bad = lines('xss_quick.txt').concat(lines('xss_rsnake.txt'))
		.filter((_, n) => n % 6 === (scripts ? 0 : 3))
	const first = await Reader.come(stage, 'en', scripts)
	const { id } = await post(first, fault)

	for (const line of bad) {
		const reader = await Reader.come(stage, 'en', scripts)

		await reader.go(article + '/comments')
		await reader.page.evaluate(line => {
			for (const e of document.querySelectorAll(
				'#write input, #write textarea')) {
				e.removeAttribute('maxlength')
				e.required = false
				e.value = line
			}
		}, line)
		await reader.press('button[value=leave]')
		await unharmed(reader, line, fault)
		await reader.go(`${article}/comments/${id}`)
		await reader.fill({ password: line, text: line })
		await reader.press('button[value=save]')
		await unharmed(reader, line, fault)
		await reader.leave()
	}
	await first.leave()
}

/* ---- all of it ---- */

async function life(stage, scripts, fault) {
	await Promise.all(['ko', 'en'].map(async lang => {
		const say = why => fault(`${lang}: ${why}`)
		const one = await Reader.come(stage, lang, scripts)
		const two = await Reader.come(stage, lang, scripts, 360)
		const { id } = await post(one, say)
		const reply = await answer(two, id, say)
		const text = await edit(two, id, say)

		await withdraw(one, id, text, reply, say)
		await one.leave()
		await two.leave()
	}))
}

async function each(stage, scripts, walk, fault) {
	await Promise.all(['ko', 'en'].map(async lang => {
		const reader = await Reader.come(stage, lang, scripts)

		await walk(reader, why => fault(`${lang}: ${why}`))
		await reader.leave()
	}))
}

/* One language after the other: what somebody did last can be undone. */
async function beside(stage, scripts, walk, fault) {
	const staff = await Staff.come(stage, 'en', scripts)

	for (const lang of ['ko', 'en']) {
		const reader = await Reader.come(stage, lang, scripts)

		await walk(reader, staff, why => fault(`${lang}: ${why}`))
		await reader.leave()
	}
	await staff.leave()
}

export async function walk_comments(stage) {
	for (const scripts of [false, true]) {
		const how = `${scripts ? 'with' : 'without'} scripts, in two languages,`
		const prove = (sentence, walk, around = beside) => stage.prove(
			`${how} ${sentence}`,
			fault => around(stage, scripts, walk, fault))

		await prove('a comment is left after a wrong number, answered, changed from another device and taken back',
			null, (stage, scripts, _, fault) =>
				life(stage, scripts, fault))
		await prove('the number is heard, otherwise each time', hear,
			each)
		await prove('whoever can use neither picture nor sound is taken',
			neither, each)
		await prove('who was removed reads why and objects', object)
		await prove('a reader reports a comment, and the office reads it',
			report)
		await prove('who is harmed has a comment blocked for thirty days, and takes that back',
			block)
		await prove(`what waits is decided on, alone and together${
			scripts ? ', also by keys alone' : ''}, and undone`,
		decide)
		await stage.prove(`${scripts ? 'with' : 'without'
		} scripts, markup in every field of the box stays text`,
		fault => hostile(stage, scripts, fault))
	}
}
