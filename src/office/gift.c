/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Gifts, given and received: what it was, what it was worth, who gave it to
 * whom, and where it went; those received may have to be declared.
 */
#include "inside.h"

static const struct field gift_fields[] = {
	{ "item",      FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 200 },
	{ "tie",       FIELD_REF, REQUIRED | LISTED | FILTERED, .to = &entity_tie },
	{ "direction", FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "given received" },
	{ "on",        FIELD_DATE, REQUIRED | LISTED | FILTERED },
	{ "exchange",  FIELD_REF, FILTERED, .to = &entity_exchange },
	{ "occasion",  FIELD_WORDS, SEARCHED, .max = 200 },
	{ "giver",     FIELD_WORDS, .max = 200 },
	{ "receiver",  FIELD_WORDS, .max = 200 },
	{ "maker",     FIELD_WORDS, .max = 200 },
	{ "story",     FIELD_PROSE, SEARCHED, .max = 4000 },
	{ "value",     FIELD_MONEY, LISTED, .max = 100000000000000, .read = ROLE_STAFF },
	{ "declared",  FIELD_DATE, FILTERED, .read = ROLE_STAFF },
	{ "went",      FIELD_CHOICE, FILTERED, .choices = "kept shown handed-over returned used", .read = ROLE_STAFF },
	{ "picture",   FIELD_FILE, 0 },
	{ "public",    FIELD_FLAG, FILTERED },
	{ "shared",    FIELD_FLAG, FILTERED },
	{ "notes",     FIELD_TEXT, .max = 4000, .read = ROLE_STAFF },
	{ "sample",    FIELD_FLAG, FILTERED },
	{ "office",    FIELD_REF, GIVEN | FILTERED, .to = &entity_office, .read = ROLE_STAFF },
	{0}
};

const struct entity entity_gift = {
	.name = "gift", .plural = "gifts", .fields = gift_fields,
	.title = "item", .order = "-on",
	.read = ROLE_ANYONE, .write = ROLE_WRITERS,
	.open = { "public", "true" },
	.owned = "office", .shared = { "tie", "shared" },
};
