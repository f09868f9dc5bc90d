/* SPDX-License-Identifier: Apache-2.0 */
/* Tables that are wrong, and the code under which each is refused. */
#include <stdio.h>
#include <string.h>

#include "record.h"

#define ALL .read = ROLE_ANYONE, .write = ROLE_WRITERS
#define STAFF .read = ROLE_STAFF, .write = ROLE_WRITERS
/* Fields of a table that is all in one place. */
#define FIELDS .fields = (const struct field[])
#define ROWS .rows = (const struct field[])

extern const struct entity entity_lost;
const struct entity entity_lost = { .name = "lost", .plural = "losts", ALL,
	FIELDS { { "a", FIELD_TEXT }, {0} } };

static const struct entity good = { .name = "good", .plural = "goods", ALL,
	.title = "a b+", .order = "-a",
	FIELDS { { "a", FIELD_TEXT }, { "b", FIELD_FLAG }, {0} } };

static const struct {
	const char *faults;    /* "E04 E08": in this order */
	struct entity of;
} bad[] = {
	{ "", { .name = "a_1", .plural = "as", ALL, FIELDS {
		{ "a", FIELD_TEXT, UNIQUE, .min = 1, .max = 1 },
		{ "r", FIELD_REF, UNIQUE, .to = &good },
		{ "rows", FIELD_ROWS, ROWS { { "a", FIELD_TEXT }, {0} } },
		{0} } } },
	{ "", { .name = "a", .plural = "as", ALL, .owned = "r",
		.shared = { "r", "f" }, FIELDS { { "f", FIELD_FLAG },
		{ "r", FIELD_REF, .to = &good }, {0} } } },
	{ "E01", { .name = NULL, .plural = "as", ALL,
		FIELDS { { "a", FIELD_TEXT }, {0} } } },
	{ "E01", { .name = "Toy", .plural = "as", ALL,
		FIELDS { { "a", FIELD_TEXT }, {0} } } },
	{ "E01", { .name = "a", .plural = "", ALL,
		FIELDS { { "a", FIELD_TEXT }, {0} } } },
	{ "E01", { .name = "a\"b", .plural = "as", ALL,
		FIELDS { { "a", FIELD_TEXT }, {0} } } },
	{ "E01", { .name = "a", .plural = "as", ALL } },
	{ "E02", { .name = "good", .plural = "as", ALL,
		FIELDS { { "a", FIELD_TEXT }, {0} } } },
	{ "E02", { .name = "a", .plural = "goods", ALL,
		FIELDS { { "a", FIELD_TEXT }, {0} } } },
	{ "E03 E12", { .name = "a", .plural = "as", .write = ROLE_WRITERS,
		FIELDS { { "a", FIELD_TEXT, .read = ROLE_READER }, {0} } } },
	{ "E03", { .name = "a", .plural = "as", .read = ROLE_ANYONE,
		FIELDS { { "a", FIELD_TEXT }, {0} } } },
	{ "E04", { .name = "a", .plural = "as", ALL,
		FIELDS { { "made-on", FIELD_TEXT }, {0} } } },
	{ "E04", { .name = "a", .plural = "as", ALL,
		FIELDS { { "1st", FIELD_TEXT }, {0} } } },
	{ "E04", { .name = "a", .plural = "as", ALL, FIELDS {
		{ "a", FIELD_TEXT }, { "a", FIELD_FLAG }, {0} } } },
	{ "E04", { .name = "a", .plural = "as", ALL, FIELDS {
		{ "a", FIELD_ROWS, ROWS { { "", FIELD_TEXT }, {0} } }, {0} } } },
	{ "E04", { .name = "a", .plural = "as", ALL,
		FIELDS { { "made", FIELD_DATE }, {0} } } },
	{ "E04", { .name = "a", .plural = "as", ALL, FIELDS { { "a",
		FIELD_ROWS, ROWS { { "owner", FIELD_TEXT }, {0} } }, {0} } } },
	{ "E05", { .name = "a", .plural = "as", ALL,
		FIELDS { { "a" }, {0} } } },
	{ "E05", { .name = "a", .plural = "as", ALL,
		FIELDS { { "a", FIELD__MAX }, {0} } } },
	{ "E06", { .name = "a", .plural = "as", ALL,
		FIELDS { { "a", FIELD_REF }, {0} } } },
	{ "E06", { .name = "a", .plural = "as", ALL,
		FIELDS { { "a", FIELD_REFS, .to = &entity_lost }, {0} } } },
	{ "E07", { .name = "a", .plural = "as", ALL,
		FIELDS { { "a", FIELD_CHOICE }, {0} } } },
	{ "E07", { .name = "a", .plural = "as", ALL, FIELDS {
		{ "a", FIELD_CHOICE, .choices = "b c", .preset = "d" }, {0} } } },
	{ "E07", { .name = "a", .plural = "as", ALL,
		FIELDS { { "a", FIELD_CHOICES }, {0} } } },
	{ "E08", { .name = "a", .plural = "as", ALL,
		FIELDS { { "a", FIELD_ROWS }, {0} } } },
	{ "E08", { .name = "a", .plural = "as", ALL, FIELDS {
		{ "a", FIELD_ROWS, ROWS { { "b", FIELD_ROWS, ROWS {
		{ "c", FIELD_TEXT }, {0} } }, {0} } }, {0} } } },
	{ "E08", { .name = "a", .plural = "as", ALL, FIELDS { { "a",
		FIELD_ROWS, ROWS { { "b", FIELD_REFS, .to = &good }, {0} } },
		{0} } } },
	{ "E09", { .name = "a", .plural = "as", ALL, .title = "a b+",
		FIELDS { { "a", FIELD_TEXT }, {0} } } },
	{ "E09", { .name = "a", .plural = "as", ALL, .order = "-b",
		FIELDS { { "a", FIELD_TEXT }, {0} } } },
	{ "E09", { .name = "a", .plural = "as", ALL, .open = { "b", "c" },
		FIELDS { { "a", FIELD_TEXT }, {0} } } },
	{ "E10", { .name = "a", .plural = "as", ALL, .open = { "a", "c" },
		FIELDS { { "a", FIELD_TEXT }, {0} } } },
	{ "E11", { .name = "a", .plural = "as", ALL,
		FIELDS { { "a", FIELD_WORDS, UNIQUE }, {0} } } },
	{ "E11", { .name = "a", .plural = "as", ALL,
		FIELDS { { "a", FIELD_REFS, UNIQUE, .to = &good }, {0} } } },
	{ "E12", { .name = "a", .plural = "as", STAFF,
		FIELDS { { "a", FIELD_TEXT, .read = ROLE_ANYONE }, {0} } } },
	{ "E12", { .name = "a", .plural = "as", STAFF, FIELDS { { "a",
		FIELD_ROWS, ROWS { { "b", FIELD_TEXT, .read = ROLE_PARTNER },
		{0} } }, {0} } } },
	{ "E13", { .name = "a", .plural = "as", ALL,
		FIELDS { { "a", FIELD_TEXT, .min = 3, .max = 2 }, {0} } } },
	{ "E14", { .name = "a", .plural = "as", ALL,
		FIELDS { { "a", FIELD_MAIL, PERSONAL }, {0} } } },
	{ "E12 E14", { .name = "a", .plural = "as", STAFF, FIELDS { { "a",
		FIELD_MAIL, PERSONAL, .read = ROLE_ANYONE }, {0} } } },
	{ "E15", { .name = "a", .plural = "as", ALL, .within = "a",
		FIELDS { { "a", FIELD_TEXT }, {0} } } },
	{ "E15", { .name = "a", .plural = "as", ALL, .within = "b",
		FIELDS { { "a", FIELD_REF, .to = &good }, {0} } } },
	{ "E18", { .name = "a", .plural = "as", ALL,
		.gate = { "a", "d", &good, "a" }, FIELDS {
		{ "a", FIELD_CHOICE, .choices = "b c" }, {0} } } },
	{ "E18", { .name = "a", .plural = "as", ALL, .gate = { "a", "b" },
		FIELDS { { "a", FIELD_CHOICE, .choices = "b c" }, {0} } } },
	{ "E19", { .name = "a", .plural = "as", ALL,
		FIELDS { { "a", FIELD_TEXT }, { "b", FIELD_TEXT,
		.along = { "a" } }, {0} } } },
	{ "E19", { .name = "a", .plural = "as", ALL,
		FIELDS { { "a", FIELD_MONEY }, { "b", FIELD_REFS, .to = &good,
		.along = { "a" } }, {0} } } },
	{ "E19", { .name = "a", .plural = "as", ALL,
		FIELDS { { "b", FIELD_REFS, .to = &good, .along = { "c" } },
		{0} } } },
	{ "E16", { .name = "a", .plural = "as", .read = ROLE_STAFF |
		ROLE_PARTNER, .write = ROLE_WRITERS,
		FIELDS { { "a", FIELD_MAIL, PERSONAL }, {0} } } },
	{ "E16", { .name = "a", .plural = "as", ALL, FIELDS { { "a",
		FIELD_ROWS, ROWS { { "b", FIELD_TEXT, PERSONAL,
		.read = ROLE_STAFF | ROLE_PARTNER }, {0} } }, {0} } } },
	{ "E17", { .name = "a", .plural = "as", ALL, .owned = "a",
		FIELDS { { "a", FIELD_TEXT }, {0} } } },
	{ "E17", { .name = "a", .plural = "as", ALL, .owned = "b",
		FIELDS { { "a", FIELD_TEXT }, {0} } } },
	{ "E17", { .name = "a", .plural = "as", ALL, .shared = { "a", NULL },
		FIELDS { { "a", FIELD_TEXT }, {0} } } },
	{ "E17", { .name = "a", .plural = "as", ALL, .shared = { "r", "a" },
		FIELDS { { "a", FIELD_TEXT },
		{ "r", FIELD_REF, .to = &good }, {0} } } },
	{ "E17", { .name = "a", .plural = "as", STAFF, .shared = { "id",
		NULL }, FIELDS { { "a", FIELD_TEXT }, {0} } } },
	{ "E05 E09", { .name = "a", .plural = "as", ALL, .title = "b",
		FIELDS { { "a" }, {0} } } },
};

