/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The access log as it is read and looked through.  record/reading.c writes
 * it; here is who may see which of it, its review month by month, and when
 * the oldest of it goes.
 *
 *	access_review    month "2026-05" | finding | who, account, office | at
 *
 * A review is never changed and never goes.  An office sees what its own
 * accounts did, and what the program did by itself.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define REVIEW_MONTHS 36  /* so far back it is asked for */
#define KEPT_MONTHS 24    /* where no office says otherwise */

/* ---- months: "2026-05", or counted since year 0 ---- */

static int
month_count(const char *month)
{
	return (int)strtol(month, NULL, 10) * 12 +
		(int)strtol(month + 5, NULL, 10) - 1;
}

static const char *
month_text(struct arena *a, int count)
{
	return arena_printf(a, "%04d-%02d", count / 12, count % 12 + 1);
}

static const char *
month_of(struct visit *v, int64_t moment)
{
	return arena_copy(v->arena, moment_day(v->arena, moment, v->zone), 7);
}

/* The month's first moment. */
static int64_t
month_begins(struct visit *v, int count)
{
	char zone[64];
	int64_t moment = 0;

	moment_parse(arena_printf(v->arena, "%s-01T00:00",
		month_text(v->arena, count)), v->zone, &moment, zone);
	return moment;
}

static bool
is_month(const char *text)
{
	struct edtf date;

	return text != NULL && strlen(text) == 7 &&
		strspn(text, "0123456789") == 4 && edtf_parse(text, &date);
}

/* ---- reading it ---- */

/* " AND …" of a wish, its marks bound by bind_wish in the same order. */
static const char *
where_wish(struct visit *v, const struct access_wish *w)
{
	struct buf sql = buf_in(v->arena, 1 << 14);

	if (!id_none(v->office))
		buf_text(&sql, " AND (r.account IS NULL OR EXISTS (SELECT 1"
			" FROM account a WHERE a.id = r.account"
			" AND a.office = ?))");
	if (!id_none(w->account))
		buf_text(&sql, " AND r.account = ?");
	if (w->month != NULL)
		buf_text(&sql, " AND r.at >= ? AND r.at < ?");
	if (!id_none(w->before))
		buf_text(&sql, " AND r.id < ?");
	for (size_t i = 0; w->of_some && i < w->record_count; i++)
		buf_printf(&sql, "%s?", i == 0 ? " AND r.record IN (" : ", ");
	if (w->of_some)
		buf_text(&sql, w->record_count > 0 ? ")" : " AND 1 = 0");
	return sql.at;
}

static void
bind_wish(struct visit *v, const struct access_wish *w, struct db_stmt *s)
{
	if (!id_none(v->office))
		db_bind_id(s, v->office);
	if (!id_none(w->account))
		db_bind_id(s, w->account);
	if (w->month != NULL) {
		int count = month_count(w->month);

		db_bind_int(s, month_begins(v, count));
		db_bind_int(s, month_begins(v, count + 1));
	}
	if (!id_none(w->before))
		db_bind_id(s, w->before);
	for (size_t i = 0; w->of_some && i < w->record_count; i++)
		db_bind_id(s, w->records[i]);
}

static void
row_read(struct visit *v, struct db_stmt *s, struct access_row *row)
{
	*row = (struct access_row){
		.id = db_id(s, 0), .at = db_int(s, 1), .account = db_id(s, 2),
		.who = arena_text(v->arena, db_text(s, 3)),
		.entity = arena_text(v->arena, db_text(s, 4)),
		.record = db_id(s, 5),
		.fields = arena_text(v->arena, db_text(s, 6)),
		.network = arena_text(v->arena, db_text(s, 7)),
		.act = db_null(s, 8) ? "read" :
			arena_text(v->arena, db_text(s, 8)),
		.reason = arena_text(v->arena, db_text(s, 9)),
	};
	if (id_same(row->id, row->record))
		row->record = (struct id){ 0 };
}

enum err
access_list(struct visit *v, const struct access_wish *w,
	struct access_row **out, size_t *n)
{
	struct db_stmt *s;
	bool row;

	if (w->month != NULL && !is_month(w->month))
		return fail_field(v, "month", "access.wrong-month", NULL,
			NULL);
	s = db_say(v->db, arena_printf(v->arena, "SELECT r.id, r.at,"
		" r.account, r.who, r.entity, r.record, r.fields, r.network,"
		" r.act, r.reason FROM reading r WHERE 1 = 1%s"
		" ORDER BY r.id DESC LIMIT ?", where_wish(v, w)));
	bind_wish(v, w, s);
	db_bind_int(s, (int64_t)w->limit);
	*out = arena_alloc(v->arena, (w->limit + 1) * sizeof **out);
	for (*n = 0;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		row_read(v, s, &(*out)[(*n)++]);
	}
}

