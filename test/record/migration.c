/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the tables that there were to those that there are: the statements, in
 * both dialects whichever engine is tried; what is refused; and a store that
 * is led along with its records.
 */
#include <stdio.h>
#include <string.h>

#include "record.h"

#define ALL .read = ROLE_ANYONE, .write = ROLE_SYSTEM
#define FIELDS .fields = (const struct field[])
#define ROWS .rows = (const struct field[])
#define STEPS (const struct migration_step[])

static const struct entity box = { .name = "box", .plural = "boxes", ALL,
	FIELDS { { "a", FIELD_TEXT }, {0} } };

static const struct {
	const char *says;
	struct entity from, to;    /* no name: no table */
	const struct migration_step *steps;
	const char *sql;           /* {text} as the dialect has it */
	const char *faults;        /* codes and what they name */
} pairs[] = {
	{ "nothing", box, box, NULL, "", "" },
	{ "a new field of each column", box, { .name = "box",
		.plural = "boxes", ALL, FIELDS { { "a", FIELD_TEXT },
		{ "w", FIELD_WORDS, FILTERED }, { "m", FIELD_MONEY },
		{ "p", FIELD_PLACE }, { "r", FIELD_REF, .to = &entity_maker },
		{ "k", FIELD_SECRET }, {0} } }, NULL,
		"ALTER TABLE \"box\" ADD COLUMN \"w\" {text};\n"
		"ALTER TABLE \"box\" ADD COLUMN \"w_key\" {blob};\n"
		"ALTER TABLE \"box\" ADD COLUMN \"m\" {int};\n"
		"ALTER TABLE \"box\" ADD COLUMN \"m_currency\" {text};\n"
		"ALTER TABLE \"box\" ADD COLUMN \"p_lat\" {real};\n"
		"ALTER TABLE \"box\" ADD COLUMN \"p_lon\" {real};\n"
		"ALTER TABLE \"box\" ADD COLUMN \"r\" {id};\n"
		"ALTER TABLE \"box\" ADD COLUMN \"k\" {blob};\n"
		"CREATE INDEX \"box_w_index\" ON \"box\" (\"w_key\", \"id\","
		" \"standing\");\n",
		"" },
	{ "a new field with rows", box, { .name = "box", .plural = "boxes",
		ALL, FIELDS { { "a", FIELD_TEXT }, { "s", FIELD_ROWS, ROWS {
		{ "on", FIELD_DATE }, {0} } }, {0} } }, NULL,
		"CREATE TABLE \"box_s\" (\n\t\"id\" {id} NOT NULL,\n"
		"\t\"owner\" {id} NOT NULL,\n\t\"place\" {int} NOT NULL,\n"
		"\t\"on\" {text},\n\tPRIMARY KEY (\"id\")\n){end};\n"
		"CREATE INDEX \"box_s_owner\" ON \"box_s\""
		" (\"owner\", \"place\");\n", "" },
	{ "what a reference keeps along", { .name = "box", .plural = "boxes",
		ALL, FIELDS { { "a", FIELD_TEXT }, { "b", FIELD_TEXT },
		{ "r", FIELD_REFS, .to = &entity_maker }, {0} } }, { .name =
		"box", .plural = "boxes", ALL, FIELDS { { "a", FIELD_TEXT },
		{ "b", FIELD_TEXT }, { "r", FIELD_REFS, .to = &entity_maker,
		.along = { "b", "a" } }, {0} } }, NULL,
		"ALTER TABLE \"box_r\" ADD COLUMN \"b\" {text};\n"
		"ALTER TABLE \"box_r\" ADD COLUMN \"a\" {text};\n"
		"UPDATE \"box_r\" SET \"b\" = (SELECT o.\"b\" FROM \"box\" o"
		" WHERE o.\"id\" = \"box_r\".\"owner\");\n"
		"UPDATE \"box_r\" SET \"a\" = (SELECT o.\"a\" FROM \"box\" o"
		" WHERE o.\"id\" = \"box_r\".\"owner\");\n"
		"CREATE INDEX \"box_r_b\" ON \"box_r\" (\"target\", \"b\","
		" \"owner\");\n"
		"CREATE INDEX \"box_r_a\" ON \"box_r\" (\"target\", \"a\","
		" \"b\", \"owner\");\n", "" },
	{ "the order of lists, which indexes go on in", { .name = "box",
		.plural = "boxes", ALL, FIELDS { { "a", FIELD_TEXT },
		{ "w", FIELD_WORDS }, { "b", FIELD_TEXT, FILTERED }, {0} } },
		{ .name = "box", .plural = "boxes", ALL, .order = "-w",
		FIELDS { { "a", FIELD_TEXT }, { "w", FIELD_WORDS },
		{ "b", FIELD_TEXT, FILTERED }, {0} } }, NULL,
		"DROP INDEX \"box_b_index\";\n"
		"CREATE INDEX \"box_w_index\" ON \"box\" (\"w_key\", \"id\","
		" \"standing\");\n"
		"CREATE INDEX \"box_b_index\" ON \"box\" (\"b\", \"w_key\","
		" \"id\", \"standing\");\n", "" },
	{ "an index that comes, one that changes, one that goes", { .name =
		"box", .plural = "boxes", ALL, FIELDS { { "a", FIELD_TEXT },
		{ "b", FIELD_TEXT, FILTERED }, { "c", FIELD_TEXT, FILTERED },
		{0} } }, { .name = "box", .plural = "boxes", ALL, .order = "a",
		FIELDS { { "a", FIELD_TEXT }, { "b", FIELD_TEXT, UNIQUE },
		{ "c", FIELD_TEXT }, {0} } }, NULL,
		"DROP INDEX \"box_b_index\";\nDROP INDEX \"box_c_index\";\n"
		"CREATE INDEX \"box_a_index\" ON \"box\" (\"a\", \"id\","
		" \"standing\");\n"
		"CREATE UNIQUE INDEX \"box_b_index\" ON \"box\" (\"b\");\n",
		"" },
	{ "a column that goes by a step", { .name = "box", .plural = "boxes",
		ALL, FIELDS { { "a", FIELD_TEXT }, { "b", FIELD_TEXT,
		FILTERED }, {0} } }, box, STEPS { { "box.b", NULL }, {0} },
		"DROP INDEX \"box_b_index\";\n"
		"ALTER TABLE \"box\" DROP COLUMN \"b\";\n", "" },
	{ "a column that is renamed, with its index", { .name = "box",
		.plural = "boxes", ALL, FIELDS { { "b", FIELD_TEXT, FILTERED },
		{0} } }, { .name = "box", .plural = "boxes", ALL, FIELDS {
		{ "c", FIELD_TEXT, FILTERED }, {0} } },
		STEPS { { "box.b", "box.c" }, {0} },
		"DROP INDEX \"box_b_index\";\n"
		"ALTER TABLE \"box\" RENAME COLUMN \"b\" TO \"c\";\n"
		"CREATE INDEX \"box_c_index\" ON \"box\" (\"c\", \"id\","
		" \"standing\");\n",
		"" },
	{ "a table that is renamed, and a column in it", box, { .name =
		"crate", .plural = "crates", ALL, FIELDS { { "b", FIELD_TEXT },
		{0} } }, STEPS { { "box", "crate" }, { "crate.a", "crate.b" },
		{0} },
		"ALTER TABLE \"box\" RENAME TO \"crate\";\n"
		"ALTER TABLE \"crate\" RENAME COLUMN \"a\" TO \"b\";\n", "" },
	{ "a table that goes by a step", box, { NULL },
		STEPS { { "box", NULL }, {0} }, "DROP TABLE \"box\";\n", "" },
	{ "steps that were done long ago", box, box, STEPS {
		{ "box.z", "box.a" }, { "box.y", NULL }, { "jar", "box" },
		{ "pot", NULL }, {0} }, "", "" },
	{ "a name that a step once gave and a later one took", box, { .name =
		"box", .plural = "boxes", ALL, FIELDS { { "a", FIELD_TEXT },
		{ "b", FIELD_TEXT }, {0} } }, STEPS { { "box.z", "box.b" },
		{ "box.b", NULL }, {0} },
		"ALTER TABLE \"box\" ADD COLUMN \"b\" {text};\n", "" },
	/* refused */
	{ "a table would go", box, { NULL }, NULL, NULL, "M01 box" },
	{ "a column would go", { .name = "box", .plural = "boxes", ALL,
		FIELDS { { "a", FIELD_TEXT }, { "w", FIELD_WORDS }, {0} } },
		box, STEPS { { "box.w", NULL }, {0} }, NULL,
		"M02 box.w_key" },
	{ "a field's own table would go", { .name = "box", .plural = "boxes",
		ALL, FIELDS { { "a", FIELD_TEXT }, { "r", FIELD_REFS,
		.to = &entity_maker }, {0} } }, box, NULL, NULL, "M01 box_r" },
	{ "a type would change", box, { .name = "box", .plural = "boxes", ALL,
		FIELDS { { "a", FIELD_INTEGER }, {0} } }, NULL, NULL,
		"M03 box.a" },
	{ "a type would change on the way", box, { .name = "box",
		.plural = "boxes", ALL, FIELDS { { "b", FIELD_INTEGER },
		{0} } }, STEPS { { "box.a", "box.b" }, {0} }, NULL,
		"M03 box.b" },
	{ "a column becomes a table", box, box, STEPS { { "box.a", "jar" },
		{ "box", "jar.a" }, {0} }, NULL, "M05 box.a, M05 box" },
	{ "two at once", { .name = "box", .plural = "boxes", ALL, FIELDS {
		{ "a", FIELD_TEXT }, { "b", FIELD_TEXT }, {0} } }, { .name =
		"box", .plural = "boxes", ALL, FIELDS { { "b", FIELD_FLAG },
		{0} } }, NULL, NULL, "M02 box.a, M03 box.b" },
};

