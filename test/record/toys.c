/* SPDX-License-Identifier: Apache-2.0 */
/* Kinds of record for the tests alone: between them every kind of field, and
 * every flag. */
#include "record.h"

static const struct field maker_fields[] = {
	{ "slug", FIELD_SLUG },
	{ "name", FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 100 },
	{ "boss", FIELD_REF, FILTERED, .to = &entity_maker },
	{ "toys", FIELD_REFS, .to = &entity_toy },
	{0}
};

const struct entity entity_maker = {
	.name = "maker", .plural = "makers", .fields = maker_fields,
	.title = "name boss+", .order = "name",
	.read = ROLE_ANYONE, .write = ROLE_WRITERS,
};

static const struct field part_rows[] = {
	{ "label", FIELD_TEXT, REQUIRED | SEARCHED, .max = 100 },
	{ "count", FIELD_INTEGER, .preset = "1" },
	{ "on",    FIELD_DATE },
	{ "cost",  FIELD_MONEY },
	{ "maker", FIELD_REF, .to = &entity_maker },
	{ "paper", FIELD_FILE },
	{ "code",  FIELD_SECRET, .read = ROLE_STAFF },
	{ "note",  FIELD_TEXT, SEARCHED, .read = ROLE_STAFF },
	{0}
};

static const struct field toy_fields[] = {
	{ "slug",    FIELD_SLUG, LISTED },
	{ "label",   FIELD_TEXT, REQUIRED | LISTED | FILTERED | SEARCHED, .max = 300 },
	{ "code",    FIELD_TEXT, UNIQUE | LISTED, .max = 20 },
	{ "serial",  FIELD_INTEGER, UNIQUE },
	{ "name",    FIELD_WORDS, LISTED | SEARCHED, .max = 200 },
	{ "about",   FIELD_PROSE, SEARCHED, .max = 5000 },
	{ "count",   FIELD_INTEGER, LISTED | FILTERED },
	{ "weight",  FIELD_DECIMAL, LISTED | FILTERED, .places = 3, .unit = "kg" },
	{ "price",   FIELD_MONEY, LISTED },
	{ "made_on", FIELD_DATE, LISTED | FILTERED },
	{ "sold",    FIELD_MOMENT, LISTED | FILTERED },
	{ "state",   FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "draft shown", .preset = "draft" },
	{ "safe",    FIELD_FLAG, LISTED | FILTERED },
	{ "maker",   FIELD_REF, LISTED | FILTERED, .to = &entity_maker },
	{ "makers",  FIELD_REFS, LISTED | FILTERED, .to = &entity_maker, .max = 5 },
	{ "parts",   FIELD_ROWS, .rows = part_rows, .max = 5 },
	{ "place",   FIELD_PLACE, LISTED },
	{ "country", FIELD_COUNTRY, LISTED | FILTERED },
	{ "tongue",  FIELD_LANGUAGE, LISTED },
	{ "mail",    FIELD_MAIL, PERSONAL | LISTED, .read = ROLE_STAFF },
	{ "phone",   FIELD_PHONE, PERSONAL, .read = ROLE_STAFF },
	{ "web",     FIELD_WEB, LISTED },
	{ "picture", FIELD_FILE },
	{ "key",     FIELD_SECRET, .read = ROLE_OFFICER | ROLE_SYSTEM, .write = ROLE_OFFICER | ROLE_SYSTEM },
	{ "given",   FIELD_INTEGER, GIVEN },
	{ "inner",   FIELD_TEXT, SEARCHED | FILTERED, .read = ROLE_STAFF },
	{0}
};

const struct entity entity_toy = {
	.name = "toy", .plural = "toys", .fields = toy_fields,
	.title = "name label", .order = "-made_on",
	.read = ROLE_ANYONE, .write = ROLE_WRITERS,
	.open = { "state", "shown" }, .page = "/toys/{slug}",
};

const struct entity *const toy_kinds[] = { &entity_toy, &entity_maker, NULL };
