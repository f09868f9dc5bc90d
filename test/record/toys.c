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
	{ "uses",    FIELD_CHOICES, LISTED | FILTERED, .choices = "play show sell" },
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

/* ---- houses that share a store, and friends whom they show things ---- */

static const struct field house_fields[] = {
	{ "slug", FIELD_SLUG },
	{ "name", FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 100 },
	{0}
};

const struct entity entity_house = {
	.name = "house", .plural = "houses", .fields = house_fields,
	.title = "name", .order = "name", .owned = "id",
	.read = ROLE_ANYONE, .write = ROLE_WRITERS,
};

#define HOUSE { "house", FIELD_REF, GIVEN | FILTERED, .to = &entity_house, .read = ROLE_STAFF }
#define FRIENDS (ROLE_STAFF | ROLE_PARTNER)

static const struct field friend_fields[] = {
	{ "slug",  FIELD_SLUG },
	{ "name",  FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 100 },
	{ "terms", FIELD_TEXT, FILTERED | SEARCHED, .max = 100, .read = FRIENDS },
	HOUSE,
	{0}
};

const struct entity entity_friend = {
	.name = "friend", .plural = "friends", .fields = friend_fields,
	.title = "name", .order = "name", .page = "/friends/{slug}",
	.owned = "house", .shared = { "id", NULL },
	.read = ROLE_ANYONE, .write = ROLE_WRITERS,
};

static const struct field guest_rows[] = {
	{ "who",  FIELD_REF, REQUIRED, .to = &entity_maker },
	{ "note", FIELD_TEXT, .max = 100, .read = FRIENDS },
	{0}
};

static const struct field game_fields[] = {
	{ "slug",    FIELD_SLUG },
	{ "name",    FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 100 },
	{ "type",    FIELD_CHOICE, LISTED | FILTERED, .choices = "ball board" },
	{ "on",      FIELD_DATE, LISTED | FILTERED },
	{ "friends", FIELD_REFS, LISTED | FILTERED, .to = &entity_friend, .along = { "on", "type" } },
	{ "prize",   FIELD_MONEY, LISTED },
	{ "players", FIELD_INTEGER, .min = 0, .max = 1000000 },
	{ "rounds",  FIELD_INTEGER, .min = 0, .max = 10000 },
	{ "far",     FIELD_DECIMAL, .places = 2 },
	{ "country", FIELD_COUNTRY, FILTERED },
	{ "winner",  FIELD_REF, FILTERED, .to = &entity_maker },
	{ "guests",  FIELD_ROWS, .rows = guest_rows, .max = 20 },
	{ "about",   FIELD_PROSE, SEARCHED, .max = 5000 },
	{ "inner",   FIELD_TEXT, LISTED | FILTERED | SEARCHED, .max = 100, .read = FRIENDS },
	{ "paper",   FIELD_FILE },
	{ "notes",   FIELD_TEXT, SEARCHED, .max = 100, .read = ROLE_STAFF },
	{ "fee",     FIELD_INTEGER, PERSONAL, .read = ROLE_STAFF },
	{ "public",  FIELD_FLAG, FILTERED },
	{ "shared",  FIELD_FLAG, FILTERED },
	HOUSE,
	{0}
};

const struct entity entity_game = {
	.name = "game", .plural = "games", .fields = game_fields,
	.title = "name", .order = "-on", .page = "/games/{slug}",
	.owned = "house", .shared = { "friends", "shared" },
	.open = { "public", "true" },
	.read = ROLE_ANYONE, .write = ROLE_WRITERS | ROLE_PARTNER,
};

static const struct field remark_fields[] = {
	{ "game", FIELD_REF, REQUIRED | FILTERED, .to = &entity_game },
	{ "text", FIELD_TEXT, REQUIRED | LISTED | SEARCHED, .max = 100 },
	HOUSE,
	{0}
};

const struct entity entity_remark = {
	.name = "remark", .plural = "remarks", .fields = remark_fields,
	.title = "text", .order = "text", .owned = "house", .within = "game",
	.read = ROLE_ANYONE, .write = ROLE_WRITERS,
};

static const struct field scheme_fields[] = {
	{ "friend", FIELD_REF, REQUIRED | FILTERED, .to = &entity_friend },
	{ "text",   FIELD_TEXT, REQUIRED | LISTED, .max = 100 },
	{ "shared", FIELD_FLAG, FILTERED },
	HOUSE,
	{0}
};

const struct entity entity_scheme = {
	.name = "scheme", .plural = "schemes", .fields = scheme_fields,
	.title = "text", .order = "text", .owned = "house",
	.shared = { "friend", "shared" },
	.read = FRIENDS, .write = ROLE_WRITERS,
};

static const struct field porter_fields[] = {
	{ "name",  FIELD_TEXT, REQUIRED | UNIQUE | LISTED, .max = 100 },
	{ "house", FIELD_REF, FILTERED, .to = &entity_house },
	{0}
};

const struct entity entity_porter = {
	.name = "porter", .plural = "porters", .fields = porter_fields,
	.title = "name", .order = "name", .owned = "house", .apart = true,
	.read = ROLE_ADMINS, .write = ROLE_ADMINS,
};

const struct entity *const house_kinds[] = { &entity_house, &entity_friend,
	&entity_game, &entity_remark, &entity_scheme, &entity_porter,
	&entity_maker, &entity_toy, NULL };
