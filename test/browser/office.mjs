/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an officer does in a day: signs in, writes down a city, a tie, a visit,
 * a person, publishes an article, meets a colleague in the same record, looks
 * back.  Without scripts, in Korean; a last part is done with keys alone.
 */
import { more, put, put_all, save, stands } from './forms.mjs'
import { picture } from './png.mjs'
import { langs, stem, t } from './stage.mjs'

const ko = key => t('ko', key)

async function main_of(page) {
	return page.locator('main').innerText()
}

/* Where the record stands that a form has just made. */
function made(page, kind) {
	const path = new URL(page.url()).pathname

	if (!new RegExp(`^/office/${kind}/[0-9a-f-]{36}$`).test(path))
		throw new Error(`nothing was made: ${path}`)
	return path
}

/* Saves a form that must hold, and gives what stands wrong if it does not. */
async function keep(stage, page) {
	const response = await stage.press(page, save(page))

	if (!response.ok())
		throw new Error(`${response.status()}: ${(await page.locator(
			'.problems, .field-problem').allInnerTexts()).join(' | ')}`)
}

/* ---- in and out ---- */

async function sign_in(stage, page, fault) {
	await stage.go(page, '/office/cities')
	if (!page.url().includes('/office/sign-in'))
		fault(`a stranger is at ${page.url()}`)
	await page.fill('[name=login]', 'officer')
	await page.fill('[name=password]', 'not the password')
	const refused = await stage.press(page,
		page.locator('main form button'))

	if (refused.status() !== 422)
		fault(`answered with ${refused.status()}`)
	if (await stands(page, 'login') !== 'officer')
		fault('the name that was typed is gone')
	if (await stands(page, 'password') !== '')
		fault('the password came back')
	if (!(await main_of(page)).includes(t('ko', 'sign-in.wrong')))
		fault('it does not say what was wrong')
	await page.fill('[name=password]', stage.passwords.officer)
	await stage.press(page, page.locator('main form button'))
	if (!page.url().endsWith('/office/cities'))
		fault(`after signing in one is at ${page.url()}`)
}

async function sign_out(stage, page, fault) {
	await stage.go(page, '/office/')
	await stage.press(page, page.locator('.me form button'))
	if (!page.url().endsWith('/ko/'))
		fault(`signed out, one is at ${page.url()}`)
	await stage.go(page, '/office/cities')
	if (!page.url().includes('/office/sign-in'))
		fault('the session still opens the office')
}

/* ---- looking around ---- */

const kinds = ['ties', 'exchanges', 'letters', 'promises', 'plans', 'gifts',
	'expenses', 'articles', 'comments', 'cities', 'organisations', 'posts',
	'people', 'rules', 'holidays', 'retentions', 'offices']
const pages = ['', 'calendar', 'deadlines', 'radar', 'statistics', 'documents',
	'approvals', 'imports']

/* Where a record shows all its fields: a tie's own page is its ledger. */
function record_at(at) {
	return at.includes('/office/ties/') ? at + '/record' : at
}

async function around(stage, page, fault) {
	await stage.go(page, '/office/')
	for (const name of [...pages, ...kinds])
		if (await page.locator(`.menu a[href="/office/${name}"]`)
			.count() !== 1)
			fault(`the menu does not lead to ${name}`)
	if (await page.locator('.menu p').count() < 5)
		fault('the menu is not parted')
	if (await page.locator('.todo li').count() < 5)
		fault('the desk is empty')
	for (const name of pages)
		if ((await stage.go(page, `/office/${name}`)).status() !== 200)
			fault(`${name} is not there`)
	for (const kind of kinds) {
		await stage.go(page, `/office/${kind}`)
		await stage.press(page, page.locator('tbody th a').first())
		const at = page.url().slice(stage.base.length)

		if (kind === 'ties')
			await stage.go(page, record_at(at))
		if (await page.locator('.fields dt').count() < 3)
			fault(`${kind}: a record shows nothing`)
		await stage.go(page, at + '/history')
		if (await page.locator('.history li').count() < 1)
			fault(`${kind}: a record has no history`)
		const form = await stage.go(page, at + '/edit')

		if (form.status() === 200 &&
			await page.locator('form.form .field').count() < 3)
			fault(`${kind}: the form is empty`)
	}
}

/* ---- records ---- */