/* ---- the monthly review ---- */

/* The reviews that this visitor's office has to know of, newest first. */
enum err
access_reviews(struct visit *v, struct access_review **out, size_t *n)
{
	struct db_stmt *s = db_say(v->db, arena_printf(v->arena,
		"SELECT month, finding, who, at FROM access_review"
		" WHERE 1 = 1%s ORDER BY id DESC LIMIT %d",
		id_none(v->office) ? "" : " AND office = ?",
		2 * REVIEW_MONTHS));
	bool row;

	if (!id_none(v->office))
		db_bind_id(s, v->office);
	*out = arena_alloc(v->arena, 2 * REVIEW_MONTHS * sizeof **out);
	for (*n = 0;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		(*out)[(*n)++] = (struct access_review){
			arena_text(v->arena, db_text(s, 0)),
			arena_text(v->arena, db_text(s, 1)),
			arena_text(v->arena, db_text(s, 2)), db_int(s, 3) };
	}
}

static bool
reviewed(const struct access_review *all, size_t n, const char *month)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].month, month) == 0)
			return true;
	return false;
}

/* The month of the oldest line there is; none: this one. */
static enum err
first_month(struct visit *v, int *out)
{
	struct access_wish every = { .limit = 1 };
	struct db_stmt *s = db_say(v->db, arena_printf(v->arena,
		"SELECT MIN(r.at) FROM reading r WHERE 1 = 1%s",
		where_wish(v, &every)));
	bool row;

	bind_wish(v, &every, s);
	TRY(db_step(s, &row));
	*out = month_count(month_of(v, row && !db_null(s, 0) ? db_int(s, 0) :
		v->now));
	db_done(s);
	return OK;
}

enum err
access_unreviewed(struct visit *v, json_t **months)
{
	int now = month_count(month_of(v, v->now)), first;
	struct access_review *all;
	size_t n;

	*months = keep(v, json_array());
	if (!(v->roles & ROLE_ADMINS))
		return OK;
	TRY(first_month(v, &first));
	TRY(access_reviews(v, &all, &n));
	if (first < now - REVIEW_MONTHS)
		first = now - REVIEW_MONTHS;
	for (; first < now; first++)
		if (!reviewed(all, n, month_text(v->arena, first)))
			json_array_append_new(*months, json_string(
				month_text(v->arena, first)));
	return OK;
}

enum err
access_review_add(struct visit *v, const char *month, const char *finding)
{
	struct db_stmt *s;

	if (!is_month(month))
		return fail_field(v, "month", "access.wrong-month", NULL,
			NULL);
	if (month_count(month) >= month_count(month_of(v, v->now)))
		return fail_field(v, "month", "access.not-over", NULL, NULL);
	if (finding == NULL || text_blank(finding))
		return fail_field(v, "finding", "access.finding-needed", NULL,
			NULL);
	if (text_length(finding) > 2000)
		return fail_field(v, "finding", "error.too-long", "2000",
			NULL);
	s = db_ask(v->db, "INSERT INTO access_review (id, month, finding, who,"
		" account, office, at) VALUES (?, ?, ?, ?, ?, ?, ?)");
	db_bind_id(s, id_new());
	db_bind_text(s, month);
	db_bind_text(s, finding);
	db_bind_text(s, v->who);
	db_bind_id(s, v->account);
	db_bind_id(s, v->office);
	db_bind_int(s, v->now);
	return db_run(s);
}

/* ---- what is too old ---- */

/* The longest that any office keeps it. */
static enum err
months_kept(struct visit *v, int *out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT MAX(access_months)"
		" FROM office WHERE standing = 0");
	bool row;

	TRY(db_step(s, &row));
	*out = row && !db_null(s, 0) ? (int)db_int(s, 0) : KEPT_MONTHS;
	db_done(s);
	return OK;
}

static enum err
sweep(struct visit *v, void *arg)
{
	struct db_stmt *s = db_ask(v->db, "DELETE FROM reading WHERE at < ?");

	db_bind_int(s, *(int64_t *)arg);
	return db_run(s);
}

enum err
access_sweep(struct visit *v)
{
	int64_t oldest;
	int months;

	TRY(months_kept(v, &months));
	oldest = month_begins(v, month_count(month_of(v, v->now)) - months);
	return visit_write(v, sweep, &oldest);
}
