/* SPDX-License-Identifier: Apache-2.0 */
/* When the box is open, and what became of comments counted by hand. */
#include <string.h>

#include "office/office.h"
#include "store.h"
#include "test.h"

#define HOUR INT64_C(3600000)
#define DAY (24 * HOUR)

/* ---- a house with an office and an article ---- */

struct house {
	struct visit *v;
	struct record *office, *article;
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
	enum err err;

	problems_forget(v);
	err = visit_write(v, make, &m);
	return err;
}

static int64_t
at(struct visit *v, const char *moment)
{
	char zone[64];
	int64_t out = 0;

	CHECK(moment_parse(moment, v->zone, &out, zone));
	return out;
}

static struct house
house_of(struct arena *a, const char *office, const char *article)
{
	struct house h = { .v = store_new(a) };

	h.v->trusted = true;
	h.v->zone = "Asia/Seoul";
	h.v->now = at(h.v, "2026-05-10T12:00");
	CHECK_INT(put(h.v, &entity_office, office, &h.office, false), OK);
	CHECK_INT(put(h.v, &entity_article, article, &h.article, false), OK);
	return h;
}

#define OPEN "{\"name\":{\"en\":\"Office\"},\"comments\":\"none\""
#define NEWS "{\"headline\":{\"en\":\"News\"},\"body\":{\"en\":\"One.\"}," \
	"\"state\":\"published\",\"published\":\"2026-05-01T09:00\""

/* ---- times ---- */

static struct commenting
box_at(struct house *h, const char *moment)
{
	struct commenting c = {0};

	h->v->now = at(h->v, moment);
	CHECK_INT(commenting_read(h->v, h->article, &c), OK);
	return c;
}

static void
opens_and_closes(struct arena *a)
{
	struct house h = house_of(a, OPEN "}", NEWS ",\"comments_from\":"
		"\"2026-05-02T09:00\",\"comments_until\":"
		"\"2026-05-05T18:00\"}");
	struct commenting c = box_at(&h, "2026-05-01T10:00");

	CHECK_INT(c.box, BOX_NOT_YET);
	CHECK_TEXT(c.key, "comments.closed-yet");
	CHECK_INT(c.changes, at(h.v, "2026-05-02T09:00"));
	c = box_at(&h, "2026-05-02T09:00");
	CHECK_INT(c.box, BOX_OPEN);
	CHECK_INT(c.changes, at(h.v, "2026-05-05T18:00"));
	CHECK_INT(c.notes, 1);
	c = box_at(&h, "2026-05-05T17:59");
	CHECK_INT(c.box, BOX_OPEN);
	c = box_at(&h, "2026-05-05T18:00");
	CHECK_INT(c.box, BOX_OVER);
	CHECK_TEXT(c.key, "comments.closed-since");
	CHECK_INT(c.changes, 0);
}

/* What an article says of itself comes before the office's number of days. */
static void
days_after_publication(struct arena *a)
{
	struct house h = house_of(a, OPEN ",\"comments_days\":7}", NEWS "}");
	struct commenting c = box_at(&h, "2026-05-08T08:59");

	CHECK_INT(c.box, BOX_OPEN);
	CHECK_INT(c.changes, at(h.v, "2026-05-08T09:00"));
	CHECK_INT(box_at(&h, "2026-05-08T09:00").box, BOX_OVER);
	CHECK_INT(put(h.v, &entity_article, "{\"comments_until\":"
		"\"2026-06-01T00:00\"}", &h.article, true), OK);
	CHECK_INT(box_at(&h, "2026-05-31T23:59").box, BOX_OPEN);
	CHECK_INT(box_at(&h, "2026-06-01T00:00").box, BOX_OVER);
	CHECK_INT(put(h.v, &entity_article, "{\"comments_until\":null}",
		&h.article, true), OK);
	CHECK_INT(put(h.v, &entity_office, "{\"comments_days\":0}",
		&h.office, true), OK);
	c = box_at(&h, "2036-05-31T23:59");
	CHECK_INT(c.box, BOX_OPEN);
	CHECK_INT(c.changes, 0);
}

