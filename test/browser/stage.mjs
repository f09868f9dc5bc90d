/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stage that the walks are played on: a demonstration server of its own,
 * a real browser, and a record of what went wrong beneath what the walks look
 * at (requests to elsewhere, dialogs, complaints of the browser).
 *
 *	const stage = await begin()
 *	const page = await stage.open({ lang: 'ko', scripts: false })
 *	await stage.go(page, '/ko/')
 *	await stage.prove('a sentence that is true', async fault => { … })
 *	await stage.end()
 *
 * Every page that a walk goes to is kept as it was sent, for markup.mjs.
 */
import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const house = new URL('../../', import.meta.url)
const switches = ['--no-sandbox', '--disable-gpu', '--disable-quic',
	'--no-first-run', '--disable-background-networking',
	'--disable-component-update', '--disable-sync']
const locales = { ko: 'ko-KR', en: 'en-GB', zh: 'zh-CN', ja: 'ja-JP' }

export const langs = ['ko', 'en', 'zh', 'ja']
export const html = { ko: 'ko', en: 'en', zh: 'zh-Hans', ja: 'ja' }

const messages = Object.fromEntries(langs.map(lang => [lang, JSON.parse(
	readFileSync(new URL(`messages/${lang}.json`, house)))]))

/* The text under a dotted key. */
export function t(lang, key) {
	const text = key.split('.').reduce((at, name) => at?.[name],
		messages[lang])

	if (typeof text !== 'string')
		throw new Error(`messages/${lang}.json has no ${key}`)
	return text
}

/* The part of a message before its first argument. */
export function stem(lang, key) {
	return t(lang, key).split('{')[0].trim()
}

export const namespaces = Object.keys(messages.en)

/* Where a conformance suite lies. */
export function shared(path) {
	const folder = process.env.GYORYU_SHARED ||
		new URL('../shared', house).pathname

	return readFileSync(`${folder}/data/${path}`, 'utf8')
}

/* ---- the server ---- */

function serve() {
	const program = process.env.GYORYU ||
		new URL('build/gyoryu', house).pathname
	/* So that people of a walk can come from somewhere else; see open. */
	const child = spawn(program, ['demo', '--listen', '127.0.0.1:0',
		'--proxy', '127.0.0.1'])
	let said = ''

	/* Whoever stops the tests stops their server. */
	process.on('exit', () => child.kill())
	for (const signal of ['SIGINT', 'SIGTERM'])
		process.on(signal, () => process.exit(1))
	return new Promise((done, failed) => {
		const hear = bytes => {
			said += bytes
			const at = /listening on (http:\S+)/.exec(said)

			if (at)
				done({ child, base: at[1], said: () => said,
					passwords: passwords(said) })
		}

		child.stdout.on('data', hear)
		child.stderr.on('data', hear)
		child.on('error', failed)
		child.on('exit', code => failed(new Error(
			`${program} ended with ${code}: ${said}`)))
	})
}

function passwords(said) {
	return Object.fromEntries([...said.matchAll(
		/^ {2}(\w+) +(\S+) +\(/gm)].map(at => [at[1], at[2]]))
}

function chromium_path() {
	return execFileSync('sh', ['-c', 'command -v chromium'],
		{ encoding: 'utf8' }).trim()
}

/* ---- the stage ---- */

class Stage {
	passed = 0
	failed = 0
	kept = new Map()   /* what a page is -> its HTML */
	abroad = []        /* requests that left this machine */
	dialogs = []
	complaints = []    /* of the browser's console, and errors of scripts */

	/* Says whether a sentence is true; fault(why) and exceptions deny it. */
	async prove(sentence, walk) {
		const faults = []

		try {
			await walk(why => faults.push(why))
		} catch (error) {
			faults.push(error.stack.split('\n').slice(0, 8)
				.join('\n'))
		}
		for (const why of faults.slice(0, 12))
			console.log('# ' + why.replaceAll('\n', '\n#   '))
		if (faults.length > 12)
			console.log(`# … and ${faults.length - 12} more`)
		console.log(faults.length ? 'not ok' : 'ok', sentence)
		faults.length ? this.failed++ : this.passed++
	}

	/* A new person at a new browser window; from: the address that a proxy
	 * says is theirs. */
	async open({ lang = 'en', locale, scripts = true, width = 1280,
			height = 900, scale = 1, dark = false, from } = {}) {
		const context = await this.browser.newContext({
			viewport: { width, height }, deviceScaleFactor: scale,
			locale: locale ?? locales[lang],
			javaScriptEnabled: scripts,
			colorScheme: dark ? 'dark' : 'light',
			reducedMotion: 'reduce',
			extraHTTPHeaders: from ? { 'X-Forwarded-For': from } :
				{},
		})
		const page = await context.newPage()

		context.setDefaultTimeout(15000)
		this.watch(context, page)
		return page
	}

	watch(context, page) {
		context.on('request', request => {
			const url = request.url()

			if (!url.startsWith(this.base + '/') &&
				!/^(data|blob|about):/.test(url))
				this.abroad.push(`${page.url()} asks for ${url}`)
		})
		page.on('dialog', async dialog => {
			this.dialogs.push(`${page.url()}: ${dialog.message()}`)
			await dialog.dismiss()
		})
		page.on('pageerror', error => this.complaints.push(
			`${page.url()}: ${error.message}`))
		page.on('console', message => {
			/* That a page is refused is told by its status. */
			if (message.type() === 'error' &&
				!/server responded with a status/.test(
					message.text()))
				this.complaints.push(
					`${page.url()}: ${message.text()}`)
		})
	}

	/* Goes to a path, and keeps what was sent. */
	async go(page, path) {
		const response = await page.goto(this.base + path,
			{ waitUntil: 'load' })

		await this.keep(page, response)
		return response
	}

	/* Presses what leads to another page. */
	async press(page, locator) {
		const [response] = await Promise.all([
			page.waitForNavigation({ waitUntil: 'load' }),
			locator.click(),
		])

		await this.keep(page, response)
		return response
	}

	async keep(page, response) {
		const type = response?.headers()['content-type'] ?? ''

		if (!type.startsWith('text/html'))
			return
		this.kept.set(`${response.status()} ${response.request()
			.method()} ${page.url().slice(this.base.length)}`,
			await response.text())
	}

	/* Signs in as one of the sample accounts. */
	async sign_in(page, login) {
		await this.go(page, '/office/sign-in')
		await page.fill('[name=login]', login)
		await page.fill('[name=password]', this.passwords[login])
		await this.press(page, page.locator('main form button'))
		if (new URL(page.url()).pathname !== '/office/')
			throw new Error(`${login} was not let in`)
	}

	async end() {
		await this.browser?.close()
		if (this.server.child.exitCode === null) {
			this.server.child.removeAllListeners('exit')
			const over = new Promise(done =>
				this.server.child.once('exit', done))

			process.kill(this.server.child.pid)
			await over
		}
	}
}

export async function begin() {
	const stage = new Stage()

	stage.server = await serve()
	stage.base = stage.server.base
	stage.passwords = stage.server.passwords
	try {
		/* A folder of its own each time is what launch() makes. */
		stage.browser = await chromium.launch({
			executablePath: chromium_path(), headless: true,
			args: switches })
	} catch (error) {
		await stage.end()
		throw error
	}
	return stage
}
