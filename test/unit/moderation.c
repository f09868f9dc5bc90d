/* SPDX-License-Identifier: Apache-2.0 */
/* What follows from a comment's state, by whichever way it came to it. */
#include <string.h>

#include "derive/derive.h"
#include "office/office.h"
#include "store.h"
#include "test.h"

struct house {
	struct visit *v;
	struct record *office, *article, *ground, *one, *two, *three;
};

struct making {
	const struct entity *of;
	json_t *in;
	struct id id;
	struct record **out;
};

static enum err
make(struct visit *v, void *arg)
{
	struct making *m = arg;

	return id_none(m->id) ? record_create(v, m->of, m->in, m->out) :
		record_change(v, m->of, m->id, 0, m->in, m->out);
}

static enum err
put(struct visit *v, const struct entity *of, const char *json,
	struct record **r, bool change)
{
	struct making m = { of, keep(v, json_loads(json, 0, NULL)),
		change ? (*r)->id : (struct id){{0}}, r };

	problems_forget(v);
	return visit_write(v, make, &m);
}

static struct record *
comment(struct house *h, const char *more)
{
	struct record *r = NULL;

	h->v->now += 60000;
	CHECK_INT(put(h->v, &entity_comment, arena_printf(h->v->arena,
		"{\"article\":\"%s\",\"nickname\":\"Sora\"%s}",
		id_text(h->v->arena, h->article->id), more), &r, false), OK);
	return r;
}

static struct house
house_of(struct arena *a)
{
	struct house h = { .v = store_new(a) };

	h.v->zone = "Asia/Seoul";
	h.v->trusted = true;
	CHECK_INT(put(h.v, &entity_office, "{\"name\":{\"en\":\"Office\"},"
		"\"comments\":\"none\"}", &h.office, false), OK);
	CHECK_INT(put(h.v, &entity_article, "{\"headline\":{\"en\":\"News\"},"
		"\"body\":{\"en\":\"One.\"},\"state\":\"published\","
		"\"published\":\"2026-05-01T09:00\"}", &h.article, false), OK);
	h.v->trusted = false;
	return h;
}

/* ---- numbers ---- */

static const char *
numbers(struct house *h)
{
	struct buf out = buf_in(h->v->arena, 1000);
	struct comments all;
	json_t *one;
	size_t i;

	CHECK_INT(comments_of(h->v, h->article, NULL, &all), OK);
	json_array_foreach(all.list, i, one)
		buf_printf(&out, "%s%s ", json_string_value(json_object_get(
			one, "number")), json_is_true(json_object_get(one,
			"removed")) ? "-" : "");
	return out.at;
}

static enum err
state(struct house *h, struct record **r, const char *json)
{
	h->v->now += 60000;
	return put(h->v, &entity_comment, json, r, true);
}

static const char *
number_at(const struct comments *all, size_t i)
{
	return json_string_value(json_object_get(json_array_get(all->list, i),
		"number"));
}

static void
older_on_a_page_of_their_own(struct arena *a)
{
	struct house h = house_of(a);
	struct comments all;

	for (int i = 0; i < QUERY_MOST + 3; i++) {
		h.v->now += 1000;
		comment(&h, ",\"text\":\"One\"");
	}
	CHECK_INT(comments_of(h.v, h.article, NULL, &all), OK);
	CHECK_INT(json_array_size(all.list), QUERY_MOST);
	CHECK_INT(all.count, QUERY_MOST + 3);
	CHECK_TEXT(number_at(&all, 0), "4");
	if (!CHECK(all.older != NULL))
		return;
	CHECK_INT(comments_of(h.v, h.article, all.older, &all), OK);
	CHECK_INT(json_array_size(all.list), 3);
	CHECK_INT(all.count, QUERY_MOST + 3);
	CHECK_TEXT(number_at(&all, 0), "1");
	CHECK_TEXT(number_at(&all, 2), "3");
	CHECK(all.older == NULL);
	CHECK_INT(comments_of(h.v, h.article, "none of ours", &all), ERR_INPUT);
}