async function city(stage, page, fault) {
	await stage.go(page, '/office/cities/new')
	await put_all(page, { 'name.ko': '바다시', 'about.ko': '항구 도시입니다.',
		population: '많음' })
	const refused = await stage.press(page, save(page))

	if (refused.status() !== 422)
		fault(`a city without a country: ${refused.status()}`)
	if (await stands(page, 'name.ko') !== '바다시' ||
		await stands(page, 'population') !== '많음' ||
		await stands(page, 'about.ko') !== '항구 도시입니다.')
		fault('what was typed is gone')
	for (const name of ['country', 'population']) {
		const field = page.locator(`main [name=${name}]`)
		const beside = (await field.getAttribute('aria-describedby') ??
			'').split(' ')

		if (await field.getAttribute('aria-invalid') !== 'true')
			fault(`${name} is not marked as wrong`)
		if (!(await page.locator(beside.map(id => `[id="${id}"]`)
			.join(',') || 'none').allInnerTexts()).join('').trim())
			fault(`beside ${name} stands nothing`)
		if (!await page.locator(`.problems a[href="#f-${name}"]`)
			.count())
			fault(`the summary does not lead to ${name}`)
	}
	await put_all(page, { 'name.en': 'Bada City', 'name.zh': '海市',
		country: 'KR', population: '3300000', 'place.lat': '35.1',
		'place.lon': '129.04', zone: 'Asia/Seoul' })
	await keep(stage, page)
	const at = made(page, 'cities')

	await stage.go(page, '/en/cities/bada-city')
	if (!(await main_of(page)).includes('3,300,000'))
		fault('citizens do not see the city')
	await stage.go(page, at + '/edit')
	await put(page, 'population', '3400000')
	await keep(stage, page)
	await stage.go(page, '/en/cities/bada-city')
	if (!(await main_of(page)).includes('3,400,000'))
		fault('citizens do not see the change')
	return at
}

/* What comes next with a tie is an act of its own, with its day. */
async function begin_tie(stage, page) {
	await stage.press(page, page.locator('.actions a[href$="/state"]'))
	await page.locator('main [name=state][value=friendship]').check()
	await put(page, 'on', '2021-03-04')
	await keep(stage, page)
}

/* Rows are asked for one by one; what was typed stays. */
async function tie(stage, page, fault) {
	await stage.go(page, '/office/ties/new')
	await put(page, 'label.ko', '시흥–바다 우호도시')
	for (const name of ['시흥시', '바다시'])
		await page.locator(`main label:has-text("${name}") [name=members]`)
			.check()
	await put(page, 'tier', 'friendship')
	for (const [i, kind, on] of [[0, 'friendship', '2021-03-04'],
			[1, 'ceremony', '2021-05']]) {
		await stage.press(page, more(page, 'dates'))
		if (await stands(page, 'label.ko') !== '시흥–바다 우호도시')
			fault('another row loses what was typed')
		await put_all(page, { [`dates.${i}.kind`]: kind,
			[`dates.${i}.on`]: on,
			[`dates.${i}.source.ko`]: `자료 ${i + 1}` })
	}
	await keep(stage, page)
	const at = made(page, 'ties')

	await begin_tie(stage, page)
	await stage.go(page, record_at(at))
	const shown = await main_of(page)

	for (const text of ['2021년 3월 4일', '2021년 5월', '자료 1', '자료 2',
			ko('tie.state-friendship')])
		if (!shown.includes(text))
			fault(`the record lacks ${text}`)
	await stage.go(page, '/ko/ties/bada-city')
	if (await page.locator('time[datetime="2021-03-04"]').count() === 0)
		fault('citizens do not see its date')
	return at
}

async function exchange(stage, page, fault) {
	await stage.go(page, '/office/exchanges/new')
	await put_all(page, { 'name.ko': '바다시 봄 방문', type: 'visit-out',
		on: '2027-03-10/2027-03-11' })
	await page.locator('main label:has-text("시흥–바다") [name=ties]').check()
	for (const [i, on, start, venue] of [
			[0, '2027-03-10', '09:30', '바다시청'],
			[1, '2027-03-11', '14:00', '바다대학교']]) {
		await stage.press(page, more(page, 'itinerary'))
		await put_all(page, { [`itinerary.${i}.on`]: on,
			[`itinerary.${i}.start`]: start,
			[`itinerary.${i}.venue.ko`]: venue })
	}
	await put(page, 'public', true)
	await keep(stage, page)
	const at = made(page, 'exchanges')

	await stage.go(page, '/ko/ties/bada-city')
	await page.locator('.act details summary').first().click()
	const stops = (await page.locator('.stops li').allInnerTexts()).join()

	for (const text of ['09:30', '바다시청', '14:00', '바다대학교'])
		if (!stops.includes(text))
			fault(`the itinerary lacks ${text}: ${stops}`)
	await stage.go(page, at + '/edit')
	await put(page, 'itinerary.0._remove', true)
	await keep(stage, page)
	const left = await main_of(page)

	if (left.includes('바다시청') || !left.includes('바다대학교'))
		fault('the row that was ticked is not the one that went')
}

