// SPDX-License-Identifier: Apache-2.0
/*
 * Comments looked after by keys: j and k go from one to the next, x ticks it,
 * and each button that names a key in data-key answers to it.  Every key can
 * be switched off, for those whose speech or hands would press them by
 * mistake; without this script the buttons do all of it.
 */
'use strict'

{
	const cards = [...document.querySelectorAll('.moderate')]
	const form = document.getElementById('moderation')
	const help = document.getElementById('keys')
	const onBox = document.querySelector('[data-keys-on]')
	const off = 'moderation keys off', last = 'moderation place'
	const get = (area, name) => {
		try { return area.getItem(name) } catch { return null }
	}
	const set = (area, name, value) => {
		try {
			if (value === null) area.removeItem(name)
			else area.setItem(name, value)
		} catch { /* it is forgotten */ }
	}

	const at = () => cards.indexOf(document.activeElement?.closest?.('.moderate'))

	function go(i) {
		const card = cards[Math.max(0, Math.min(i, cards.length - 1))]

		card?.focus()
		card?.scrollIntoView({ block: 'nearest' })
	}

	function count() {
		const n = form.querySelectorAll('.pick:checked').length

		form.querySelector('[data-ticked]').textContent = n || ''
	}

	/* A button with that key, of this comment or else of the page. */
	function press(key, card) {
		const button = card?.querySelector(`[data-key="${key}"]`) ||
			document.querySelector(`form.last [data-key="${key}"]`)

		button?.click()
		if (button?.tagName === 'SUMMARY')
			button.nextElementSibling.querySelector('select, textarea')?.focus()
		return button
	}

	const keys = {
		j: i => go(i + 1), ArrowDown: i => go(i + 1),
		k: i => go(i - 1), ArrowUp: i => go(i - 1),
		x: i => cards[i]?.querySelector('.pick').click(),
		'?': () => help.showModal(),
	}

	document.addEventListener('keydown', event => {
		const typing = event.target.closest?.('input:not(.pick), select, textarea, dialog')
		const key = event.key

		if (!onBox.checked || typing || event.ctrlKey || event.metaKey ||
			event.altKey || event.isComposing)
			return
		/* Arrows turn the page until one of the comments is chosen. */
		if (key.startsWith('Arrow') && at() < 0)
			return
		if (keys[key])
			keys[key](at())
		else if (!'shrtu'.includes(key) || !press(key, cards[at()]))
			return
		event.preventDefault()
	})

	if (form) {
		for (const hidden of document.querySelectorAll('[data-keys], [data-keys-help]'))
			hidden.hidden = false
		onBox.checked = get(localStorage, off) === null
		onBox.addEventListener('change', () =>
			set(localStorage, off, onBox.checked ? null : '1'))
		document.querySelector('[data-keys-help]').addEventListener('click',
			() => help.showModal())
		form.addEventListener('change', count)
		/* The one that moves up into the place of what went is the next. */
		form.addEventListener('submit', () =>
			set(sessionStorage, last, at() < 0 ? null : String(at())))
		if (get(sessionStorage, last) !== null && !location.hash)
			go(Number(get(sessionStorage, last)))
		set(sessionStorage, last, null)
		count()
	}
}
