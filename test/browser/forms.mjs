/* SPDX-License-Identifier: Apache-2.0 */
/* How a person fills in a form of the office, without scripts. */

/* Opens whatever a field is folded away in. */
async function unfold(page, selector) {
	const folded = page.locator(`details:not([open]):has(${selector}) > summary`)

	while (await folded.count() > 0)
		await folded.first().click()
}

/* Puts a value in where the field of that name stands: typed, chosen, ticked. */
export async function put(page, name, value) {
	const selector = `[name="${name}"]:not([type=hidden])`

	await unfold(page, selector)
	const field = page.locator(`main ${selector}`)
	const tag = await field.first().evaluate(e => e.localName + ':' + e.type)

	if (tag.startsWith('select'))
		await field.selectOption(value)
	else if (tag === 'input:checkbox' && value === true)
		await field.check()
	else if (tag === 'input:checkbox')
		await page.locator(`main ${selector}[value="${value}"]`).check()
	else if (tag === 'input:file')
		await field.setInputFiles(value)
	else
		await field.fill(value)
}

export async function put_all(page, fields) {
	for (const [name, value] of Object.entries(fields))
		await put(page, name, value)
}

/* What stands in the field of that name. */
export async function stands(page, name) {
	return page.locator(`main [name="${name}"]:not([type=hidden])`)
		.first().inputValue()
}

/* The button that keeps the form. */
export function save(page) {
	return page.locator('main form.form button[type=submit].button-main')
}

/* The button that asks for one more row. */
export function more(page, field) {
	return page.locator(`main button[name=_more][value="${field}"]`)
}