static void
election_days(struct arena *a)
{
	struct house h = house_of(a, OPEN ",\"election_from\":\"2026-05-21\","
		"\"election_until\":\"2026-06-03\"}", NEWS "}");
	const char *why = NULL;
	struct commenting c = box_at(&h, "2026-05-20T23:59");

	CHECK(c.box == BOX_OPEN && !c.holds && c.notes == 0);
	CHECK_INT(c.changes, at(h.v, "2026-05-21T00:00"));
	CHECK_INT(commenting_waits(h.v, h.article, &why), OK);
	CHECK(why == NULL);
	c = box_at(&h, "2026-05-21T00:00");
	CHECK(c.box == BOX_OPEN && c.holds && c.notes == 1);
	CHECK_INT(c.changes, at(h.v, "2026-06-04T00:00"));
	CHECK_INT(commenting_waits(h.v, h.article, &why), OK);
	CHECK_TEXT(why, "election");
	why = "link";
	CHECK_INT(commenting_waits(h.v, h.article, &why), OK);
	CHECK_TEXT(why, "link");
	c = box_at(&h, "2026-06-03T23:59");
	CHECK(c.holds);
	c = box_at(&h, "2026-06-04T00:00");
	CHECK(!c.holds && c.changes == 0);
	CHECK_INT(put(h.v, &entity_office, "{\"election_comments\":\"close\"}",
		&h.office, true), OK);
	c = box_at(&h, "2026-06-01T12:00");
	CHECK_INT(c.box, BOX_ELECTION);
	CHECK_TEXT(c.key, "comments.closed-election");
	/* A change still waits where the box is closed by hand. */
	CHECK_INT(put(h.v, &entity_article, "{\"comments\":\"closed\"}",
		&h.article, true), OK);
	why = NULL;
	c = box_at(&h, "2026-06-01T12:00");
	CHECK_INT(c.box, BOX_ARTICLE_CLOSED);
	CHECK_INT(commenting_waits(h.v, h.article, &why), OK);
	CHECK_TEXT(why, "election");
}

static void
times_in_order(struct arena *a)
{
	struct house h = house_of(a, OPEN "}", NEWS "}");

	CHECK_INT(put(h.v, &entity_article, "{\"comments_from\":"
		"\"2026-05-05T18:00\",\"comments_until\":"
		"\"2026-05-05T18:00\"}", &h.article, true), ERR_INPUT);
	CHECK_INT(put(h.v, &entity_office, "{\"election_from\":"
		"\"2026-05-05\"}", &h.office, true), ERR_INPUT);
	CHECK_INT(put(h.v, &entity_office, "{\"election_from\":\"2026-05\","
		"\"election_until\":\"2026-06-03\"}", &h.office, true),
		ERR_INPUT);
	CHECK_INT(put(h.v, &entity_office, "{\"election_from\":"
		"\"2026-06-04\",\"election_until\":\"2026-06-03\"}",
		&h.office, true), ERR_INPUT);
	CHECK_INT(put(h.v, &entity_office, "{\"election_from\":"
		"\"2026-06-03\",\"election_until\":\"2026-06-03\"}",
		&h.office, true), OK);
}

/* ---- counts ---- */

static struct record *
comment(struct house *h, const char *moment, const char *more)
{
	struct record *out = NULL;

	h->v->now = at(h->v, moment);
	CHECK_INT(put(h->v, &entity_comment, arena_printf(h->v->arena,
		"{\"article\":\"%s\",\"nickname\":\"A\",\"text\":\"B\"%s}",
		id_text(h->v->arena, h->article->id), more), &out, false),
		OK);
	return out;
}

static void
becomes(struct house *h, struct record **c, const char *moment,
	const char *json)
{
	h->v->now = at(h->v, moment);
	CHECK_INT(put(h->v, &entity_comment, json, c, true), OK);
}

static json_t *
row_of(const json_t *view, const char *key)
{
	json_t *row;
	size_t i;

	json_array_foreach(json_object_get(view, "months"), i, row)
		if (strcmp(json_string_value(json_object_get(row, "key")),
		    key) == 0)
			return row;
	return NULL;
}