static json_t *
schema(struct visit *v, const struct entity *of)
{
	static const uint8_t key[SECRET_KEY] = { 7 };
	struct buf faults = buf_in(v->arena, 1 << 16);
	const struct entity *all[2] = { of->name != NULL ? of : NULL, NULL };
	const struct entity *with_toys[] = { &entity_toy, &entity_maker,
		all[0], NULL };
	const struct catalogue *c = catalogue_open(v->arena, with_toys, key,
		&faults);

	CHECK_TEXT(faults.at, "");
	return keep(v, schema_of(c));
}

/* "M01 box, M03 box.a" of the lines that were said. */
static const char *
codes(struct arena *a, const char *faults)
{
	struct buf out = buf_in(a, 4000);

	for (; *faults != '\0'; faults = strchr(faults, '\n') + 1) {
		const char *code = faults + strlen("migration.");
		size_t name = strcspn(code + 4, " ");

		buf_printf(&out, "%s%.*s %.*s", out.n > 0 ? ", " : "", 3, code,
			(int)name, code + 4);
	}
	return out.at;
}

static void
statements(struct arena *a)
{
	struct visit *v = store_new(a);

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		for (enum db_engine e = 0; e < DB_ENGINE__MAX; e++) {
			struct buf sql = buf_in(a, 1 << 16);
			struct buf faults = buf_in(a, 1 << 16);
			enum err err = migration_print(
				schema(v, &pairs[i].from),
				schema(v, &pairs[i].to), pairs[i].steps, e,
				&sql, &faults);

			if (!CHECK_TEXT(codes(a, faults.at), pairs[i].faults) ||
			    !CHECK_INT(err, pairs[i].sql != NULL ? OK :
			    ERR_CONFLICT) || (pairs[i].sql != NULL &&
			    !CHECK_TEXT(sql.at, db_expand(a, e,
			    pairs[i].sql))))
				printf("# %s\n", pairs[i].says);
		}
}

