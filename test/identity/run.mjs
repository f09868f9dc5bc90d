// SPDX-License-Identifier: Apache-2.0
//
// A reader has to be confirmed before a comment is taken:
//
//	node test/identity/run.mjs
//
// First by a real provider of OpenID Connect (oidc-provider), with the
// redirects followed as a browser without scripts follows them; then by a
// double that can be told to do each thing wrong.  Whatever goes wrong is said,
// and what was typed is there again.  $GYORYU is the program.
import { createHash, createHmac, createPublicKey } from 'node:crypto'
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import Provider from 'oidc-provider'

const program = process.env.GYORYU ?? 'build/gyoryu'
const home = mkdtempSync(join(tmpdir(), 'gyoryu-identity-'))
const data = join(home, 'data')
const secret = 'a-secret-of-the-client'
const subject = 'reader-4711'
const messages = Object.fromEntries(['ko', 'zh', 'ja', 'en'].map(lang =>
	[lang, JSON.parse(readFileSync(new URL(
		`../../messages/${lang}.json`, import.meta.url)))]))
let failures = 0

function so (that, sentence, ...why) {
	for (const line of that ? [] : why)
		console.log('# ' + String(line).slice(0, 600)
			.replaceAll('\n', ' '))
	console.log(`${that ? 'ok' : 'not ok'} ${sentence}`)
	failures += that ? 0 : 1
	return that
}

function run (...words) {
	const done = spawnSync(program, [...words, '--data', data],
		{ encoding: 'utf8' })

	if (done.status !== 0)
		throw new Error(`${words[0]}: ${done.stderr || done.error}`)
	return done.stdout
}

// ---- the server ----

function start () {
	return new Promise((resolve, reject) => {
		const child = spawn(program, ['serve', '--listen',
			'127.0.0.1:0', '--data', data, '--verbose',
			'--proxy', '127.0.0.1'],
		{ stdio: ['ignore', 'pipe', 'pipe'] })
		let out = ''

		child.said = ''
		child.stdout.on('data', more => {
			out += more
			const at = /listening on (http:\S+)/.exec(out)

			if (at)
				resolve(Object.assign(child, { at: at[1] }))
		})
		child.stderr.on('data', more => { child.said += more })
		child.ended = new Promise(end => child.on('exit', end))
		child.on('exit', code => reject(new Error(
			`the server ended with ${code}: ${child.said}`)))
	})
}

async function api (method, path, body) {
	const reply = await fetch(server.at + path, { method,
		headers: { 'Content-Type': 'application/json',
			Accept: 'application/json',
			Authorization: `Bearer ${token}` },
		body: body && JSON.stringify(body) })
	const json = await reply.json()

	if (reply.status >= 300)
		throw new Error(`${method} ${path}: ${JSON.stringify(json)}`)
	return json
}

async function confirmed_by (more) {
	const now = (await api('GET', '/api/v1/offices')).items[0]

	return api('PATCH', `/api/v1/offices/${now.id}`,
		{ revision: now.revision, ...more })
}

// ---- a browser without scripts ----

// Each in a network of its own: one sends so many comments and no more.
class Browser {
	static count = 0
	jar = new Map()
	from = `198.51.${++Browser.count}.7`

	// Cookies go back to who set them, beneath the path they are of.
	cookies (url) {
		return [...this.jar.values()].filter(c => c.host === url.host &&
			url.pathname.startsWith(c.path))
			.map(c => `${c.name}=${c.value}`).join('; ')
	}

	take (url, lines) {
		for (const line of lines) {
			const [first, ...rest] = line.split(/; */)
			const at = first.indexOf('=')
			const of = Object.fromEntries(rest.map(r =>
				[r.split('=')[0].toLowerCase(),
					r.split('=')[1] ?? true]))
			const c = { host: url.host, path: of.path ?? '/',
				name: first.slice(0, at),
				value: first.slice(at + 1), of }
			const key = `${c.host} ${c.path} ${c.name}`

			if (of['max-age'] === '0' || c.value === '' ||
			    new Date(of.expires ?? '9999').getTime() < Date.now())
				this.jar.delete(key)
			else
				this.jar.set(key, c)
		}
	}

