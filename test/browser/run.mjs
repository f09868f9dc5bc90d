/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Gyoryu in a real browser:
 *
 *	GYORYU=build/gyoryu node test/browser/run.mjs [PART…]
 *
 * Starts a demonstration of its own and stops it.  Prints "ok SENTENCE" or
 * "not ok SENTENCE" with lines "# …" before what is not so; ends with 0 when
 * all is so.  A part is public, comments, takeover, office, press, sight, api,
 * hostile or markup; those that change what is there come after those that look
 * at it.
 */
import { begin } from './stage.mjs'
import { walk_api } from './api.mjs'
import { walk_comments } from './comments.mjs'
import { walk_hostile } from './hostile.mjs'
import { walk_markup } from './markup.mjs'
import { walk_office } from './office.mjs'
import { walk_press } from './press.mjs'
import { walk_public } from './public.mjs'
import { walk_sight } from './sight.mjs'
import { walk_takeover } from './takeover.mjs'

const wanted = process.argv.slice(2)

/* Runs a part, if it is wanted. */
async function part(name, walk) {
	const begun = Date.now()

	if (wanted.length > 0 && !wanted.includes(name))
		return
	await walk()
	console.log(`# ${name}: ${((Date.now() - begun) / 1000).toFixed(1)} s`)
}

async function all(stage) {
	await Promise.all([
		part('public', () => walk_public(stage)),
		part('sight', () => walk_sight(stage)),
	])
	await part('comments', () => walk_comments(stage))
	await part('takeover', () => walk_takeover(stage))
	await part('office', () => walk_office(stage))
	await part('press', () => walk_press(stage))
	await part('markup', () => walk_markup(stage))
	await part('api', () => walk_api(stage))
	await part('hostile', () => walk_hostile(stage))
	await stage.prove('nothing but this machine was asked for anything',
		fault => stage.abroad.forEach(fault))
	await stage.prove('no page opened a dialog',
		fault => stage.dialogs.forEach(fault))
	await stage.prove('the browser had nothing to complain of',
		fault => stage.complaints.forEach(fault))
}

const stage = await begin()

try {
	await all(stage)
} finally {
	await stage.end()
}
process.exitCode = stage.failed > 0 || stage.passed === 0 ? 1 : 0
