/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bending the history behind its back, and whether it is seen.  Six acts upon
 * three toys:
 *
 *	1 create A   2 create B   3 change A   4 change B   5 hide B   6 create C
 */
#include <stdio.h>
#include <string.h>

#include "record.h"

struct toys {
	struct visit *v;
	struct id a, b, c;
};

static struct toys
six_acts(struct arena *a)
{
	struct toys t = { .v = store_new(a) };
	struct record *r;

	t.a = make(t.v, &entity_toy, "{'label':'a1','parts':["
		"{'label':'p'}],'key':'hush'}")->id;
	t.b = make(t.v, &entity_toy, "{'label':'b1'}")->id;
	CHECK_INT(change(t.v, t.a, 1, json_of(t.v, "{'label':'a2'}"), &r), OK);
	CHECK_INT(change(t.v, t.b, 1, json_of(t.v, "{'label':'b2'}"), &r), OK);
	CHECK_INT(hide(t.v, t.b), OK);
	t.c = make(t.v, &entity_toy, "{'label':'c1'}")->id;
	return t;
}

static void
keep_tables(struct visit *v)
{
	tamper(v, "CREATE TABLE kept_history AS SELECT * FROM history;"
		"CREATE TABLE kept_toy AS SELECT * FROM toy;"
		"CREATE TABLE kept_toy_parts AS SELECT * FROM toy_parts;");
}

static void
put_back(struct visit *v)
{
	static const char *const tables[] = { "history", "toy", "toy_parts" };

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		tamper(v, "DELETE FROM %s; INSERT INTO %s"
			" SELECT * FROM kept_%s;", tables[i], tables[i],
			tables[i]);
}

/* ' in SQL is '. broken: the entry that the chain alone finds; deep: that the
 * records find too (the same where the chain has found one). */
static const struct {
	const char *sql;
	int64_t broken, deep;
} bent[] = {
	{ "UPDATE toy SET standing = standing", 0, 0 },
	/* one entry */
	{ "UPDATE history SET content = replace(content, 'a2', 'x2') WHERE number = 3", 3, 3 },
	{ "UPDATE history SET content = '{}' WHERE number = 5", 5, 5 },
	{ "UPDATE history SET who = 'kim' WHERE number = 2", 2, 2 },
	{ "UPDATE history SET at = at - 1 WHERE number = 4", 4, 4 },
	{ "UPDATE history SET account = record WHERE number = 1", 1, 1 },
	{ "UPDATE history SET act = 'restore' WHERE number = 6", 6, 6 },
	{ "UPDATE history SET entity = 'maker' WHERE number = 3", 3, 3 },
	{ "UPDATE history SET record = (SELECT record FROM kept_history WHERE number = 2) WHERE number = 3", 3, 3 },
	{ "UPDATE history SET revision = 9 WHERE number = 4", 4, 4 },
	{ "UPDATE history SET digest = link WHERE number = 2", 2, 2 },
	{ "UPDATE history SET digest = NULL WHERE number = 2", 2, 2 },
	{ "UPDATE history SET digest = NULL, content = NULL WHERE number = 6", 6, 6 },
	{ "UPDATE history SET link = digest WHERE number = 4", 4, 4 },
	{ "UPDATE history SET number = 7 WHERE number = 6", 7, 7 },
	/* their order */
	{ "DELETE FROM history WHERE number = 1", 2, 2 },
	{ "DELETE FROM history WHERE number = 3", 4, 4 },
	{ "DELETE FROM history WHERE number = 3; UPDATE history SET number = -number; UPDATE history SET number = -1 - number WHERE number < -3; UPDATE history SET number = -number WHERE number < 0;", 3, 3 },
	{ "UPDATE history SET number = -3 WHERE number = 3; UPDATE history SET number = 3 WHERE number = 4; UPDATE history SET number = 4 WHERE number = -3;", 3, 3 },
	{ "INSERT INTO history SELECT 7, at, account, who, act, entity, record, 9, content, digest, link FROM kept_history WHERE number = 6", 7, 7 },
	/* the end cut off: the chain cannot see it, the records may */
	{ "DELETE FROM history WHERE number > 5", 0, -1 },
	{ "DELETE FROM history WHERE number > 4", 0, 4 },
	{ "DELETE FROM history WHERE number > 2", 0, 1 },
	{ "DELETE FROM history", 0, -1 },
	{ "DELETE FROM history WHERE number = 6; DELETE FROM toy WHERE label = 'c1';", 0, 0 },
	/* content taken away without erasing: the digest stays */
	{ "UPDATE history SET content = NULL WHERE number = 1", 0, 1 },
	{ "UPDATE history SET content = NULL WHERE number = 6", 0, 6 },
	/* a record behind history's back */
	{ "UPDATE toy SET label = 'x' WHERE label = 'a2'", 0, 3 },
	{ "UPDATE toy SET count = 5 WHERE label = 'c1'", 0, 6 },
	{ "UPDATE toy SET \"key\" = NULL WHERE label = 'a2'", 0, 3 },
	{ "UPDATE toy SET standing = 0 WHERE label = 'b2'", 0, 5 },
	{ "UPDATE toy SET standing = 2 WHERE label = 'c1'", 0, 6 },
	{ "UPDATE toy SET revision = 9 WHERE label = 'c1'", 0, 6 },
	{ "UPDATE toy_parts SET label = 'q'", 0, 3 },
	{ "DELETE FROM toy_parts", 0, 3 },
	{ "DELETE FROM toy WHERE label = 'a2'", 0, 1 },
};

