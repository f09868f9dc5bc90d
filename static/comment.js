// SPDX-License-Identifier: Apache-2.0
/*
 * The box beneath an article does all it must without this script.  With it
 * the text is counted, and whoever can use neither picture nor sound lets the
 * device reckon in the number's place: it looks for the n below `most` for
 * which SHA-256(ticket "." n) is target, in a worker (this same file), or
 * where there is none a little at a time.  When very many comments come in it
 * does so for everybody who writes, and their comments do not wait for that.
 */
'use strict'

const K = new Uint32Array(64), H0 = new Uint32Array(8)

/* The constants of FIPS 180-4: of the roots of the first primes 32 bits. */
for (let p = 2, n = 0; n < 64; p++) {
	let prime = true

	for (let d = 2; d * d <= p; d++)
		prime = prime && p % d !== 0
	if (!prime)
		continue
	if (n < 8)
		H0[n] = (Math.sqrt(p) % 1) * 4294967296
	K[n++] = (Math.cbrt(p) % 1) * 4294967296
}

const W = new Uint32Array(64)

/* One block of 16 words, in W, on to the state h. */
function block(h) {
	let a = h[0], b = h[1], c = h[2], d = h[3]
	let e = h[4], f = h[5], g = h[6], k = h[7]

	for (let i = 16; i < 64; i++) {
		const x = W[i - 15], y = W[i - 2]

		W[i] = W[i - 16] + W[i - 7] +
			((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) +
			((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10)
	}
	for (let i = 0; i < 64; i++) {
		const s = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^
			(e >>> 25 | e << 7)
		const t = k + s + (e & f ^ ~e & g) + K[i] + W[i] | 0
		const u = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^
			(a >>> 22 | a << 10)

		k = g
		g = f
		f = e
		e = d + t | 0
		d = c
		c = b
		b = a
		a = t + u + (c & d ^ c & b ^ d & b) | 0
	}
	h[0] += a
	h[1] += b
	h[2] += c
	h[3] += d
	h[4] += e
	h[5] += f
	h[6] += g
	h[7] += k
}

/* A search that goes on where it stopped: what is the same of every try is
 * hashed once, and of the rest only as many blocks as it takes. */
function search(task) {
	const start = task.ticket + '.'
	const whole = start.length >> 6 << 6, rest = start.slice(whole)
	const before = H0.slice(), h = new Uint32Array(8)
	const target = task.target.match(/.{8}/g).map(x => parseInt(x, 16))
	let n = 0

	const word = (text, i) => text.charCodeAt(i) << 24 |
		text.charCodeAt(i + 1) << 16 | text.charCodeAt(i + 2) << 8 |
		text.charCodeAt(i + 3)

	for (let at = 0; at < whole; at += 64) {
		for (let i = 0; i < 16; i++)
			W[i] = word(start, at + 4 * i)
		block(before)
	}

	function right() {
		const text = rest + n
		const size = text.length + 9 > 64 ? 128 : 64

		h.set(before)
		for (let at = 0; at < size; at += 64) {
			for (let i = 0; i < 16; i++)
				W[i] = 0
			for (let i = at; i < at + 64 && i <= text.length; i++)
				W[i - at >> 2] |= (i < text.length ?
					text.charCodeAt(i) : 128) << 24 - i % 4 * 8
			if (at + 64 === size)
				W[15] = 8 * (whole + text.length)
			block(h)
		}
		return h[0] === target[0] && target.every((x, i) => x === h[i])
	}

	/* Tries some more; the answer, -1: there was none, null: go on. */
	return function (some) {
		for (; some > 0 && n < task.most; some--, n++)
			if (right())
				return { answer: n, at: 100 }
		return { answer: n < task.most ? null : -1,
			at: Math.floor(100 * n / task.most) }
	}
}

/* ---- as a worker ---- */

if (typeof document === 'undefined') {
	onmessage = event => {
		const more = search(event.data)
		let now

		do
			postMessage(now = more(20000))
		while (now.answer === null)
	}
} else
	for (const form of document.querySelectorAll('form[data-work]'))
		box(form, document.currentScript.src)

/* ---- in the page ---- */

function box(form, source) {
	const says = form.dataset, status = form.querySelector('[data-status]')
	const stop = form.querySelector('[data-stop]')
	const neither = form.elements.neither
	let stopped = null, told = 0, asked = false

	function tell(text) {
		status.textContent = text
	}

	function count() {
		const text = form.elements.text.value, out =
			form.querySelector('[data-count]')
		const n = window.Intl && Intl.Segmenter ?
			[...new Intl.Segmenter().segment(text)].length :
			[...text].length

		out.textContent = says.counted.replace('{0}',
			n.toLocaleString(document.documentElement.lang))
	}

	/* For who listens, not more often than every four seconds. */
	function progress(at) {
		if (Date.now() - told < 4000 && told > 0)
			return
		told = Date.now()
		tell((neither.checked ? says.going : says.busy)
			.replace('{0}', at))
	}

	function done(task, answer) {
		stop.hidden = true
		stopped = null
		if (answer < 0)
			return tell(says.failed)
		form.elements.work.value = task.ticket
		form.elements.worked.value = answer
		tell(neither.checked ? says.done : says.ready)
	}

	function slices(task) {
		const more = search(task)
		let timer = 0

		function some() {
			const until = Date.now() + 12
			let now

			do
				now = more(200)
			while (now.answer === null && Date.now() < until)
			if (now.answer !== null)
				return done(task, now.answer)
			progress(now.at)
			timer = setTimeout(some, 8)
		}
		timer = setTimeout(some, 0)
		return () => clearTimeout(timer)
	}

	function reckon(task) {
		let worker

		told = 0
		stop.hidden = false
		try {
			worker = new Worker(source)
		} catch {
			stopped = slices(task)
			return
		}
		worker.onmessage = event => {
			if (event.data.answer === null)
				return progress(event.data.at)
			worker.terminate()
			done(task, event.data.answer)
		}
		worker.onerror = event => {
			event.preventDefault()
			worker.terminate()
			stopped = slices(task)
		}
		worker.postMessage(task)
		stopped = () => worker.terminate()
	}

	async function begin() {
		if (stopped || form.elements.worked.value !== '')
			return
		asked = true
		stopped = () => {}
		try {
			const reply = await fetch(says.work, {
				credentials: 'same-origin',
				headers: { 'Accept': 'application/json' } })

			if (!reply.ok)
				throw new Error(String(reply.status))
			const task = await reply.json()

			if (stopped && (neither.checked || task.busy))
				return reckon(task)
		} catch {
			if (neither.checked)
				tell(says.failed)
		}
		stopped = null
	}

	function end(text) {
		if (stopped)
			stopped()
		stopped = null
		stop.hidden = true
		tell(text)
	}

	tell(says.offer)
	neither.addEventListener('change', () => {
		if (!neither.checked)
			end(says.offer)
		else if (form.elements.worked.value !== '')
			tell(says.done)
		else
			begin()
	})
	stop.firstElementChild.addEventListener('click', () => {
		neither.focus()
		end(says.over)
	})
	form.elements.text.addEventListener('focus', () => asked || begin())
	form.elements.text.addEventListener('input', count)
	count()
}
