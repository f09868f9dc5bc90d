/* SPDX-License-Identifier: Apache-2.0 */
/* What a program does: reads the description, and writes with a token that a
 * person made on the account's page. */
import { Validator } from '@seriousme/openapi-schema-validator'

/* A token of the administrator's, made in the browser. */
export async function token_of(stage) {
	const page = await stage.open({})

	await stage.sign_in(page, 'admin')
	await stage.go(page, '/office/account')
	await page.fill('main [name=label]', 'A program of the tests')
	await stage.press(page, page.locator(
		'form[action="/office/account/token"] button'))
	const token = (await page.locator('.key').first().innerText())
		.replaceAll(/\s/g, '')

	await page.context().close()
	return token
}

export function ask(stage, token, method, path, body, more = {}) {
	return fetch(stage.base + path, { method, redirect: 'manual',
		headers: { ...token && { authorization: `Bearer ${token}` },
			...body && { 'content-type': 'application/json' },
			...more },
		body: body && JSON.stringify(body) })
}

async function describe(stage, token, fault) {
	for (const who of [null, token]) {
		const response = await ask(stage, who, 'GET',
			'/api/openapi.json')
		const told = await new Validator().validate(
			await response.json())

		if (!told.valid)
			fault(`for ${who ? 'an administrator' : 'anybody'}: ` +
				JSON.stringify(told.errors).slice(0, 1500))
	}
}

async function write(stage, token, fault) {
	const expect = async (status, response) => {
		if (response.status !== status)
			fault(`${response.status}, not ${status}: ${
				(await response.text()).slice(0, 300)}`)
		return response
	}
	const made = await expect(201, await ask(stage, token, 'POST',
		'/api/v1/cities', { name: { en: 'Program City' },
			country: 'KR', slug: 'program-city' }))
	const at = made.headers.get('location')

	await expect(422, await ask(stage, token, 'POST', '/api/v1/cities',
		{ country: 'KR' }))
	await expect(401, await ask(stage, 'gyoryu_nonsense', 'GET', at))
	await expect(401, await ask(stage, null, 'POST', '/api/v1/cities',
		{ name: { en: 'No one' }, country: 'KR' }))
	const changed = await expect(200, await ask(stage, token, 'PATCH', at,
		{ population: 1234 }, { 'if-match': made.headers.get('etag') }))

	if ((await changed.json()).population !== 1234)
		fault('the change is not in the answer')
	await expect(409, await ask(stage, token, 'PATCH', at,
		{ population: 9 }, { 'if-match': made.headers.get('etag') }))
	await expect(200, await ask(stage, null, 'GET', at))
	await expect(200, await fetch(`${stage.base}/en/cities/program-city`))
	await expect(204, await ask(stage, token, 'DELETE', at))
	await expect(404, await ask(stage, null, 'GET', at))
	await expect(404, await fetch(`${stage.base}/en/cities/program-city`))
}

export async function walk_api(stage) {
	let token

	await stage.prove('a token is made on the account\'s page', async () => {
		token = await token_of(stage)
		if (!/^gyoryu_\w{20,}/.test(token))
			throw new Error(`it is ${token}`)
	})
	await stage.prove('the description of the API holds to OpenAPI',
		fault => describe(stage, token, fault))
	await stage.prove('a program makes, changes and hides a record, and citizens see it at once',
		fault => write(stage, token, fault))
}
