// SPDX-License-Identifier: Apache-2.0
//
// A server is killed while programs write to it, again and again:
//
//	node test/kill/run.mjs ROUNDS
//
// Writers make cities and count one up, each waiting for its answer.  What was
// answered with 201 or 200 must be there when the server is started again, as
// it was answered; and `gyoryu check` must find the store and its history
// whole.  $GYORYU is the program, $GYORYU_STORE (or nothing) the store.
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
			'127.0.0.1:0', ...where],
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

// ---- one round ----

function exported () {
	const found = new Map()

	for (const line of run('export', '--kind', 'city').split('\n'))
		if (line !== '') {
			const one = JSON.parse(line)

			found.set(one.id, one)
		}
	return found
}

function lost () {
	const found = exported()
	const out = []

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
	const tasks = []

	server = await start()
	for (let n = 0; n < writers; n++)
		tasks.push(write(n, round, server.port, token))
	// On a busy machine the first answers take their time.
	for (let i = 0; i < 1000 && there.size < before + writers; i++)
		await pause(10)
	await pause((round * 137) % 500)
	process.kill(server.pid, 'SIGKILL')
	await server.ended
	server = null
	await Promise.all(tasks)

	const gone = lost()
	const check = spawnSync(program, ['check', ...where],
		{ encoding: 'utf8' })
	const cause = refused > 0 ? [`${refused} were refused`] : []

	if (check.status !== 0)
		cause.push(...(check.stdout + check.stderr).trim().split('\n'))
	said(gone.length === 0 && cause.length === 0 && there.size > before,
		`killed ${round + 1}: what was acknowledged is there ` +
		`(${there.size} records)`, ...gone.slice(0, 10), ...cause,
		`${there.size - before} were made in this round`)
}

try {
	run('init')
	writeFileSync(join(home, 'password'), 'correct horse battery\n')
	run('user', 'add', 'writer', '--roles', 'officer', '--password-file',
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
