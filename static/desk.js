/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The translation desk without leaving the page.  Every form works without
 * this; here it is sent by fetch, the next sentence is put in the page's place,
 * findings follow as one types, and what could not be sent stays in the field
 * and in this browser until it can.
 */
(() => {
	'use strict';
	const root = () => document.getElementById('translation');
	const form = () => document.getElementById('desk-form');
	const field = () => document.getElementById('desk-text');
	let before = '', begun = 0, spent = 0, asking = 0, timer = 0, nextTerm = 0;
	let busy = false;

	const key = () => 'desk ' + location.pathname + ' ' +
		form().elements.to.value + ' ' + form().elements.at.value;
	const store = {
		get(name) {
			try { return localStorage.getItem(name); } catch { return null; }
		},
		set(name, value) {
			try {
				if (value === null) localStorage.removeItem(name);
				else localStorage.setItem(name, value);
			} catch { /* it stays in the field */ }
		},
	};

	function say(text, wrong) {
		const line = document.getElementById('desk-said');
		line.textContent = text;
		line.className = text === '' ? '' : wrong ? 'notice-bad' : 'done';
	}

	/* ---- time that was spent, as long as the page is looked at ---- */

	function rest() {
		if (begun > 0)
			spent += Math.min(Date.now() - begun, 120000);
		begun = 0;
	}
	function touch() {
		rest();
		begun = Date.now();
	}

	/* ---- findings ---- */

	function findings(list) {
		const ul = document.getElementById('desk-findings');
		ul.replaceChildren(...list.map(one => {
			const li = document.createElement('li');
			const grade = document.createElement('span');
			li.dataset.grade = one.grade;
			grade.className = 'grade';
			grade.textContent = one.grade_says;
			li.append(grade, ' ', one.says);
			return li;
		}));
	}
	async function check() {
		const f = form();
		if (!f || field().value.trim() === '')
			return f && findings([]);
		const mine = ++asking;
		try {
			const reply = await send(f, f.dataset.check);
			if (mine === asking && reply.ok)
				findings((await reply.json()).findings);
		} catch { /* they come with the next letter, or when it is saved */ }
	}

	/* ---- sending ---- */

	function send(f, action, act) {
		const body = new URLSearchParams(new FormData(f));
		if (act)
			body.set(act.name, act.value);
		return fetch(action || f.action, {
			method: 'POST', body, headers: { Accept: 'application/json' },
			credentials: 'same-origin',
		});
	}
	async function show(href, push) {
		const reply = await fetch(href, { headers: { Accept: 'text/html' } });
		const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
		const fresh = page.getElementById('translation');
		if (!reply.ok || !fresh)
			return location.assign(href);
		root().replaceWith(document.adoptNode(fresh));
		document.title = page.title;
		if (push)
			history.replaceState(null, '', href.replace(/&said=[a-z-]+/, ''));
		open();
	}
	function why(problem) {
		const told = problem.problems || problem.errors || [];
		return told.map(p => p.says || p.detail || '').filter(Boolean).join(' ') ||
			problem.detail || problem.title || '';
	}
	function clash(problem) {
		const now = problem.current, f = form();
		if (!now)
			return;
		let box = document.getElementById('desk-theirs');
		if (!box) {
			box = document.createElement('p');
			box.id = 'desk-theirs';
			box.className = 'theirs';
			box.lang = field().lang;
			f.before(box);
		}
		box.textContent = now.target;
		/* Whoever saves now has seen it. */
		f.elements.was.value = now.was;
		if (f.elements.of.value !== now.of) {
			f.elements.of.value = now.of;
			document.querySelector('.is-open .src').textContent = now.source;
		}
	}
	async function save(act) {
		const f = form(), words = root().dataset;
		if (!f || busy)
			return;
		rest();
		f.elements.seconds.value = String(Math.min(900, Math.round(spent / 1000)));
		busy = true;
		say(words.saving);
		try {
			const reply = await send(f, f.action, { name: 'act', value: act });
			const told = await reply.json();
			if (!reply.ok) {
				say(why(told), true);
				if (reply.status === 409)
					clash(told);
				return;
			}
			store.set(key(), null);
			before = field().value;
			await show(told.next, true);
			say(told.says);
		} catch {
			store.set(key(), field().value);
			say(words.offline, true);
		} finally {
			busy = false;
			touch();
		}
	}

	/* ---- what is offered ---- */

	function put(from) {
		const f = form();
		for (const name of ['offer', 'origin', 'by', 'engine', 'unit', 'seal'])
			f.elements[name].value = from.elements[name].value;
		field().value = from.elements.offer.value;
		field().focus();
		check();
	}
	function take(n) {
		const offers = document.querySelectorAll('form.offer');
		if (offers[n - 1])
			put(offers[n - 1]);
	}
	function insert(text) {
		const at = field();
		const from = at.selectionStart, to = at.selectionEnd;
		const left = at.value.slice(0, from);
		const gap = /[\p{Script=Latin}\d,.;:)]$/u.test(left) && /^[\p{Script=Latin}\d]/u.test(text) ? ' ' : '';
		at.setRangeText(gap + text, from, to, 'end');
		at.focus();
		check();
	}
	function term() {
		const all = document.querySelectorAll('button.term[name=insert]');
		if (all.length > 0)
			insert(all[nextTerm++ % all.length].value);
	}
	async function ask(button) {
		if (busy || !button)
			return;
		busy = true;
		say(root().dataset.saving);
		try {
			const f = form(), typed = field().value;
			const body = new URLSearchParams(new FormData(f));
			body.set('service', button.value);
			const reply = await fetch(button.dataset.ask, {
				method: 'POST', body, headers: { Accept: 'text/html' },
			});
			const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
			const fresh = page.getElementById('translation');
			if (fresh) {
				root().replaceWith(document.adoptNode(fresh));
				open(typed);
			}
		} catch {
			say(root().dataset.offline, true);
		} finally {
			busy = false;
		}
	}

	/* ---- the page ---- */

	function open(typed) {
		if (!form())
			return;
		const kept = store.get(key());
		before = field().value;
		spent = 0;
		nextTerm = 0;
		touch();
		if (typed !== undefined) {
			field().value = typed;
		} else if (kept !== null && kept !== before) {
			field().value = kept;
			say(root().dataset.restored, true);
		}
		field().focus({ preventScroll: true });
		field().closest('.sentence').scrollIntoView({ block: 'nearest' });
	}
	function go(where) {
		const link = document.querySelector('[data-go=' + where + ']');
		if (link)
			leave(link.href);
	}
	/* What was typed and not saved waits here. */
	function leave(href) {
		if (field() && field().value !== before)
			store.set(key(), field().value);
		show(href, true).catch(() => say(root().dataset.offline, true));
	}

	document.addEventListener('submit', e => {
		const by = e.submitter;
		if (e.target.classList.contains('offer')) {
			e.preventDefault();
			put(e.target);
		} else if (e.target.id === 'desk-form') {
			e.preventDefault();
			if (by && by.name === 'insert')
				insert(by.value);
			else if (by && by.dataset.ask)
				ask(by);
			else
				save(by && by.name === 'act' ? by.value : 'save');
		}
	});
	document.addEventListener('click', e => {
		const link = e.target.closest('[data-open], [data-go]');
		if (!link || e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0)
			return;
		e.preventDefault();
		leave(link.href);
	});
	document.addEventListener('input', e => {
		if (e.target.id !== 'desk-text')
			return;
		touch();
		clearTimeout(timer);
		timer = setTimeout(check, 350);
	});
	document.addEventListener('visibilitychange', () =>
		document.hidden ? rest() : touch());
	addEventListener('pagehide', () => {
		if (form() && field().value !== before)
			store.set(key(), field().value);
	});
	document.addEventListener('keydown', e => {
		const typing = e.target.closest('input, select, textarea');
		if (!root() || e.isComposing)
			return;
		if (e.key === '?' && !typing) {
			const keys = document.getElementById('desk-keys');
			e.preventDefault();
			keys.open = true;
			keys.querySelector('summary').focus();
			keys.scrollIntoView({ block: 'nearest' });
			return;
		}
		if (!form())
			return;
		if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
			e.preventDefault();
			save(e.shiftKey ? 'sign' : 'next');
		} else if (e.altKey && !e.ctrlKey && !e.metaKey) {
			const digit = /^Digit([1-9])$/.exec(e.code);
			const does = digit ? () => take(Number(digit[1])) : {
				KeyN: term, KeyJ: () => go('next'),
				KeyM: () => ask(document.querySelector('[data-ask]')),
				ArrowUp: () => go('before'), ArrowDown: () => go('behind'),
			}[e.code];
			if (does) {
				e.preventDefault();
				does();
			}
		}
	});

	/* ---- a run that goes on ---- */

	async function look() {
		const run = document.getElementById('run');
		if (!run || !run.dataset.again)
			return;
		try {
			const reply = await fetch(run.dataset.again, { headers: { Accept: 'text/html' } });
			const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
			const fresh = page.getElementById('run');
			if (fresh)
				run.replaceWith(document.adoptNode(fresh));
		} catch { /* once more */ }
		setTimeout(look, 1500);
	}
	setTimeout(look, 1500);

	if (root())
		open();
})();
