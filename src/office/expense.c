/* SPDX-License-Identifier: Apache-2.0 */
/* Money that a tie has cost, a line each: what for, how much, who bore it. */
#include "inside.h"

static const struct field expense_fields[] = {
	{ "what",     FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 200 },
	{ "tie",      FIELD_REF, REQUIRED | LISTED | FILTERED, .to = &entity_tie },
	{ "exchange", FIELD_REF, FILTERED, .to = &entity_exchange },
	{ "on",       FIELD_DATE, REQUIRED | LISTED | FILTERED },
	{ "type",     FIELD_CHOICE, REQUIRED | FILTERED, .choices = "air lodging meals car interpreter translation gift event allowance insurance other" },
	{ "payer",    FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "ours theirs third" },
	{ "amount",   FIELD_MONEY, REQUIRED | LISTED },
	{ "budget",   FIELD_WORDS, .max = 200 },
	{ "paper",    FIELD_FILE, 0 },
	{ "notes",    FIELD_TEXT, .max = 4000 },
	{ "sample",   FIELD_FLAG, FILTERED },
	{ "office",   FIELD_REF, GIVEN | FILTERED, .to = &entity_office },
	{0}
};

const struct entity entity_expense = {
	.name = "expense", .plural = "expenses", .fields = expense_fields,
	.title = "what", .order = "-on",
	.read = ROLE_STAFF, .write = ROLE_WRITERS,
	.owned = "office",
};