static void
numbers_stay(struct arena *a)
{
	struct house h = house_of(a);
	struct record *one = comment(&h, ",\"text\":\"One\"");
	struct record *held = comment(&h, ",\"text\":\"Two\","
		"\"state\":\"held\"");
	struct record *three = comment(&h, ",\"text\":\"Three\"");

	CHECK_TEXT(numbers(&h), "1 2 ");
	/* It comes where it was written, with the next number. */
	CHECK_INT(state(&h, &held, "{\"state\":\"shown\"}"), OK);
	CHECK_TEXT(numbers(&h), "1 3 2 ");
	CHECK_INT(state(&h, &one, "{\"state\":\"removed\","
		"\"reason\":\"abuse\"}"), OK);
	CHECK_TEXT(numbers(&h), "1- 3 2 ");
	CHECK_INT(state(&h, &three, "{\"state\":\"held\"}"), OK);
	CHECK_TEXT(numbers(&h), "1- 3 2- ");
	CHECK_INT(state(&h, &three, "{\"state\":\"shown\"}"), OK);
	CHECK_TEXT(numbers(&h), "1- 3 2 ");
}

static enum err
places_forget(struct visit *v, void *arg)
{
	(void)arg;
	return db_run(db_ask(v->db, "DELETE FROM comment_place"));
}

/* Comments of before there were numbers. */
static void
numbers_begin(struct arena *a)
{
	struct house h = house_of(a);

	comment(&h, ",\"text\":\"One\"");
	comment(&h, ",\"text\":\"Two\"");
	CHECK_INT(visit_write(h.v, places_forget, NULL), OK);
	CHECK_TEXT(numbers(&h), "1 2 ");
	comment(&h, ",\"text\":\"Three\"");
	CHECK_TEXT(numbers(&h), "1 2 3 ");
}

/* ---- what follows from a state ---- */

static void
removal_says_who(struct arena *a)
{
	struct house h = house_of(a);
	struct record *r = comment(&h, ",\"text\":\"One\",\"state\":\"held\","
		"\"why\":\"link\"");

	h.v->roles = ROLE_ANYONE | ROLE_READER | ROLE_EDITOR;
	CHECK_INT(state(&h, &r, "{\"state\":\"removed\"}"), ERR_INPUT);
	CHECK_INT(state(&h, &r, "{\"state\":\"removed\","
		"\"reason\":\"politics\",\"decided_by\":\"admin\"}"),
		ERR_INPUT);
	CHECK_INT(state(&h, &r, "{\"state\":\"removed\","
		"\"reason\":\"politics\"}"), OK);
	CHECK_TEXT(record_text(r, "decided_by"), "editor");
	CHECK(record_text(r, "decided") != NULL);
	CHECK(record_text(r, "ground") == NULL);
	CHECK_INT(state(&h, &r, "{\"state\":\"shown\"}"), OK);
	CHECK(record_text(r, "reason") == NULL);
	CHECK(record_text(r, "decided_by") == NULL);
	CHECK(record_text(r, "why") == NULL);
}

/* The first in order of those in use, of this office or of everybody's. */
static void
grounds_are_found(struct arena *a)
{
	struct house h = house_of(a);
	struct record *late = NULL, *early = NULL, *off = NULL, *r;
	static const char ground[] = "{\"name\":{\"en\":\"%s\"},\"rule\":"
		"{\"en\":\"Article 7\"},\"code\":\"advert\",\"position\":%d%s}";

	CHECK_INT(put(h.v, &entity_ground, arena_printf(a, ground, "Late", 20,
		""), &late, false), OK);
	CHECK_INT(put(h.v, &entity_ground, arena_printf(a, ground, "Early", 10,
		""), &early, false), OK);
	CHECK_INT(put(h.v, &entity_ground, arena_printf(a, ground, "Off", 5,
		",\"active\":false"), &off, false), OK);
	r = comment(&h, ",\"text\":\"One\"");
	CHECK_INT(state(&h, &r, "{\"state\":\"removed\","
		"\"reason\":\"advert\"}"), OK);
	CHECK(id_same(record_ref(r, "ground"), early->id));
	/* One chosen says its code, and one in use is asked for. */
	CHECK_INT(state(&h, &r, arena_printf(a, "{\"ground\":\"%s\"}",
		id_text(a, late->id))), OK);
	CHECK_TEXT(record_text(r, "reason"), "advert");
	CHECK(id_same(record_ref(r, "ground"), late->id));
	CHECK_INT(state(&h, &r, arena_printf(a, "{\"ground\":\"%s\"}",
		id_text(a, off->id))), ERR_INPUT);
	CHECK_INT(state(&h, &r, "{\"reason\":\"abuse\"}"), OK);
	CHECK(id_none(record_ref(r, "ground")));
}