static void
both_dialects(struct arena *a)
{
	static const char *const wants[DB_ENGINE__MAX] = {
		[DB_SQLITE] =
			"CREATE TABLE \"box\" (\n\t\"id\" BLOB NOT NULL,\n"
			"\t\"revision\" INTEGER NOT NULL,\n"
			"\t\"made\" INTEGER NOT NULL,\n"
			"\t\"changed\" INTEGER NOT NULL,\n"
			"\t\"standing\" INTEGER NOT NULL,\n\t\"a\" TEXT,\n"
			"\tPRIMARY KEY (\"id\")\n)STRICT;\n",
		[DB_POSTGRES] =
			"CREATE TABLE \"box\" (\n\t\"id\" uuid NOT NULL,\n"
			"\t\"revision\" bigint NOT NULL,\n"
			"\t\"made\" bigint NOT NULL,\n"
			"\t\"changed\" bigint NOT NULL,\n"
			"\t\"standing\" bigint NOT NULL,\n"
			"\t\"a\" text COLLATE \"C\",\n"
			"\tPRIMARY KEY (\"id\")\n);\n",
	};
	static const struct entity none = { NULL };
	struct visit *v = store_new(a);

	for (enum db_engine e = 0; e < DB_ENGINE__MAX; e++) {
		struct buf sql = buf_in(a, 1 << 16), faults = buf_in(a, 4000);

		CHECK_INT(migration_print(schema(v, &none), schema(v, &box),
			NULL, e, &sql, &faults), OK);
		CHECK_TEXT(sql.at, wants[e]);
	}
}