	async ask (address, form) {
		const url = new URL(address)
		const body = form ? new URLSearchParams(form).toString() : ''
		const reply = await new Promise((done, failed) => request(url, {
			method: form ? 'POST' : 'GET',
			headers: { Accept: 'text/html', Cookie: this.cookies(url),
				'X-Forwarded-For': this.from,
				...form && { 'Content-Type':
					'application/x-www-form-urlencoded',
				'Content-Length': Buffer.byteLength(body),
				Origin: url.origin, 'Sec-Fetch-Site':
					'same-origin' } },
		}, done).on('error', failed).end(body))
		const to = reply.headers.location ?? null
		let text = ''

		reply.setEncoding('utf8')
		for await (const more of reply)
			text += more
		this.take(url, reply.headers['set-cookie'] ?? [])
		return { url, status: reply.statusCode, headers: reply.headers,
			text, to: to && new URL(to, url).href }
	}

	async follow (page, most = 12) {
		for (; page.to !== null && most > 0; most--)
			page = await this.ask(page.to)
		return page
	}
}

const plain = text => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'")
	.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

// The hidden fields of the form for a comment, and what stands in its text.
function fields (page) {
	const out = {}

	for (const [, name, value] of page.text.matchAll(
		/<input type="hidden" name="(\w+)" value="([^"]*)"/g))
		out[name] = plain(value)
	out.nickname = plain(/name="nickname" value="([^"]*)"/.exec(
		page.text)?.[1] ?? '')
	out.text = plain(/<textarea[^>]*name="text"[^>]*>\n?([^<]*)</.exec(
		page.text)?.[1] ?? '')
	return out
}

const link = (page, what) => {
	const found = new RegExp(`href="([^"]*${what}[^"]*)"`).exec(page.text)

	if (!found)
		throw new Error(`${page.status} ${page.url} leads to no ${what}: `
			+ page.text)
	return new URL(plain(found[1]), page.url).href
}

// The text of a message before and behind its first argument.
const says = (page, lang, key) => messages[lang].identity[key].split(/\{\d\}/)
	.every(part => plain(page.text).includes(part.trim()))

const form_at = (lang = 'en') => `${server.at}/${lang}/news/letters/comments`
const typed = { nickname: '김교류', password: 'vier-und-mehr',
	text: '본인 확인을 <마치고> "남기는" 글 & 이모지 🕊' }

// A post without a cookie, and the page that leads on.
async function first (browser, lang = 'en', more = {}) {
	const form = await browser.ask(form_at(lang))

	return browser.ask(form_at(lang), { ...fields(form), ...typed,
		neither: '1', what: 'leave', ...more })
}

async function leave (browser, page, lang = 'en') {
	const { text, nickname, ...hidden } = fields(page)

	return browser.ask(form_at(lang), { ...hidden, nickname, text,
		password: 'vier-und-mehr', neither: '1', what: 'leave' })
}

function sql (text) {
	const done = spawnSync('sqlite3', ['-readonly',
		join(data, 'gyoryu.db'), text], { encoding: 'utf8' })

	if (done.status !== 0)
		throw new Error(done.stderr || done.error)
	return done.stdout.trim()
}

const listen = server => new Promise(done => server.listen(0, '127.0.0.1',
	() => done(`http://127.0.0.1:${server.address().port}`)))

// ---- a real provider ----

async function provider_start (back) {
	const server = createServer()
	const at = await listen(server)
	const keys = []

	for (const [alg, use] of [['RS256', {}], ['PS256', {}],
		['ES256', { crv: 'P-256' }]]) {
		const { privateKey } = await generateKeyPair(alg,
			{ extractable: true, ...use })

		keys.push({ ...await exportJWK(privateKey), alg, use: 'sig',
			kid: `of-${alg}` })
	}
	const client = alg => ({ client_id: `gyoryu-${alg}`,
		client_secret: secret, redirect_uris: [back],
		grant_types: ['authorization_code'], response_types: ['code'],
		id_token_signed_response_alg: alg })
	const quiet = console.warn

	console.warn = console.info = () => {}
	const provider = new Provider(at, {
		clients: [...['RS256', 'PS256', 'ES256'].map(client),
			{ client_id: 'public', redirect_uris: [back],
				grant_types: ['authorization_code'],
				response_types: ['code'],
				token_endpoint_auth_method: 'none' }],
		enabledJWA: { idTokenSigningAlgValues:
			['RS256', 'PS256', 'ES256'] },
		jwks: { keys }, cookies: { keys: ['of the provider'] },
		pkce: { required: () => true },
		findAccount: (_, id) => ({ accountId: id,
			claims: () => ({ sub: id, name: 'Kim Gyoryu',
				email: 'kim@example.org' }) }),
	})

	console.warn = quiet
	server.on('request', provider.callback())
	return { at, server }
}