/* "E04 E08" of the lines that were said; a code twice running once. */
static const char *
codes(struct arena *a, const char *faults)
{
	struct buf out = buf_in(a, 4000);

	while (*faults != '\0') {
		const char *code = strlen(faults) > 10 ?
			arena_copy(a, faults + 7, 3) : "?";

		CHECK(strncmp(faults, "entity.E", 8) == 0);
		if (out.n < 3 || strcmp(out.at + out.n - 3, code) != 0)
			buf_printf(&out, "%s%s", out.n > 0 ? " " : "", code);
		faults = strchr(faults, '\n') + 1;
	}
	return out.at;
}

static void
refused(struct arena *a)
{
	static const uint8_t key[SECRET_KEY] = { 7 };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const struct entity *all[] = { &good, &bad[i].of, NULL };
		struct buf faults = buf_in(a, 1 << 16);
		const struct catalogue *c = catalogue_open(a, all, key,
			&faults);

		CHECK_TEXT(codes(a, faults.at), bad[i].faults);
		CHECK((c == NULL) == (*bad[i].faults != '\0'));
	}
}

static void
by_name(struct arena *a)
{
	struct visit *v = store_new(a);

	CHECK(catalogue_entity(v->catalogue, "toy") == &entity_toy);
	CHECK(catalogue_entity(v->catalogue, "makers") == &entity_maker);
	CHECK(catalogue_entity(v->catalogue, "tie") == NULL);
	CHECK(catalogue_entity(v->catalogue, "") == NULL);
}

const struct test catalogue_tests[] = {
	{ "each wrong table is refused under its code", refused },
	{ "a kind is found by its name or its plural", by_name },
	{0}
};
