// SPDX-License-Identifier: Apache-2.0
/*
 * Keeps what is typed into a form with data-keep, a few seconds after the
 * typing stops, and says every minute that the form is open.  Files stay with
 * the form.  Without this script the button "keep as draft" does the same.
 */
'use strict'

for (const form of document.querySelectorAll('form[data-keep]')) {
	const status = form.querySelector('[data-kept]')
	const others = form.querySelector('[data-others]')
	const wait = 3000, beat = 60000
	let timer = 0, last = body(true), busy = false, over = false

	function body(whole) {
		const out = new URLSearchParams()

		for (const [name, value] of new FormData(form))
			if (typeof value === 'string' &&
				(whole || name === '_csrf' || name === '_revision'))
				out.append(name, value)
		return out.toString()
	}

	function say(answer) {
		if (answer.taken) {
			over = true
			status.textContent = answer.taken
			status.classList.add('notice')
		} else if (answer.says)
			status.textContent = answer.says
		others.textContent = (answer.others || []).map(o => o.says)
			.join(' ')
	}

	async function send(text) {
		if (busy || over)
			return false
		busy = true
		try {
			const reply = await fetch(form.dataset.keep, {
				method: 'POST', credentials: 'same-origin',
				headers: { 'Accept': 'application/json',
					'Content-Type':
						'application/x-www-form-urlencoded' },
				body: text })

			if (!reply.ok)
				throw new Error(String(reply.status))
			say(await reply.json())
			return true
		} catch {
			status.textContent = form.dataset.failed
			return false
		} finally {
			busy = false
		}
	}

	async function keep() {
		const now = body(true)

		if (now !== last && await send(now))
			last = now
		else if (now !== last && !over)
			timer = setTimeout(keep, wait)
	}

	form.addEventListener('input', () => {
		clearTimeout(timer)
		timer = setTimeout(keep, wait)
	})
	form.addEventListener('submit', () => {
		clearTimeout(timer)
		over = true
	})
	setInterval(() => send(body(false) + '&_beat=1'), beat)
}