// Through the provider's own pages, from the page that leads on to the form.
async function through (browser, page, act = 'yes') {
	let at = await browser.follow(await browser.ask(link(page,
		'/identity/')))

	for (let i = 0; i < 4 && at.url.pathname.startsWith('/interaction/');
		i++) {
		const action = new URL(plain(/action="([^"]+)"/.exec(
			at.text)[1]), at.url)
		const prompt = /name="prompt" value="(\w+)"/.exec(at.text)[1]

		at = act === 'no' ? await browser.follow(await browser.ask(
			new URL(at.url.pathname + '/abort', at.url)))
			: await browser.follow(await browser.ask(action,
				{ prompt, login: subject, password: 'x' }))
	}
	return at
}

// ---- a double that does wrong ----

class Double {
	mode = 'good'
	asked = []
	known = 1               // keys that it shows

	async start () {
		this.keys = []
		for (let i = 0; i < 2; i++) {
			const pair = await generateKeyPair('RS256',
				{ extractable: true })

			this.keys.push({ ...pair, kid: `k${i}`, show: {
				...await exportJWK(pair.publicKey), use: 'sig',
				kid: `k${i}`, alg: 'RS256' } })
		}
		this.server = createServer((rq, rs) => this.answer(rq, rs)
			.catch(() => rs.destroy()))
		this.at = await listen(this.server)
		return this
	}

	send (rs, status, body, headers = {}) {
		rs.writeHead(status, { 'Content-Type': 'application/json',
			...headers })
		rs.end(typeof body === 'string' ? body : JSON.stringify(body))
	}

	// Each issuer is a folder of this server: what one says is kept.
	async answer (rq, rs) {
		const [, realm, ...rest] = rq.url.split('?')[0].split('/')
		const issuer = `${this.at}/${realm}`
		let body = ''

		for await (const more of rq)
			body += more
		this.asked.push({ method: rq.method, url: rq.url, body,
			headers: rq.headers })
		if (rest[0] === '.well-known')
			return this.document(rs, realm, issuer)
		if (rest[0] === 'jwks')
			return this.send(rs, 200, { keys: this.keys
				.slice(0, this.known).map(k => k.show) })
		if (rest[0] === 'token')
			return this.token(rs, issuer, new URLSearchParams(body))
		return this.send(rs, 404, {})
	}

	document (rs, realm, issuer) {
		const says = { issuer, authorization_endpoint:
			`${issuer}/authorize?tenant=1`, token_endpoint:
			`${issuer}/token`, jwks_uri: `${issuer}/jwks`,
		authorization_response_iss_parameter_supported:
			realm === 'named' }

		return this.ill(rs, realm) || this.send(rs, 200, {
			...says, ...{
				other: { issuer: `${this.at}/another` },
				plain: { token_endpoint:
					'http://192.0.2.1/token' },
				file: { jwks_uri: 'file:///etc/passwd' },
				script: { authorization_endpoint:
					'javascript:alert(1)' },
				none: { jwks_uri: undefined },
			}[realm] })
	}

	// What any answer may suffer from.
	ill (rs, how) {
		if (how === 'slow')
			return true
		if (how === 'large')
			return this.send(rs, 200, `{"a":"${'x'.repeat(10 << 20)}"}`), true
		if (how === 'torn')
			return this.send(rs, 200, '{"issuer": '), true
		if (how === 'deep')
			return this.send(rs, 200, '['.repeat(100000)), true
		if (how === 'loop')
			return this.send(rs, 302, '', { Location:
				`${this.at}/loop/.well-known/openid-configuration` }), true
		if (how === 'broken')
			return this.send(rs, 500, {}), true
		if (how === 'page')
			return this.send(rs, 200, '<html>Sign in</html>',
				{ 'Content-Type': 'text/html' }), true
		return false
	}

	async sign (issuer, claims, key = this.keys[0], header = {}) {
		return new SignJWT({ iss: issuer, aud: 'gyoryu', sub: subject,
			nonce: this.nonce, iat: Math.floor(Date.now() / 1000),
			exp: Math.floor(Date.now() / 1000) + 300,
			name: 'Kim Gyoryu', ...claims })
			.setProtectedHeader({ alg: 'RS256', kid: key.kid,
				...header }).sign(key.privateKey)
	}

