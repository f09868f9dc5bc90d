// SPDX-License-Identifier: Apache-2.0
//
// A server is killed while programs and readers write to it, again and again:
//
//	node test/kill/run.mjs ROUNDS
//
// Writers make cities and count one up, each waiting for its answer.  Readers
// leave comments through the form, an officer shows some of them, and all the
// while the article's page is read out of the cache.  What was answered with
// 201, 200 or 303 must be there when the server is started again, as it was
// answered; the page must show what was shown; and `gyoryu check` must find
// the store and its history whole.  $GYORYU is the program, $GYORYU_STORE (or nothing) the store.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request, Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const rounds = Number(process.argv[2] ?? 3)
const program = process.env.GYORYU ?? 'build/gyoryu'
const home = mkdtempSync(join(tmpdir(), 'gyoryu-kill-'))
const data = join(home, 'data')
const where = ['--data', data]
if (process.env.GYORYU_STORE)
	where.push('--store', process.env.GYORYU_STORE)
const writers = 8
const readers = 8
const page = '/en/news/letters'

let failures = 0
let server = null

function said (so, sentence, ...why) {
	for (const line of so ? [] : why)
		console.log(`# ${line}`)
	console.log(`${so ? 'ok' : 'not ok'} ${sentence}`)
	if (!so)
		failures++
}

function run (...words) {
	const done = spawnSync(program, [...words, ...where],
		{ encoding: 'utf8' })

	if (done.status !== 0)
		throw new Error(`${words[0]}: ${done.stderr || done.error}`)
	return done.stdout
}

// ---- the server ----

function start () {
	return new Promise((resolve, reject) => {
		const child = spawn(program, ['serve', '--listen',
			'127.0.0.1:0', '--proxy', '127.0.0.1', ...where],
		{ stdio: ['ignore', 'pipe', 'pipe'] })
		let out = ''
		let err = ''

		child.stdout.on('data', more => {
			out += more
			const at = out.match(/listening on http:\/\/(\S+)\n/)

			if (at) {
				child.port = Number(at[1].split(':').pop())
				resolve(child)
			}
		})
		child.stderr.on('data', more => { err += more })
		child.ended = new Promise(end => child.on('exit', end))
		child.on('exit', code => reject(new Error(
			`the server ended with ${code}: ${err}`)))
	})
}

// {status, body}, or null when nobody answers any more.
function ask (agent, port, token, method, path, body) {
	return new Promise(resolve => {
		const text = body === undefined ? '' : JSON.stringify(body)
		const asked = request({ agent, port, host: '127.0.0.1', method,
			path, headers: {
				'Content-Type': 'application/json',
				'Content-Length': Buffer.byteLength(text),
				Authorization: `Bearer ${token}`
			} }, reply => {
			let got = ''

			reply.setEncoding('utf8')
			reply.on('data', more => { got += more })
			reply.on('error', () => resolve(null))
			reply.on('end', () => {
				try {
					resolve({ status: reply.statusCode,
						body: JSON.parse(got) })
				} catch {
					resolve(null)
				}
			})
		})
		asked.on('error', () => resolve(null))
		asked.end(text)
	})
}

// {status, location, text}, or null.  Each from a network of its own.
let networks = 0

function browse (agent, port, path, form) {
	return new Promise(resolve => {
		const body = form ? new URLSearchParams(form).toString() : ''
		const n = ++networks
		const asked = request({ agent, port, host: '127.0.0.1',
			method: form ? 'POST' : 'GET', path, headers: {
				Accept: 'text/html',
				'X-Forwarded-For': `10.${n >> 8 & 255}.` +
					`${n & 255}.7`,
				...form && { 'Content-Length':
					Buffer.byteLength(body), 'Content-Type':
					'application/x-www-form-urlencoded' }
			} }, reply => {
			let text = ''

			reply.setEncoding('utf8')
			reply.on('data', more => { text += more })
			reply.on('error', () => resolve(null))
			reply.on('end', () => resolve({ text,
				status: reply.statusCode,
				location: reply.headers.location }))
		})
		asked.on('error', () => resolve(null))
		asked.end(body)
	})
}

function pause (ms) {
	return new Promise(resolve => setTimeout(resolve, ms))
}

// ---- one writer ----

// Everything that was acknowledged: id -> {name, population}.
const there = new Map()
let refused = 0

async function write (n, round, port, token) {
	const agent = new Agent({ keepAlive: true, maxSockets: 1 })
	let own = null
	let count = 0

	for (;;) {
		const name = `city ${round} ${n} ${count++}`
		const made = own === null
			? await ask(agent, port, token, 'POST',
				'/api/v1/cities', { name: { en: name },
					country: 'KR', population: 0 })
			: await ask(agent, port, token, 'PATCH',
				`/api/v1/cities/${own.id}`,
				{ revision: own.revision, population: count })

		if (made === null)
			break
		if (made.status !== 201 && made.status !== 200) {
			refused++
			break
		}
		there.set(made.body.id, { revision: made.body.revision,
			population: made.body.population })
		own = made.status === 201 || count % 5 !== 0 ? made.body : null
	}
	agent.destroy()
}

