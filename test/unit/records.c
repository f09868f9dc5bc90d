/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records in a store under those who may not do everything: what a restored
 * revision may bring back, what stands in clear, whose words win, and what a
 * damaged row does.
 */
#include <string.h>

#include "base/file.h"
#include "derive/derive.h"
#include "office/office.h"
#include "test.h"

struct store {
	struct db *db;
	struct db_conn *conn;
	const char *folder;
};

static void
store_close(void *arg)
{
	struct store *s = arg;

	if (s->conn != NULL)
		db_disconnect(s->conn);
	if (s->db != NULL)
		db_close(s->db);
	if (s->folder != NULL)
		file_remove_folder(s->folder);
}

/* A visit of the program itself to a new, empty store. */
static struct visit *
fresh(struct arena *a)
{
	static const uint8_t key[SECRET_KEY] = { 9 };
	static const struct migration_step no_steps[] = {{0}};
	static const char *const no_tables[] = { NULL };
	struct store *s = arena_alloc(a, sizeof *s);
	struct visit *v = arena_alloc(a, sizeof *v);
	struct buf faults = buf_in(a, 1 << 16);
	char why[300] = "";

	arena_defer(a, store_close, s);
	CHECK_INT(file_temporary(a, "records", &s->folder), OK);
	CHECK_INT(db_open(arena_printf(a, "sqlite:%s/store.db", s->folder),
		true, &s->db, why), OK);
	CHECK_INT(db_connect(s->db, &s->conn), OK);
	visit_begin(v, a, s->db, s->conn, catalogue_open(a, office_entities,
		key, &faults));
	v->roles |= ROLE_SYSTEM;
	v->who = "test";
	v->lang = LANG_EN;
	CHECK_INT(migrate(v, no_steps, no_tables, &faults), OK);
	return v;
}

/* ---- acts ---- */

struct doing {
	const struct entity *of;
	struct id id;
	int64_t revision;
	json_t *in;
	struct record *out;
};

static enum err
run_create(struct visit *v, void *arg)
{
	struct doing *d = arg;

	return record_create(v, d->of, d->in, &d->out);
}

static enum err
run_change(struct visit *v, void *arg)
{
	struct doing *d = arg;

	return record_change(v, d->of, d->id, d->revision, d->in, &d->out);
}

static enum err
run_restore(struct visit *v, void *arg)
{
	struct doing *d = arg;

	return record_restore(v, d->of, d->id, d->revision, &d->out);
}

static struct record *
created(struct visit *v, const struct entity *of, const char *json)
{
	struct doing d = { .of = of, .in = keep(v, json_loads(json, 0, NULL)) };

	CHECK_INT(visit_write(v, run_create, &d), OK);
	return d.out;
}

static enum err
change(struct visit *v, const struct record *r, int64_t seen, const char *json,
	struct record **out)
{
	struct doing d = { .of = r->of, .id = r->id, .revision = seen,
		.in = keep(v, json_loads(json, 0, NULL)) };
	enum err err = visit_write(v, run_change, &d);

	if (out != NULL)
		*out = d.out;
	return err;
}

/* A number out of the store. */
static int64_t
asked(struct visit *v, const char *sql)
{
	struct db_stmt *s = db_say(v->db, sql);
	int64_t n = -1;
	bool row;

	if (CHECK(db_step(s, &row) == OK && row)) {
		n = db_int(s, 0);
		db_done(s);
	}
	return n;
}

static enum err
execute(struct visit *v, void *arg)
{
	return db_run(db_say(v->db, arg));
}

#define TRAVELLER "{\"name\":{\"en\":\"Kim\"},\"diet\":\"no nuts\"," \
	"\"passport\":\"M12345678\",\"phone\":\"+82 31-310-2114\"}"

/* ---- restoring ---- */

static void
restore_keeps_what_is_not_ours(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r = created(v, &entity_person, TRAVELLER);
	struct doing d = { .of = &entity_person, .id = r->id, .revision = 1 };

	CHECK_INT(change(v, r, 1, "{\"diet\":\"anything\",\"phone\":"
		"\"+82 31-310-9999\",\"passport\":\"X9\"}", NULL), OK);
	v->roles = ROLE_ANYONE | ROLE_EDITOR;
	CHECK_INT(visit_write(v, run_restore, &d), OK);
	CHECK_TEXT(record_text(d.out, "phone"), "+82 31-310-2114");
	CHECK_TEXT(record_text(d.out, "diet"), "anything");
	CHECK_TEXT(record_text(d.out, "passport"), "X9");
}

/* ---- secrets ---- */

static void
secrets_are_sealed_in_history(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r = created(v, &entity_person, TRAVELLER);
	int64_t entries, broken;
	json_t *fields;

	CHECK_INT(asked(v, "SELECT count(*) FROM history"
		" WHERE content LIKE '%M12345678%'"), 0);
	CHECK_INT(asked(v, "SELECT count(*) FROM history"
		" WHERE content LIKE '%no nuts%'"), 1);
	CHECK_INT(history_revision(v, r->of, r->id, 1, &fields), OK);
	CHECK_TEXT(json_string_value(json_object_get(fields, "passport")),
		"M12345678");
	CHECK_INT(history_verify(v, true, &entries, &broken, NULL, NULL), OK);
	CHECK_INT(broken, 0);
}