	by_hand (header, claims, sign) {
		const part = json => Buffer.from(JSON.stringify(json))
			.toString('base64url')
		const text = `${part(header)}.${part(claims)}`

		return `${text}.${sign(text)}`
	}

	async token (rs, issuer, form) {
		const now = Math.floor(Date.now() / 1000)
		const claims = { iss: issuer, aud: 'gyoryu', sub: subject,
			nonce: this.nonce, iat: now, exp: now + 300 }
		const pem = createPublicKey({ key: this.keys[0].show,
			format: 'jwk' }).export({ type: 'spki', format: 'pem' })
		const made = {
			good: () => this.sign(issuer, {}),
			'key of the day': () => this.sign(issuer, {},
				this.keys[1]),
			'key unknown': () => this.sign(issuer, {}, { kid: 'k9',
				privateKey: this.keys[1].privateKey }),
			none: () => this.by_hand({ alg: 'none' }, claims,
				() => ''),
			'none, signed': () => this.by_hand({ alg: 'none',
				kid: 'k0' }, claims, () => 'AAAA'),
			HS256: () => this.by_hand({ alg: 'HS256', kid: 'k0' },
				claims, text => createHmac('sha256', pem)
					.update(text).digest('base64url')),
			issuer: () => this.sign(issuer, { iss: this.at }),
			audience: () => this.sign(issuer, { aud: 'another' }),
			party: () => this.sign(issuer, { aud: ['gyoryu', 'b'],
				azp: 'b' }),
			'no party': () => this.sign(issuer,
				{ aud: ['gyoryu', 'b'] }),
			over: () => this.sign(issuer, { exp: now - 61 }),
			'not yet': () => this.sign(issuer, { iat: now + 120 }),
			nonce: () => this.sign(issuer, { nonce: 'x' }),
			'no nonce': () => this.sign(issuer,
				{ nonce: undefined }),
			nobody: () => this.sign(issuer, { sub: undefined }),
			level: () => this.sign(issuer, { acr: 'loa:3' }),
		}[this.mode]

		this.exchanged = form
		if (this.ill(rs, this.mode))
			return
		if (this.mode === 'refused')
			return this.send(rs, 400, { error: 'invalid_grant',
				error_description: subject })
		if (this.mode === 'empty')
			return this.send(rs, 200, { access_token: 'x' })
		this.send(rs, 200, { access_token: 'an-access-token',
			token_type: 'Bearer', id_token: await made() })
	}
}

// From the page that leads on as far as the provider, and with its answer back.
async function back (browser, page, double, query = {}) {
	const go = await browser.ask(link(page, '/identity/'))

	if (go.to === null || !go.to.includes('/authorize'))
		return browser.follow(go)
	const there = new URL(go.to).searchParams

	double.nonce = there.get('nonce')
	double.sent = there
	const answer = new URLSearchParams(Object.entries({ code: 'a-code',
		state: there.get('state'), ...query })
		.filter(([, value]) => value !== undefined))

	browser.last = `${there.get('redirect_uri')}?${answer}`
	return browser.follow(await browser.ask(browser.last))
}

// ---- everything stands ----

run('init')
const password = join(home, 'password')

writeFileSync(password, 'correct horse battery\n')
run('user', 'add', 'mina', '--roles', 'admin editor', '--language', 'en',
	'--password-file', password)
const token = /\S{20,}/.exec(run('user', 'token', 'mina'))[0]

run('import', new URL('../story/seed/translated.jsonl',
	import.meta.url).pathname)
let server = await start()

process.on('exit', () => {
	server.kill()
	rmSync(home, { recursive: true, force: true })
})

await api('POST', '/api/v1/offices', { name: { en: 'Haneul Exchange' },
	zone: 'Asia/Seoul', comments: 'none' })
const real = await provider_start(`${server.at}/identity/return`)
const double = await new Double().start()

// ---- none and closed, as before ----

{
	const one = new Browser()
	const left = await first(one)

	so(left.status === 303 && left.to.includes('/comments/'),
		'where no identity is asked for a comment is taken as before',
		left.status, left.text)
	await confirmed_by({ comments: 'closed' })
	const shut = await first(new Browser())

	so(shut.status === 409 && shut.to === null,
		'a closed office takes none', shut.status)
}

// ---- a real provider ----