/* A column that is never empty cannot come to rows that are there. */
static void
never_empty(struct arena *a)
{
	struct visit *v = store_new(a);
	struct buf sql = buf_in(a, 1 << 16), faults = buf_in(a, 4000);
	json_t *from = json_of(v, "{'tables':{'box':{'columns':{'id':'id!'},"
		"'key':['id'],'indexes':{}}}}");
	json_t *to = json_of(v, "{'tables':{'box':{'columns':{'id':'id!',"
		"'n':'int!'},'key':['id'],'indexes':{}}}}");

	CHECK_INT(migration_print(from, to, NULL, DB_SQLITE, &sql, &faults),
		ERR_CONFLICT);
	CHECK_TEXT(codes(a, faults.at), "M04 box.n");
}

/* ---- a store that is led along ---- */

static const struct entity old_box = { .name = "box", .plural = "boxes", ALL,
	FIELDS { { "motto", FIELD_TEXT, FILTERED }, { "size", FIELD_INTEGER },
		{ "makers", FIELD_REFS, FILTERED, .to = &entity_maker },
		{ "colour", FIELD_TEXT }, { "slots", FIELD_ROWS, ROWS {
		{ "on", FIELD_DATE }, {0} } }, {0} } };
static const struct entity new_box = { .name = "box", .plural = "boxes", ALL,
	.order = "-size",
	FIELDS { { "slogan", FIELD_TEXT, FILTERED, .was = "motto" },
		{ "size", FIELD_INTEGER, LISTED }, { "slug", FIELD_SLUG },
		{ "makers", FIELD_REFS, FILTERED, .to = &entity_maker,
		.along = { "size" } },
		{ "holes", FIELD_ROWS, ROWS { { "on", FIELD_DATE },
		{ "deep", FIELD_FLAG }, {0} }, .was = "slots" }, {0} } };
static const struct entity *const old_boxes[] = { &old_box, &entity_maker,
	&entity_toy, NULL };
static const struct entity *const new_boxes[] = { &new_box, &entity_maker,
	&entity_toy, NULL };
static const struct migration_step steps[] = {
	{ "box.motto", "box.slogan" }, { "box.colour", NULL },
	{ "box_slots", "box_holes" }, {0} };