// ---- one reader ----

// Comments that were acknowledged: id -> text.  shown: those that an officer
// was told are shown.
const comments = new Map()
const shown = new Set()

async function leave (n, round, port, token) {
	const agent = new Agent({ keepAlive: true, maxSockets: 1 })

	for (let i = 0; ; i++) {
		const form = await browse(agent, port, `${page}/comments`)
		const sealed = form?.text.match(/name="sealed" value="(\w+)"/)

		if (!sealed)
			break
		const text = `comment ${round} ${n} ${i} of a reader`
		const left = await browse(agent, port, `${page}/comments`, {
			nickname: `reader ${n}`, password: 'four', text,
			sealed: sealed[1], neither: '1', what: 'leave' })

		if (left === null)
			break
		if (left.status !== 303) {
			refused++
			break
		}
		const id = left.location.split('/').pop()

		comments.set(id, text)
		await browse(agent, port, page)
		if (n !== 0)
			continue
		const made = await ask(agent, port, token, 'PATCH',
			`/api/v1/comments/${id}`,
			{ revision: 1, state: 'shown' })

		if (made === null)
			break
		if (made.status === 200)
			shown.add(id)
		else
			refused++
	}
	agent.destroy()
}

// A kept page must not be older than what was acknowledged.
async function missing (port) {
	const agent = new Agent()
	const got = await browse(agent, port, page)

	agent.destroy()
	return [...shown].slice(-50).filter(id =>
		!got?.text.includes(comments.get(id)))
		.map(id => `${comments.get(id)} is not on the page`)
}

// ---- one round ----

function exported (kind) {
	const found = new Map()

	for (const line of run('export', '--kind', kind).split('\n'))
		if (line !== '') {
			const one = JSON.parse(line)

			found.set(one.id, one)
		}
	return found
}

function lost () {
	const found = exported('city')
	const left = exported('comment')
	const out = []

	for (const [id, text] of comments) {
		if (left.get(id)?.text !== text)
			out.push(`the comment ${id} is gone`)
		else if (shown.has(id) && left.get(id).state !== 'shown')
			out.push(`the comment ${id} is not shown`)
	}

	for (const [id, was] of there) {
		const is = found.get(id)

		// One more may have been written than was acknowledged.
		if (is === undefined)
			out.push(`${id} is gone`)
		else if (is.population < was.population)
			out.push(`${id} counts ${is.population}, ` +
				`not ${was.population}`)
	}
	return out
}

async function play (round, token) {
	const before = there.size
	const said_before = comments.size
	const tasks = []

	server = await start()
	const old = await missing(server.port)

	for (let n = 0; n < writers; n++)
		tasks.push(write(n, round, server.port, token))
	for (let n = 0; n < readers; n++)
		tasks.push(leave(n, round, server.port, token))
	// On a busy machine the first answers take their time.
	for (let i = 0; i < 1000 && (there.size < before + writers ||
	    comments.size < said_before + readers); i++)
		await pause(10)
	await pause((round * 137) % 500)
	process.kill(server.pid, 'SIGKILL')
	await server.ended
	server = null
	await Promise.all(tasks)

	const gone = old.concat(lost())
	const check = spawnSync(program, ['check', ...where],
		{ encoding: 'utf8' })
	const cause = refused > 0 ? [`${refused} were refused`] : []

	if (check.status !== 0)
		cause.push(...(check.stdout + check.stderr).trim().split('\n'))
	said(gone.length === 0 && cause.length === 0 &&
		there.size > before && comments.size > said_before,
		`killed ${round + 1}: what was acknowledged is there ` +
		`(${there.size} records, ${comments.size} comments, ` +
		`${shown.size} of them shown)`, ...gone.slice(0, 10), ...cause,
		`${there.size - before} were made in this round`)
}

try {
	run('init')
	writeFileSync(join(home, 'password'), 'correct horse battery\n')
	writeFileSync(join(home, 'seed.jsonl'), [
		{ kind: 'office', name: { original: 'en', en: 'An office' },
			zone: 'Asia/Seoul', comments: 'none' },
		{ kind: 'article', slug: 'letters', state: 'published',
			published: '2024-11-08T07:10:00+09:00[Asia/Seoul]',
			headline: { original: 'en', en: 'Letters' },
			body: { original: 'en', en: 'Many letters.' } }
	].map(one => JSON.stringify(one)).join('\n') + '\n')
	run('import', join(home, 'seed.jsonl'))
	run('user', 'add', 'writer', '--roles', 'officer editor', '--password-file',
		join(home, 'password'))
	const token = run('user', 'token', 'writer').trim()

	for (let round = 0; round < rounds; round++)
		await play(round, token)
} catch (why) {
	said(false, 'the rounds can be played', why.message)
} finally {
	if (server !== null)
		process.kill(server.pid, 'SIGKILL')
	rmSync(home, { recursive: true, force: true })
}
process.exit(failures > 0 ? 1 : 0)