for (const alg of ['RS256', 'PS256', 'ES256']) {
	await confirmed_by({ comments: 'external', identity_issuer: real.at,
		identity_client: `gyoryu-${alg}`, identity_secret: secret,
		identity_name: { ko: '나라확인', en: 'Nara ID' } })
	const one = new Browser()
	const page = await first(one)

	so(page.status === 409 && page.text.includes('Nara ID') &&
		says(page, 'en', 'not-yet') && plain(page.text).includes(
		typed.text), `${alg}: a post without a cookie is no comment ` +
		'yet, and shows what was typed', page.status, page.text)
	const form = await through(one, page)

	so(form.status === 200 && says(form, 'en', 'confirmed') &&
		fields(form).text === typed.text &&
		fields(form).nickname === typed.nickname,
	`${alg}: after the provider the form is back, with the text`,
	form.status, form.url, form.text)
	so(!form.text.includes('vier-und') && !form.url.search.includes('code'),
		`${alg}: neither the password nor the code is in it`)
	const left = await leave(one, form)

	so(left.status === 303 && /\/comments\/[0-9a-f-]{36}$/.test(left.to),
		`${alg}: then the comment is taken`, left.status, left.text)
	so(sql('SELECT COUNT(*) FROM comment_way') === '0',
		`${alg}: and what was kept for the way is gone`)
}
so(sql('SELECT COUNT(DISTINCT hex(token)) FROM comment_identity') === '1' &&
	sql('SELECT COUNT(*) FROM comment_identity') === '3',
'the same person has the same token, by whatever key it was signed')

{
	const one = new Browser()
	const kept = `${server.at}/en/news/letters`
	const guest = await new Browser().ask(kept)

	so(guest.text.includes('Nara ID') && guest.text.includes(
		'value="identify"') && (guest.headers['cache-control'] ?? '')
		.includes('public') && !guest.headers['set-cookie'],
	'the article page says who confirms, and is the same for everybody',
	guest.headers['cache-control'])

	const before = await one.ask(form_at('ko'), { what: 'identify',
		text: '반쯤 쓴 글' })

	so(before.status === 200 && before.text.includes('나라확인') &&
		says(before, 'ko', 'not-yet'),
	'one may be confirmed first, in the language of the page')
	const form = await through(one, before)

	so(form.url.pathname.startsWith('/ko/') && says(form, 'ko',
		'confirmed') && fields(form).text === '반쯤 쓴 글',
	'and comes back in it', form.url, form.text)
	const again = await one.ask(`${server.at}/identity/return?code=x&` +
		'state=' + 'a'.repeat(64))

	so(again.status === 409 && again.text.includes(
		messages.ko.identity['no-way'].slice(0, 20)),
	'a state that was never given is refused', again.status)
	const cookies = [...one.jar.values()].filter(c =>
		`http://${c.host}` === server.at)

	so(cookies.length > 1 && cookies.filter(c => /^(way|identity)/.test(
		c.name)).every(c => c.of.httponly && c.of.samesite === 'Lax' &&
		Number(c.of['max-age']) <= 1800),
	'cookies of the way are short, Lax, and no script reads them',
	JSON.stringify(cookies))

	const other = new Browser()
	const no = await through(other, await first(other), 'no')

	so(no.status === 200 && says(no, 'en', 'fault-denied') &&
		fields(no).text === typed.text,
	'who is refused there is told so, and has the text', no.url, no.text)
	so((await leave(other, no)).status === 409, 'and is not confirmed')
	so([...other.jar.values()].filter(c => c.name.startsWith('way-'))
		.length === 1, 'a new way takes the place of the old one')
}
{
	await confirmed_by({ identity_client: 'public', identity_secret: null })
	const one = new Browser()
	const form = await through(one, await first(one))

	so(says(form, 'en', 'confirmed'),
		'a client without a secret is confirmed by PKCE', form.text)
}
{
	await confirmed_by({ identity_client: 'gyoryu-RS256',
		identity_secret: 'not-the-secret' })
	const one = new Browser()
	const form = await through(one, await first(one))

	so(says(form, 'en', 'fault-refused') && fields(form).text === typed.text,
		'a wrong client secret loses no text', form.text)
}

// ---- a double ----

async function by_double (realm, more = {}) {
	await confirmed_by({ identity_issuer: `${double.at}/${realm}`,
		identity_client: 'gyoryu', identity_secret: `${secret} ü+ ${realm}`,
		identity_acr: null, ...more })
}