async function person(stage, page, fault) {
	await stage.go(page, '/office/people/new')
	await put_all(page, { 'name.ko': '한바다', mail: 'bada@example.org' })
	for (const [i, title] of ['바다시장', '교류협회장'].entries()) {
		await stage.press(page, more(page, 'posts'))
		await put(page, `posts.${i}.title.ko`, title)
	}
	await put(page, 'public', true)
	await keep(stage, page)
	const shown = await main_of(page)

	made(page, 'people')
	for (const text of ['한바다', '바다시장', '교류협회장',
			'bada@example.org'])
		if (!shown.includes(text))
			fault(`the record lacks ${text}`)
	await stage.go(page, '/ko/search?q=한바다')
	if ((await page.content()).includes('bada@example.org'))
		fault('citizens see personal data')
}

/* ---- the press room ---- */

const headline = '바다시와 새 길을 열다'

async function article(stage, page, citizen, fault) {
	await stage.go(page, '/office/articles/new')
	await put_all(page, { 'headline.ko': headline, slug: 'bada-opens',
		'desk.ko': '교류 소식', 'byline.ko': '견본 기자',
		'lead.ko': '새로운 이웃이 생겼다.',
		'body.ko': '첫 문단입니다.\n\n둘째 **문단**입니다.' })
	await keep(stage, page)
	const at = made(page, 'articles')
	const hidden = await stage.go(citizen, '/ko/news/bada-opens')

	if (hidden.status() !== 404)
		fault(`a draft is read by everybody: ${hidden.status()}`)
	await stage.go(page, at + '/state')
	await page.check('#s-published')
	await stage.press(page, page.locator('main form button[type=submit]'))
	made(page, 'articles')
	await stage.go(citizen, '/ko/news/bada-opens')
	const read = await main_of(citizen)

	for (const text of [headline, '교류 소식', '견본 기자', '첫 문단입니다.',
			stem('ko', 'news.published')])
		if (!read.includes(text))
			fault(`citizens miss ${text}`)
	if (await citizen.locator('.prose strong').innerText() !== '문단')
		fault('what was marked as strong is not')
	for (const path of ['/ko/', '/ko/news', '/ko/search?q=바다시와']) {
		await stage.go(citizen, path)
		if (!await citizen.locator(
			'a[href="/ko/news/bada-opens"]').count())
			fault(`${path} does not lead to it`)
	}
	return at
}

async function upload(stage, page, citizen, at, fault) {
	const send = async file => {
		await stage.go(page, at + '/edit')
		await put_all(page, { picture: file,
			'picture_credit.ko': '사진: 견본',
			'picture_alt.ko': '회색 바다' })
		return stage.press(page, save(page))
	}
	const refused = await send({ name: 'harbour.png',
		mimeType: 'image/png', buffer: Buffer.from('MZ no picture') })

	if (refused.status() !== 422)
		fault(`a program named .png is taken: ${refused.status()}`)
	if (await stands(page, 'picture_alt.ko') !== '회색 바다')
		fault('what was typed is gone')
	await send({ name: '항구 사진.png', mimeType: 'image/png',
		buffer: picture(320, 180) })
	made(page, 'articles')
	await stage.go(citizen, '/ko/news/bada-opens')
	const img = citizen.locator('.story figure img')

	if (!await img.evaluate(e => e.complete && e.naturalWidth > 0) ||
		await img.getAttribute('width') !== '320' ||
		await img.getAttribute('alt') !== '회색 바다')
		fault('citizens do not see the picture')
	if (await citizen.locator('.story figcaption').first().innerText() !==
		'사진: 견본')
		fault('the picture has no credit')
}

/* A text with marked changes as it was (without ins) or is (without del). */
async function side(locator, without) {
	return locator.evaluate((e, tag) => {
		const copy = e.cloneNode(true)

		copy.querySelectorAll(tag).forEach(part => part.remove())
		return copy.textContent
	}, without)
}

/* ---- two at once, and looking back ---- */

async function conflict(stage, page, at, fault) {
	const other = await stage.open({ lang: 'en' })

	await stage.sign_in(other, 'admin')
	await stage.go(page, at + '/edit')
	await stage.go(other, at + '/edit')
	await put_all(other, { population: '3500000', 'parent.ko': '가람도' })
	await keep(stage, other)
	await put(page, 'population', '3600000')
	const refused = await stage.press(page, save(page))
	const both = await main_of(page)

	if (refused.status() !== 409)
		fault(`who was slower gets ${refused.status()}`)
	if (!both.includes(ko('conflict.title')))
		fault('it does not say what happened')
	const texts = await side(page.locator('.conflict'), 'del')

	if (!/3,?500,?000/.test(texts) || !/3,?600,?000/.test(texts))
		fault(`not both texts are there: ${texts}`)
	if (await stands(page, 'population') !== '3600000')
		fault('what was typed is gone')
	if (await stands(page, 'parent.ko') !== '가람도')
		fault('what only the other changed is not there')
	await put(page, 'population', '3550000')
	await keep(stage, page)
	if (!(await main_of(page)).includes('3,550,000'))
		fault('sent again, it does not hold')
	await other.context().close()
}