/* "2 1 1 …": as the columns stand, "-" where there is none. */
static const char *
figures(struct house *h, const json_t *row)
{
	struct buf out = buf_in(h->v->arena, 500);
	json_t *cell;
	size_t i;

	json_array_foreach(json_object_get(row, "cells"), i, cell) {
		json_t *value = json_object_get(cell, "value");

		buf_text(&out, i == 0 ? "" : " ");
		if (json_is_null(value))
			buf_text(&out, "-");
		else if (json_is_real(value))
			buf_printf(&out, "%.1f", json_real_value(value));
		else
			buf_printf(&out, "%lld",
				(long long)json_integer_value(value));
	}
	return out.at;
}

/*
 * May: three written, one shown at once, two held; of these one let go after
 * 2 h, one removed after 5 h (median 3.5).  June: the removed one is back; one
 * is written, held, removed after 10 h.
 */
static void
happened(struct house *h, struct record *out[3])
{
	static const char held[] = ",\"state\":\"held\",\"why\":\"link\"";

	comment(h, "2026-05-10T12:00", "");
	out[0] = comment(h, "2026-05-10T13:00", held);
	out[1] = comment(h, "2026-05-10T14:00", held);
	becomes(h, &out[0], "2026-05-10T15:00", "{\"state\":\"shown\"}");
	becomes(h, &out[1], "2026-05-10T16:00", "{\"notes\":\"Hm.\"}");
	becomes(h, &out[1], "2026-05-10T19:00",
		"{\"state\":\"removed\",\"reason\":\"advert\"}");
	becomes(h, &out[1], "2026-06-01T00:30", "{\"state\":\"shown\"}");
	out[2] = comment(h, "2026-06-02T00:00", held);
	becomes(h, &out[2], "2026-06-02T10:00",
		"{\"state\":\"removed\",\"reason\":\"abuse\"}");
}

static void
counts_checked(struct house *h)
{
	json_t *view, *row;

	CHECK_INT(comment_counts(h->v, NULL, NULL, &view), OK);
	row = row_of(view, "2026-05");
	/* written shown held let removed blocked restored withdrawn objected
	 * granted refused, hours */
	CHECK_TEXT(figures(h, row), "3 1 2 1 1 0 0 0 0 0 0 3.5");
	CHECK_INT(json_integer_value(json_object_get(json_object_get(row,
		"removed_by"), "advert")), 1);
	CHECK_TEXT(figures(h, row_of(view, "2026-06")),
		"1 0 1 0 1 0 1 0 0 0 0 10.0");
	CHECK_TEXT(figures(h, json_object_get(view, "total")),
		"4 1 3 1 2 0 1 0 0 0 0 5.0");
	CHECK_INT(comment_counts(h->v, "2026-06", "2026-06", &view), OK);
	CHECK_INT(json_array_size(json_object_get(view, "months")), 1);
	CHECK_TEXT(figures(h, json_object_get(view, "total")),
		"1 0 1 0 1 0 1 0 0 0 0 10.0");
	CHECK_INT(comment_counts(h->v, "2026", NULL, &view), ERR_INPUT);
}

static void
counted_by_hand(struct arena *a)
{
	struct house h = house_of(a, OPEN "}", NEWS "}");
	struct record *c[3];

	happened(&h, c);
	counts_checked(&h);
}

static enum err
erase(struct visit *v, void *arg)
{
	return record_erase(v, &entity_comment, ((struct record *)arg)->id);
}

static void
counts_stay(struct arena *a)
{
	struct house h = house_of(a, OPEN "}", NEWS "}");
	struct record *c[3];

	happened(&h, c);
	for (int i = 0; i < 3; i++)
		CHECK_INT(visit_write(h.v, erase, c[i]), OK);
	counts_checked(&h);
	/* Too young to be added up; then added up; then more on top. */
	CHECK_INT(comment_events_fold(h.v), OK);
	counts_checked(&h);
	h.v->now += 2 * HOUR;
	CHECK_INT(comment_events_fold(h.v), OK);
	counts_checked(&h);
	CHECK_INT(comment_events_fold(h.v), OK);
	counts_checked(&h);
}