async function refused (sentence, fault, query = {}, lang = 'en') {
	const one = new Browser()
	const form = await back(one, await first(one, lang), double, query)

	so(form.status === 200 && says(form, lang, `fault-${fault}`) &&
		fields(form).text === typed.text && !says(form, lang,
		'confirmed'), `${sentence}, and the text is there again`,
	form.status, form.url, form.text.slice(form.text.indexOf('id="write"')))
	return one
}

{
	await by_double('good')
	const one = new Browser()
	const page = await first(one, 'ja')

	double.asked.length = 0
	const form = await back(one, page, double)
	const call = double.asked.find(a => a.method === 'POST')
	const [client, word] = Buffer.from(call.headers.authorization
		.split(' ')[1], 'base64').toString().split(':')
		.map(decodeURIComponent)

	so(says(form, 'ja', 'confirmed') && form.url.pathname.startsWith(
		'/ja/'), 'the double confirms, too', form.text)
	so(double.sent.get('scope') === 'openid' &&
		double.sent.get('response_type') === 'code' &&
		double.sent.get('tenant') === '1' &&
		double.sent.get('code_challenge_method') === 'S256' &&
		double.sent.get('code_challenge') === createHash('sha256')
			.update(double.exchanged.get('code_verifier'))
			.digest('base64url'),
	'only openid is asked for, with a challenge that its verifier meets')
	so(client === 'gyoryu' && word === `${secret} ü+ good` &&
		!call.body.includes('client_secret'),
	'the secret goes in its header, escaped')
	const twice = await one.follow(await one.ask(one.last))

	so(says(twice, 'ja', 'fault-used') && fields(twice).text === typed.text,
		'a way back is gone once', twice.url, twice.text)
	const thief = new Browser()
	const taken = await thief.follow(await thief.ask(one.last))

	so(taken.status === 409 && !thief.cookies(new URL(server.at)).includes(
		'identity='), 'and by nobody else', taken.status)
}

const bad = { none: 'a token that nobody signed', 'none, signed':
	'a token of no algorithm', HS256: 'a token signed with the public key',
issuer: 'a token of another issuer', audience: 'a token for another client',
party: 'a token made for another party', 'no party':
	'a token for many that says not for whom', over: 'a token that is over',
'not yet': 'a token of tomorrow', nonce: 'a token with another nonce',
'no nonce': 'a token without a nonce', nobody: 'a token without a subject',
'key unknown': 'a token of an unknown key' }

for (const [mode, what] of Object.entries(bad)) {
	double.mode = mode
	await refused(`${what} is refused`, 'token')
}
{
	const renewed = () => double.asked.filter(a =>
		a.url === '/good/jwks').length
	const before = renewed()

	for (let i = 0; i < 3; i++)
		await refused(`and again, ${i + 1}`, 'token')
	so(renewed() === before,
		'keys are not asked for more than once a minute', renewed())
	await by_double('turned')
	double.mode = 'good'
	const one = new Browser()

	await back(one, await first(one), double)
	double.mode = 'key of the day'
	double.known = 2
	const two = new Browser()
	const form = await back(two, await first(two), double)

	so(says(form, 'en', 'confirmed'),
		'a new key of the provider is found', form.text)
}
{
	double.mode = 'good'
	await by_double('level', { identity_acr: 'loa:3 loa:4' })
	await refused('a level that is not claimed is refused', 'token')
	so(double.sent.get('acr_values') === 'loa:3 loa:4',
		'the level is asked for')
	double.mode = 'level'
	const one = new Browser()
	const form = await back(one, await first(one), double)

	so(says(form, 'en', 'confirmed'), 'and taken where it is claimed')
}

double.mode = 'good'
await by_double('good2')
await refused('an error of the provider is said', 'unreached',
	{ code: undefined, error: 'temporarily_unavailable' }, 'zh')
await refused('a refusal is said', 'denied', { code: undefined,
	error: 'access_denied', error_description: '<script>alert(1)</script>' })
await refused('no code is no confirmation', 'answer', { code: undefined })
await refused('the answer of another issuer is refused', 'mixed',
	{ iss: `${double.at}/another` })