static void
bends(struct arena *a)
{
	struct toys t = six_acts(a);

	keep_tables(t.v);
	for (size_t i = 0; i < sizeof bent / sizeof *bent; i++) {
		tamper(t.v, "%s", bent[i].sql);
		if (!CHECK_INT(broken_at(t.v, false), bent[i].broken) ||
		    !CHECK_INT(broken_at(t.v, true), bent[i].deep))
			printf("# %s\n", bent[i].sql);
		put_back(t.v);
	}
	CHECK_INT(broken_at(t.v, true), 0);
}

static void
new_record_is_seen(struct arena *a)
{
	struct toys t = six_acts(a);

	tamper(t.v, "INSERT INTO toy (id, revision, made, changed, standing,"
		" label) VALUES (%s, 1, 1, 1, 0, 'x')", sql_id(t.v, id_new()));
	CHECK_INT(broken_at(t.v, true), -1);
}

/* ---- whole ---- */

static enum err
many(struct visit *v, void *arg)
{
	int *n = arg;

	for (int i = 0; i < *n; i++) {
		struct record *r;

		TRY(record_create(v, &entity_toy, json_of(v,
			"{'label':'%d'}", i), &r));
		if (i % 3 == 0)
			TRY(record_change(v, &entity_toy, r->id, 1, json_of(v,
				"{'count':%d}", i), &r));
		if (i % 7 == 0)
			TRY(record_hide(v, &entity_toy, r->id, 0));
	}
	return OK;
}

static void
progress(int64_t done, int64_t all, void *arg)
{
	int64_t *last = arg;

	CHECK(done >= *last && done <= all);
	*last = done;
}

static void
whole(struct arena *a)
{
	struct visit *v = store_new(a);
	int64_t entries, broken, last = 0;
	int n = 600;

	CHECK_INT(broken_at(v, true), 0);
	CHECK_INT(visit_write(v, many, &n), OK);
	n = 80;
	for (int i = 0; i < 3; i++)
		CHECK_INT(visit_write(v, many, &n), OK);
	CHECK_INT(history_verify(v, true, &entries, &broken, progress, &last),
		OK);
	CHECK_INT(broken, 0);
	CHECK(entries > 1000);
	CHECK_INT(entries, asked(v, "SELECT max(number) FROM history"));
	CHECK_INT(last, entries);
	CHECK_INT(asked(v, "SELECT count(*) FROM history"), entries);
}

static void
erased_stays_whole(struct arena *a)
{
	struct toys t = six_acts(a);

	CHECK_INT(erase(t.v, t.a), OK);
	CHECK_INT(broken_at(t.v, true), 0);
	CHECK_INT(erase(t.v, t.b), OK);
	make(t.v, &entity_toy, "{'label':'d'}");
	CHECK_INT(broken_at(t.v, true), 0);
	CHECK_INT(asked(t.v, "SELECT count(*) FROM history"
		" WHERE content IS NULL"), 7);
	tamper(t.v, "UPDATE history SET content = '{}' WHERE number = 1");
	CHECK_INT(broken_at(t.v, false), 1);
}

/* ---- reading ---- */

/* "hide 3, change 2, create 1" */
static const char *
says(struct arena *a, const struct changes *c)
{
	struct buf text = buf_in(a, 4000);

	for (size_t i = 0; i < c->n; i++)
		buf_printf(&text, "%s%s %lld", i > 0 ? ", " : "",
			c->at[i].act, (long long)c->at[i].revision);
	return text.at;
}

static void
reads(struct arena *a)
{
	struct toys t = six_acts(a);
	struct changes c;
	json_t *fields;

	CHECK_INT(history_of(t.v, &entity_toy, t.b, 10, &c), OK);
	CHECK_TEXT(says(a, &c), "hide 3, change 2, create 1");
	CHECK(!c.more);
	CHECK_TEXT(c.at[1].who, "test");
	CHECK_INT(c.at[1].at, NOW);
	CHECK_INT(c.at[1].number, 4);
	CHECK_TEXT(dump_of(t.v, c.at[1].content),
		"{'label':'b2','state':'draft'}");
	CHECK_INT(history_of(t.v, &entity_toy, t.b, 2, &c), OK);
	CHECK_TEXT(says(a, &c), "hide 3, change 2");
	CHECK(c.more);
	CHECK_INT(history_recent(t.v, 0, 2, &c), OK);
	CHECK_TEXT(says(a, &c), "create 1, hide 3");
	CHECK_INT(history_recent(t.v, c.at[1].number, 9, &c), OK);
	CHECK_TEXT(says(a, &c), "change 2, change 2, create 1, create 1");
	CHECK_INT(history_revision(t.v, &entity_toy, t.a, 1, &fields), OK);
	CHECK_TEXT(json_string_value(json_object_get(fields, "key")), "hush");
	CHECK_INT(history_revision(t.v, &entity_maker, t.a, 1, &fields),
		ERR_MISSING);
}

const struct test history_tests[] = {
	{ "each way of bending history or a record is found at its number",
		bends },
	{ "a record that no act made is found", new_record_is_seen },
	{ "the chain is whole after a thousand acts", whole },
	{ "erased content leaves the chain whole", erased_stays_whole },
	{ "history is read newest first, page by page", reads },
	{0}
};