/* ---- words of two people ---- */

static void
words_of_other_languages_merge(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r = created(v, &entity_city, "{\"name\":"
		"{\"en\":\"Lahti\",\"de\":\"Lahti\"},\"country\":\"FI\"}");
	json_t *name;

	CHECK_INT(change(v, r, 1, "{\"name\":{\"en\":\"City of Lahti\"}}",
		NULL), OK);
	CHECK_INT(change(v, r, 1, "{\"name\":{\"de\":\"Stadt Lahti\"}}", &r),
		OK);
	name = record_value(r, "name");
	CHECK_TEXT(words_in(a, name, "en"), "City of Lahti");
	CHECK_TEXT(words_in(a, name, "de"), "Stadt Lahti");
}

static void
words_keep_an_original(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r = created(v, &entity_city, "{\"name\":"
		"{\"en\":\"Lahti\",\"ko\":\"라티\",\"ja\":\"ラハティ\","
		"\"original\":\"en\"},\"country\":\"FI\"}");
	json_t *name;

	CHECK_INT(change(v, r, 1, "{\"name\":{\"ja\":\"ラハティ市\"}}", NULL),
		OK);
	CHECK_INT(change(v, r, 1, "{\"name\":{\"en\":\"\"}}", &r), OK);
	name = record_value(r, "name");
	CHECK(words_in(a, name, "en") == NULL);
	CHECK_TEXT(json_string_value(json_object_get(name, "original")), "ko");
	CHECK_TEXT(words_in(a, name, "ja"), "ラハティ市");
}

/* ---- walking ---- */

static enum err
complain(struct visit *v, struct record *r, void *arg)
{
	(void)arg;
	return fail_field(v, "name", "error.taken", record_title(v, r), NULL);
}

static void
problems_outlive_a_walk(struct arena *a)
{
	struct visit *v = fresh(a);

	(void)created(v, &entity_person, TRAVELLER);
	(void)fail(v, ERR_INPUT, "error.denied");
	CHECK_INT(query_each(query_of(v, &entity_person), complain, NULL),
		ERR_INPUT);
	CHECK_TEXT(v->problems->key, "error.denied");
	CHECK_TEXT(v->problems->next->key, "error.taken");
	CHECK_TEXT(v->problems->next->arg0, "Kim");
}

static void
cursors_are_text_where_text_is_compared(struct arena *a)
{
	struct visit *v = fresh(a);
	struct query *q = query_of(v, &entity_exchange);
	struct list list;

	query_after(q, "v.ff.0190aaaa-0000-7000-8000-000000000000");
	CHECK_INT(query_run(q, &list), ERR_INPUT);
	CHECK_TEXT(v->problems->key, "error.bad-cursor");
}

/* ---- values ---- */

static void
open_spans_stay_open(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r = created(v, &entity_exchange, "{\"name\":"
		"{\"en\":\"Walk\"},\"type\":\"event\",\"on\":\"2011/..\"}");

	CHECK_TEXT(record_text(r, "on"), "2011/..");
}

static void
damaged_words_are_none(struct arena *a)
{
	static const char *const damaged[] = { "{}", "5", "nothing",
		"{\"original\":\"en\",\"texts\":{\"en\":{}}}",
		"{\"original\":\"en\",\"texts\":{\"en\":{\"segments\":"
			"[{\"text\":\"x\"}]}}}",
		"{\"original\":\"ko\",\"texts\":{\"en\":{\"segments\":"
			"[{\"text\":\"x\",\"origin\":\"person\"}]}}}",
	};
	struct visit *v = fresh(a);
	struct record *r = created(v, &entity_city,
		"{\"name\":{\"en\":\"Lahti\"},\"country\":\"FI\"}");

	for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
		CHECK_INT(visit_write(v, execute, arena_printf(a,
			"UPDATE \"city\" SET \"name\" = '%s'", damaged[i])),
			OK);
		CHECK_INT(record_get(v, &entity_city, r->id, &r), OK);
		CHECK(record_value(r, "name") == NULL);
		CHECK(*record_title(v, r) != '\0');
	}
}

const struct test records_tests[] = {
	{ "a restored revision leaves what the visitor may not write as it is",
		restore_keeps_what_is_not_ours },
	{ "a secret does not stand in the history in clear, and is read back",
		secrets_are_sealed_in_history },
	{ "two people's words merge in languages that the pages do not speak",
		words_of_other_languages_merge },
	{ "words of two people are never left without their original",
		words_keep_an_original },
	{ "what went wrong in a walk over records is told after it",
		problems_outlive_a_walk },
	{ "a cursor that is no text is refused where text is sorted",
		cursors_are_text_where_text_is_compared },
	{ "a span without an end keeps its open end", open_spans_stay_open },
	{ "damaged words in the store are as good as none",
		damaged_words_are_none },
	{0}
};