/* ---- hole: approval is not gone around ---- */

struct editing {
	const struct record *comment;
	struct record **now;
};

static enum err
edit(struct visit *v, void *arg)
{
	struct editing *e = arg;

	return comment_edit(v, e->comment, "Plain words", e->now);
}

/* Its author edits what waits or was removed. */
static void
edits_show_nothing(struct arena *a)
{
	struct house h = house_of(a);
	struct record *held = comment(&h, ",\"text\":\"One\","
		"\"state\":\"held\",\"why\":\"link\"");
	struct record *gone = comment(&h, ",\"text\":\"Two\","
		"\"state\":\"removed\",\"reason\":\"abuse\""), *now = NULL;

	h.v->roles = ROLE_ANYONE;
	CHECK_INT(visit_write(h.v, edit, &(struct editing){ held, &now }), OK);
	CHECK_TEXT(record_text(now, "state"), "held");
	CHECK_TEXT(record_text(now, "text"), "Plain words");
	CHECK_INT(visit_write(h.v, edit, &(struct editing){ gone, &now }),
		ERR_CONFLICT);
}

/* Programs, imports and older revisions of those who are no editors. */
static void
others_show_nothing(struct arena *a)
{
	struct house h = house_of(a);
	struct record *held = comment(&h, ",\"text\":\"One\","
		"\"state\":\"held\""), *now = NULL;

	h.v->roles = ROLE_ANYONE | ROLE_READER | ROLE_OFFICER | ROLE_APPROVER;
	CHECK_INT(state(&h, &held, "{\"state\":\"shown\"}"), ERR_DENIED);
	CHECK_INT(put(h.v, &entity_comment, arena_printf(a, "{\"article\":"
		"\"%s\",\"nickname\":\"Sora\",\"text\":\"One\"}",
		id_text(a, h.article->id)), &now, false), ERR_DENIED);
}

/* Nobody brings back what its author deleted. */
static void
deleted_stays_deleted(struct arena *a)
{
	struct house h = house_of(a);
	struct record *r = comment(&h, ",\"text\":\"One\"");
	struct decision show = { .act = "show" };

	CHECK_INT(state(&h, &r, "{\"state\":\"withdrawn\",\"text\":\"—\","
		"\"nickname\":\"—\"}"), OK);
	CHECK_INT(state(&h, &r, "{\"state\":\"shown\"}"), ERR_INPUT);
	CHECK_INT(decision_may(h.v, r, &show), ERR_CONFLICT);
}

/* ---- languages ---- */

static void
tongues(struct arena *a)
{
	static const char *const rows[][3] = {
		{ "반갑습니다", "en", "ko" }, { "欢迎再来", "ko", "zh" },
		{ "日本", "ja", "ja" }, { "ようこそ、日本へ", "en", "ja" },
		{ "Hello", "ko", "en" }, { "1234!!", "zh", "zh" },
		{ "KOTRA 방문을 환영합니다", "en", "ko" },
		{ "Bonjour", "fr", "fr" }, { "🙂", NULL, "ko" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct record r = { .of = &entity_comment,
			.fields = json_pack("{s:s}", "text", rows[i][0]) };

		if (rows[i][1] != NULL)
			json_object_set_new(r.fields, "language",
				json_string(rows[i][1]));
		arena_defer(a, (void (*)(void *))json_decref, r.fields);
		CHECK_TEXT(comment_tongue(&r), rows[i][2]);
	}
}

const struct test moderation_tests[] = {
	{ "the comments before the newest are on a page of their own", older_on_a_page_of_their_own },
	{ "a comment's number never changes", numbers_stay },
	{ "comments of before there were numbers have them in their order",
		numbers_begin },
	{ "a removal says ground, day and role, and nobody sets them by hand",
		removal_says_who },
	{ "a code finds the office's ground, and a ground its code",
		grounds_are_found },
	{ "an author's edit shows nothing that waits or was removed",
		edits_show_nothing },
	{ "whoever is no editor shows nothing that waits",
		others_show_nothing },
	{ "what its author deleted stays deleted", deleted_stays_deleted },
	{ "a comment's language is told by its letters", tongues },
	{0}
};
