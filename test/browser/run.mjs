/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Gyoryu in a real browser:
 *
 *	GYORYU=build/gyoryu node test/browser/run.mjs [PART…]
 *
 * Starts a demonstration of its own and stops it.  Prints "ok SENTENCE" or
 * "not ok SENTENCE" with lines "# …" before what is not so; ends with 0 when
 * all is so.  A part is public, office, sight, hostile, api or markup.
 */
import { begin } from './stage.mjs'
import { walk_office } from './office.mjs'
import { walk_public } from './public.mjs'
import { walk_sight } from './sight.mjs'

const wanted = process.argv.slice(2)
const stage = await begin()
const part = async (name, walk) => {
	const begun = Date.now()

	if (wanted.length === 0 || wanted.includes(name))
		await walk()
	if (process.env.SECONDS_TOLD)
		console.log(`# ${name}: ${(Date.now() - begun) / 1000} s`)
}

try {
	await part('public', async () => {
		await walk_public(stage, true)
		await walk_public(stage, false)
	})
	await part('office', () => walk_office(stage))
	await part('sight', () => walk_sight(stage))
	await stage.prove('nothing but this machine was asked for anything',
		fault => stage.abroad.forEach(fault))
	await stage.prove('no page opened a dialog',
		fault => stage.dialogs.forEach(fault))
	await stage.prove('the browser had nothing to complain of',
		fault => stage.complaints.forEach(fault))
} finally {
	await stage.end()
}
process.exitCode = stage.failed > 0 || stage.passed === 0 ? 1 : 0