async function history(stage, page, at, fault) {
	await stage.go(page, at + '/history')
	const before = await page.locator('.history > li').count()
	const newest = page.locator('.history > li').first()

	if (!/3,?500,?000/.test(await side(newest, 'ins')) ||
		!/3,?550,?000/.test(await side(newest, 'del')))
		fault('the history does not show what was and what is')
	const restore = page.locator('.history form button')

	await stage.press(page, restore.last())
	if (!(await main_of(page)).includes('3,300,000'))
		fault('the oldest content was not brought back')
	await stage.go(page, at + '/history')
	if (await page.locator('.history > li').count() !== before + 1)
		fault('bringing back is not in the history')
}

async function hide(stage, page, citizen, at, fault) {
	await stage.go(page, record_at(at))
	await page.locator('.more-acts summary').click()
	await stage.press(page, page.locator('.more-acts form button'))
	const response = await stage.go(citizen, '/ko/ties/bada-city')

	if (response.status() !== 404)
		fault(`a hidden tie is still read: ${response.status()}`)
	await stage.go(page, record_at(at))
	await page.locator('.more-acts summary').click()
	await stage.press(page, page.locator('.more-acts form button').first())
	if ((await stage.go(citizen, '/ko/ties/bada-city')).status() !== 200)
		fault('shown again, it is not there')
}

/* ---- with keys alone ---- */

async function focused(page) {
	return page.evaluate(() => {
		const e = document.activeElement

		return e.name || e.getAttribute('href') || e.localName
	})
}

async function keys(stage, page, fault) {
	const next = async name => {
		for (let i = 0; i < 12; i++) {
			await page.keyboard.press('Tab')
			if (await focused(page) === name)
				return
		}
		throw new Error(`no way to ${name} with the Tab key`)
	}

	await stage.go(page, '/office/')
	await next('login')
	await page.keyboard.type('officer')
	await next('password')
	await page.keyboard.type(stage.passwords.officer)
	await Promise.all([page.waitForNavigation(),
		page.keyboard.press('Enter')])
	if (new URL(page.url()).pathname !== '/office/')
		fault(`one is at ${page.url()}`)
	await page.keyboard.press('Tab')
	if (await focused(page) !== '#main')
		fault('the way past the menu does not come first')
	await page.keyboard.press('Enter')
	await next(`/office/exchanges/new`)
	await Promise.all([page.waitForNavigation(),
		page.keyboard.press('Enter')])
	if (!page.url().endsWith('/office/exchanges/new'))
		fault(`one is at ${page.url()}`)
}

/* ---- all of it ---- */

export async function walk_office(stage) {
	const page = await stage.open({ lang: 'ko', scripts: false })
	const citizen = await stage.open({ lang: 'ko', scripts: false })
	let city_at, tie_at, article_at

	await stage.prove('a wrong password keeps the name and says so, the right one leads on',
		fault => sign_in(stage, page, fault))
	await stage.prove('the desk, and list, record, form and history of every kind are there',
		fault => around(stage, page, fault))
	await stage.prove('a city is refused beside its fields, then kept, changed, and read by citizens',
		async fault => { city_at = await city(stage, page, fault) })
	await stage.prove('a tie is made row by row, without scripts',
		async fault => { tie_at = await tie(stage, page, fault) })
	await stage.prove('an exchange is made with its itinerary, and a row goes when it is ticked',
		fault => exchange(stage, page, fault))
	await stage.prove('a person is made with posts, and personal data stay inside',
		fault => person(stage, page, fault))
	await stage.prove('an article is nobody\'s until it is published, and then everybody\'s at once',
		async fault => { article_at = await article(stage, page,
			citizen, fault) })
	await stage.prove('a picture is taken with its credit and description, and a program is not',
		fault => upload(stage, page, citizen, article_at, fault))
	await stage.prove('two who change one record see both texts, and neither loses any',
		fault => conflict(stage, page, city_at, fault))
	await stage.prove('the history shows what was and what is, and brings it back',
		fault => history(stage, page, city_at, fault))
	await stage.prove('a record is hidden and shown again',
		fault => hide(stage, page, citizen, tie_at, fault))
	await stage.prove('who signs out is out', fault =>
		sign_out(stage, page, fault))
	await page.context().close()
	const hands = await stage.open({ lang: 'ko' })

	await stage.prove('keys alone lead through the sign-in to a new form',
		fault => keys(stage, hands, fault))
	await hands.context().close()
	await citizen.context().close()
}