static void
counts_grow_together(struct arena *a)
{
	struct house h = house_of(a, OPEN "}", NEWS "}");
	json_t *view;

	for (int i = 0; i < 5; i++) {
		comment(&h, "2026-05-10T12:00", "");
		h.v->now += 2 * HOUR;
		CHECK_INT(comment_events_fold(h.v), OK);
	}
	comment(&h, "2026-05-10T12:00", "");
	CHECK_INT(comment_counts(h.v, NULL, NULL, &view), OK);
	CHECK_TEXT(figures(&h, row_of(view, "2026-05")),
		"6 6 0 0 0 0 0 0 0 0 0 -");
}

/* A month begins where the office is. */
static void
month_of_the_office(struct arena *a)
{
	struct house h = house_of(a, OPEN "}", NEWS "}");
	json_t *view;

	comment(&h, "2026-06-01T00:30", "");
	CHECK_INT(comment_counts(h.v, NULL, NULL, &view), OK);
	CHECK(row_of(view, "2026-05") == NULL);
	CHECK_TEXT(figures(&h, row_of(view, "2026-06")),
		"1 1 0 0 0 0 0 0 0 0 0 -");
}

static void
each_office_its_own(struct arena *a)
{
	struct house h = house_of(a, OPEN "}", NEWS "}");
	struct record *other, *c[3];
	json_t *view;

	CHECK_INT(put(h.v, &entity_office, "{\"name\":{\"en\":\"Other\"}}",
		&other, false), OK);
	h.v->office = h.office->id;
	happened(&h, c);
	counts_checked(&h);
	h.v->office = other->id;
	CHECK_INT(comment_counts(h.v, NULL, NULL, &view), OK);
	CHECK_TEXT(figures(&h, json_object_get(view, "total")),
		"0 0 0 0 0 0 0 0 0 0 0 -");
	h.v->office = (struct id){{0}};
	CHECK_INT(comment_counts(h.v, NULL, NULL, &view), OK);
	CHECK_INT(json_array_size(json_object_get(view, "offices")), 2);
	CHECK_TEXT(figures(&h, json_object_get(view, "total")),
		"4 1 3 1 2 0 1 0 0 0 0 5.0");
}

/* ---- keys ---- */

static int64_t
keys(struct visit *v)
{
	struct db_stmt *s = db_ask(v->db, "SELECT COUNT(*) FROM comment_day");
	int64_t n = -1;
	bool row;

	if (db_step(s, &row) == OK && row)
		n = db_int(s, 0);
	db_done(s);
	return n;
}

static enum err
key_put(struct visit *v, void *arg)
{
	struct db_stmt *s = db_ask(v->db,
		"INSERT INTO comment_day (day, key) VALUES (?, ?)");

	db_bind_int(s, *(int64_t *)arg);
	db_bind_blob(s, "0123456789abcdef0123456789abcdef", 32);
	return db_run(s);
}

static void
keys_go(struct arena *a)
{
	struct house h = house_of(a, OPEN "}", NEWS "}");
	int64_t today = h.v->now / DAY, days;

	for (int64_t day = today - 20; day <= today; day++)
		CHECK_INT(visit_write(h.v, key_put, &day), OK);
	CHECK_INT(comments_sweep(h.v), OK);
	CHECK_INT(keys(h.v), 15);
	CHECK_INT(comment_keys_keep(h.v, 3), OK);
	CHECK_INT(comment_keys_keep(h.v, 2), OK);
	CHECK_INT(comment_keys_days(h.v, &days), OK);
	CHECK_INT(days, 2);
	CHECK_INT(comments_sweep(h.v), OK);
	CHECK_INT(keys(h.v), 3);
}

const struct test commenting_tests[] = {
	{"the box opens and closes at an article's moments, and says when the answer changes", opens_and_closes},
	{"comments close so many days after publication, unless the article says otherwise", days_after_publication},
	{"on the days of an election comments wait or are closed, from its first midnight to its last", election_days},
	{"times of the box are whole and in their order", times_in_order},
	{"counts of comments are those counted by hand", counted_by_hand},
	{"counts stay when comments are erased and when they are added up", counts_stay},
	{"what is added up later is added to what was", counts_grow_together},
	{"a month begins at the office's midnight", month_of_the_office},
	{"an office's counts are its own", each_office_its_own},
	{"keys of addresses go after as many days as the server says", keys_go},
	{0}
};