static void
led_along(struct arena *a)
{
	struct visit *v = store_of(a, old_boxes);
	struct buf faults = buf_in(a, 4000);
	struct id ids[20], maker = make(v, &entity_maker,
		"{'slug':'m','name':'M'}")->id;
	struct record *r;
	struct query *q;
	struct list list;

	for (int i = 0; i < 20; i++)
		ids[i] = make(v, &old_box, "{'motto':'m%d','size':%d,"
			"'colour':'red','makers':['m'],"
			"'slots':[{'on':'%d'}]}", i, i, 2000 + i)->id;
	CHECK_INT(store_move(v, new_boxes, NULL, &faults), ERR_CONFLICT);
	CHECK_TEXT(codes(a, faults.at), "M01 box_slots, M02 box.motto,"
		" M02 box.colour");
	CHECK_INT(asked(v, "SELECT count(*) FROM box WHERE colour = 'red'"),
		20);
	CHECK_INT(store_move(v, new_boxes, steps, &faults), OK);
	CHECK_INT(store_move(v, new_boxes, steps, &faults), OK);
	for (int i = 0; i < 20; i++) {
		CHECK_INT(record_get(v, &new_box, ids[i], &r), OK);
		CHECK_TEXT(record_text(r, "slogan"), arena_printf(a, "m%d",
			i));
		CHECK_INT(record_int(r, "size", -1), i);
		CHECK_INT(json_array_size(record_value(r, "holes")), 1);
	}
	q = query_of(v, &new_box);
	query_where(q, "makers", QUERY_HAS, id_text(a, maker));
	CHECK_INT(query_run(q, &list), OK);
	CHECK_INT(list.n, 20);
	for (size_t i = 0; i < list.n; i++)
		CHECK(id_same(list.at[i]->id, ids[19 - i]));
	CHECK_INT(broken_at(v, true), 0);
	make(v, &new_box, "{'slogan':'new','slug':'s','holes':["
		"{'deep':true}]}");
	CHECK_INT(broken_at(v, true), 0);
}

/* As when the program is started again. */
static void
twice_is_nothing(struct arena *a)
{
	static const char *const extra[] = {
		"CREATE TABLE IF NOT EXISTS shelf (n {int} NOT NULL){end}",
		"INSERT INTO shelf (n) VALUES (1)", NULL };
	static const char *const more[] = {
		"INSERT INTO shelf (n) VALUES (1)",
		"INSERT INTO shelf (n) VALUES (2)", NULL };
	struct visit *v = store_of(a, new_boxes);
	struct buf faults = buf_in(a, 4000);
	int64_t acts = db_counts(v->store).acts;

	for (int i = 0; i < 3; i++)
		CHECK_INT(migrate(v, steps, extra, &faults), OK);
	CHECK_INT(migrate(v, steps, more, &faults), OK);
	CHECK_TEXT(faults.at, "");
	CHECK_INT(db_counts(v->store).acts - acts, 4);
	CHECK_INT(asked(v, "SELECT count(*) FROM shelf"), 2);
	CHECK_INT(asked(v, "SELECT sum(n) FROM shelf"), 3);
	CHECK_INT(asked(v, "SELECT count(*) FROM schema_now"), 1);
}

/* Half of it would be worse than none. */
static void
all_or_nothing(struct arena *a)
{
	static const char *const extra[] = {
		"CREATE TABLE shelf (n {int} NOT NULL){end}",
		"INSERT INTO nowhere (n) VALUES (1)", NULL };
	struct visit *v = store_of(a, old_boxes);
	struct buf faults = buf_in(a, 4000);

	CHECK(migrate(v, NULL, extra, &faults) != OK);
	CHECK_INT(migrate(v, NULL, (const char *const[]){ extra[0], NULL },
		&faults), OK);
	CHECK_INT(asked(v, "SELECT count(*) FROM shelf"), 0);
}

const struct test migration_tests[] = {
	{ "each pair of tables gives these statements, or is refused under its"
		" code", statements },
	{ "a new table is written in each dialect", both_dialects },
	{ "a column that is never empty is not added to rows", never_empty },
	{ "a store is led along with all its records", led_along },
	{ "what was done is not done again", twice_is_nothing },
	{ "a migration that fails leaves the store as it was",
		all_or_nothing },
	{0}
};