await by_double('named')
await refused('an issuer that names itself must be named', 'mixed')
{
	const one = new Browser()
	const form = await back(one, await first(one), double,
		{ iss: `${double.at}/named` })

	so(says(form, 'en', 'confirmed'), 'and is confirmed when it is',
		form.text)
}
{
	// While the reader is away the office turns to another provider.
	await by_double('leaving')
	const one = new Browser()
	const page = await first(one)

	await one.ask(link(page, '/identity/'))
	await by_double('other-one')
	const form = await one.follow(await one.ask(link(page, '/identity/')))

	so(says(form, 'en', 'fault-mixed') && fields(form).text === typed.text,
		'a way to a provider of yesterday is refused', form.text)
}

await by_double('good3')
for (const [mode, fault, what] of [
	['refused', 'refused', 'a code that was used before'],
	['empty', 'answer', 'an answer without a token'],
	['large', 'answer', 'an answer of 10 MB'],
	['torn', 'answer', 'an answer that is no JSON'],
	['deep', 'answer', 'an answer of 100,000 levels'],
	['page', 'answer', 'a page in place of an answer'],
	['loop', 'answer', 'a redirect, which is not followed,'],
	['broken', 'unreached', 'a fault of the provider']]) {
	double.mode = mode
	await refused(`${what} is no confirmation`, fault)
}
double.mode = 'good'
for (const [realm, fault, what] of [
	['other', 'mixed', 'a document of another issuer'],
	['plain', 'answer', 'an address without TLS'],
	['file', 'answer', 'an address of a file'],
	['script', 'answer', 'an address that is a script'],
	['none', 'answer', 'a document without keys'],
	['large', 'answer', 'a document of 10 MB'],
	['torn', 'answer', 'a document that is no JSON'],
	['loop', 'answer', 'a document that is elsewhere'],
	['broken', 'unreached', 'a provider with a fault'],
	['gone/deeper', 'answer', 'a document that is not there']]) {
	double.asked.length = 0
	await by_double(realm)
	await refused(`${what} leads nowhere`, fault)
	if (realm === 'loop')
		so(double.asked.length === 1, 'no redirect is gone after',
			double.asked.length)
}
await by_double('nobody', { identity_issuer: 'http://127.0.0.1:1' })
await refused('where nobody listens it is said', 'unreached')
{
	double.mode = 'slow'
	await by_double('good4')
	const waiting = [1, 2, 3, 4, 5, 6].map(() => refused(
		'who keeps us waiting is not waited for', 'timeout'))
	const begun = Date.now()

	await new Promise(done => setTimeout(done, 1500))
	const answers = await Promise.all([1, 2, 3, 4].map(() => fetch(
		`${server.at}/en/news/letters`)))
	const shut = await fetch(`${server.at}/office/sign-in`)

	so(answers.every(a => a.status === 200) && shut.status === 200 &&
		Date.now() - begun < 4500,
	'and everybody else is answered meanwhile', Date.now() - begun)
	await Promise.all(waiting)
	so(Date.now() - begun < 14000, 'nor by one after the other',
		Date.now() - begun)
}

// ---- what is left of it ----

{
	const text = typed.text.slice(0, 8)
	const store = sql('.dump').replaceAll("''", "'")
	const ways = sql('SELECT hex(sealed) FROM comment_way')
	const comments = await (await fetch(`${server.at}/api/v1/comments`,
		{ headers: { Accept: 'application/json',
			Authorization: `Bearer ${token}` } })).text()
	const mark = sql('SELECT lower(hex(token)) FROM comment_identity')
		.split('\n')[0]

	for (const word of [subject, 'Kim Gyoryu', 'kim@example.org',
		'an-access-token', 'a-code'])
		so(!store.includes(word) && !store.includes(Buffer.from(word)
			.toString('hex').toUpperCase()) && !server.said.includes(
			word), `${word} is neither kept nor logged`,
		server.said.split('\n').find(l => l.includes(word)))
	so(ways.length > 1000 && !ways.includes(Buffer.from(text)
		.toString('hex').toUpperCase()),
	'what is kept for a way cannot be read in the store')
	so(mark.length === 64 && !comments.includes(mark) &&
		!comments.includes('identity'),
	'no token is in what programs read')
	so(!server.said.includes(secret), 'the client secret is not logged')
	so(server.said.includes("a token of the provider's is meant for " +
		'another client'), 'the log says what was wrong with a token')
}

server.kill('SIGTERM')
so(await server.ended === 0, 'the server ends as it should')
real.server.closeAllConnections()
double.server.closeAllConnections()
real.server.close()
double.server.close()
process.exit(failures > 0 ? 1 : 0)
