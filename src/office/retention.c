/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long records are kept: rules of the office, each for a kind of record,
 * counted from one of its dates or from its last change.  Nothing goes by
 * itself: what has been kept long enough is shown, and a person says which of
 * it goes.  Once a day it is only counted, for the desk.
 *
 *	erase   the content goes for good, from history too
 *	hide    out of sight
 *	clear   personal fields go for good, the rest stays
 *
 * What is kept for good, agreements, and papers whose own time is not over
 * are never offered, whatever a rule says.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

static const struct field retention_fields[] = {
	{ "name",         FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 200 },
	{ "applies",      FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "person organisation exchange letter promise plan gift expense document article comment takedown" },
	{ "counted_from", FIELD_TEXT, REQUIRED | LISTED, .max = 40, .preset = "changed" },
	{ "years",        FIELD_INTEGER, LISTED, .unit = "years", .min = 0, .max = 100 },
	{ "months",       FIELD_INTEGER, LISTED, .unit = "months", .min = 0, .max = 1200 },
	{ "only_when",    FIELD_TEXT, .max = 100 },
	{ "act",          FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "erase hide clear" },
	{ "source",       FIELD_WORDS, REQUIRED, .max = 500 },
	{ "active",       FIELD_FLAG, LISTED | FILTERED, .preset = "true" },
	{ "notes",        FIELD_TEXT, .max = 4000 },
	{ "sample",       FIELD_FLAG, FILTERED },
	{ "office",       FIELD_REF, GIVEN | FILTERED, .to = &entity_office },
	{0}
};

#define CANDIDATES 5000   /* looked at for one rule */

/* ---- a rule as it is used ---- */

struct rule {
	const struct record *record;
	const struct entity *of;
	const struct field *from;    /* NULL: the column named by `column` */
	const char *column;
	const struct field *when;    /* NULL: always */
	const char *value;
	const char *act;
	int cutoff;                  /* due when its last day is not after it */
	const char *cutoff_day;
};

static bool
is(const char *text, const char *word)
{
	return text != NULL && strcmp(text, word) == 0;
}

/* "changed", "made", or a DATE or MOMENT field of the kind. */
static bool
from_read(struct visit *v, const struct entity *of, const char *name,
	struct rule *out)
{
	out->from = NULL;
	out->column = arena_printf(v->arena, "\"%s\"", name);
	if (is(name, "changed") || is(name, "made"))
		return true;
	out->from = field_named(of->fields, name);
	/* The day is shown to whoever looks through what is due. */
	return out->from != NULL && !(out->from->flags & PERSONAL) &&
		(out->from->kind == FIELD_DATE ||
		out->from->kind == FIELD_MOMENT);
}

/* "state=done", "public=false"; nothing is always. */
static bool
when_read(struct visit *v, const struct entity *of, const char *text,
	struct rule *out)
{
	const char *equals = text != NULL ? strchr(text, '=') : NULL;

	out->when = NULL;
	if (text == NULL)
		return true;
	if (equals == NULL)
		return false;
	out->when = field_named(of->fields, arena_copy(v->arena, text,
		(size_t)(equals - text)));
	out->value = arena_text(v->arena, equals + 1);
	if (out->when == NULL)
		return false;
	if (out->when->kind == FIELD_FLAG)
		return is(out->value, "true") || is(out->value, "false");
	return out->when->kind == FIELD_CHOICE &&
		field_has_choice(out->when, out->value);
}

/* ---- the table's rules ---- */

static bool
has_personal(const struct entity *of)
{
	for (const struct field *f = of->fields; f->name != NULL; f++)
		if (f->flags & PERSONAL)
			return true;
	return false;
}

static int64_t
number_of(const json_t *fields, const char *key)
{
	return json_integer_value(json_object_get(fields, key));
}

static enum err
retention_check(struct visit *v, struct draft *d)
{
	const char *applies = text_of(d->fields, "applies");
	const char *from = text_of(d->fields, "counted_from");
	const struct entity *of = applies == NULL ? NULL :
		catalogue_entity(v->catalogue, applies);
	struct rule rule = { 0 };
	enum err err = OK;

	if (of == NULL)
		return OK;
	if (from != NULL && !from_read(v, of, from, &rule))
		err = fail_field(v, "counted_from", "retention.wrong-from",
			NULL, NULL);
	if (!when_read(v, of, text_of(d->fields, "only_when"), &rule))
		err = fail_field(v, "only_when", "retention.wrong-when", NULL,
			NULL);
	if (number_of(d->fields, "years") + number_of(d->fields, "months") <= 0)
		err = fail_field(v, "years", "retention.wrong-period", NULL,
			NULL);
	if (is(text_of(d->fields, "act"), "clear") && !has_personal(of))
		err = fail_field(v, "act", "retention.nothing-personal", NULL,
			NULL);
	return err;
}

const struct entity entity_retention = {
	.name = "retention", .plural = "retentions",
	.fields = retention_fields,
	.title = "name", .order = "name",
	.read = ROLE_STAFF, .write = ROLE_ADMINS,
	.owned = "office",
	.check = retention_check,
};

/* ---- days ---- */

static int
days_in(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 1 && leap ? 29 : days[month];
}

/* So many months before today, as a day; the last of its month where that
 * has fewer. */
static const char *
day_before(struct visit *v, int64_t months)
{
	const char *today = moment_day(v->arena, v->now, v->zone);
	int64_t count = strtol(today, NULL, 10) * 12 +
		strtol(today + 5, NULL, 10) - 1 - months;
	int day = (int)strtol(today + 8, NULL, 10);
	int year = (int)(count / 12), month = (int)(count % 12);

	if (day > days_in(year, month))
		day = days_in(year, month);
	return arena_printf(v->arena, "%04d-%02d-%02d", year, month + 1, day);
}

static bool
rule_read(struct visit *v, const struct record *r, struct rule *out)
{
	int64_t months = record_int(r, "years", 0) * 12 +
		record_int(r, "months", 0);
	int first;

	*out = (struct rule){ .record = r, .act = record_text(r, "act") };
	out->of = catalogue_entity(v->catalogue, record_text(r, "applies"));
	out->cutoff_day = day_before(v, months);
	return out->of != NULL && months > 0 && (out->of->read & v->roles) &&
		days_of(out->cutoff_day, &first, &out->cutoff) &&
		from_read(v, out->of, record_text(r, "counted_from"), out) &&
		when_read(v, out->of, record_text(r, "only_when"), out);
}

/* ---- what may be due, as the store knows it ---- */

/* Some personal field is there. */
static void
where_personal(const struct entity *of, struct buf *sql)
{
	const char *before = " AND (";

	for (const struct field *f = of->fields; f->name != NULL; f++) {
		if (!(f->flags & PERSONAL))
			continue;
		if (field_columns(f))
			buf_printf(sql, "%s\"%s%s\" IS NOT NULL", before,
				f->name, field_types[f->kind].columns[0].suffix);
		else
			buf_printf(sql, "%sEXISTS (SELECT 1 FROM \"%s_%s\" s"
				" WHERE s.\"owner\" = \"%s\".\"id\")", before,
				of->name, f->name, of->name);
		before = " OR ";
	}
	buf_text(sql, ")");
}

static struct db_stmt *
candidates_ask(struct visit *v, const struct rule *rule)
{
	struct buf sql = buf_in(v->arena, 1 << 14);
	bool dated = rule->from != NULL && rule->from->kind == FIELD_DATE;
	char zone[64];
	int64_t until = 0;
	struct db_stmt *s;

	buf_printf(&sql, "SELECT \"id\" FROM \"%s\" WHERE %s %s ?"
		" AND \"standing\" %s", rule->of->name, rule->column,
		dated ? "<" : "<=", is(rule->act, "hide") ? "= 0" : "< 2");
	if (rule->when != NULL)
		buf_printf(&sql, " AND COALESCE(\"%s\", %s) = ?",
			rule->when->name,
			rule->when->kind == FIELD_FLAG ? "0" : "''");
	if (is(rule->act, "clear"))
		where_personal(rule->of, &sql);
	buf_printf(&sql, " ORDER BY %s, \"id\" LIMIT %d", rule->column,
		CANDIDATES);
	s = db_say(v->db, sql.at);
	moment_parse(arena_printf(v->arena, "%sT23:59", rule->cutoff_day),
		v->zone, &until, zone);
	if (dated)
		db_bind_text(s, arena_printf(v->arena, "%s\xf4\x8f\xbf\xbf",
			rule->cutoff_day));
	else
		db_bind_int(s, until + 59999);
	if (rule->when != NULL && rule->when->kind == FIELD_FLAG)
		db_bind_int(s, is(rule->value, "true"));
	else if (rule->when != NULL)
		db_bind_text(s, rule->value);
	return s;
}

static enum err
candidates_read(struct visit *v, const struct rule *rule, struct id **out,
	size_t *n)
{
	struct db_stmt *s = candidates_ask(v, rule);
	bool row;

	*out = arena_alloc(v->arena, CANDIDATES * sizeof **out);
	for (*n = 0;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		(*out)[(*n)++] = db_id(s, 0);
	}
}

/* ---- what is due ---- */

/* The day that it is counted from, and the last that it may mean. */
static const char *
since_of(struct visit *v, const struct rule *rule, const struct record *r,
	int *last)
{
	const char *day;
	int64_t moment = is(rule->column, "\"made\"") ? r->made : r->changed;
	char zone[64];
	int first;

	if (rule->from != NULL && rule->from->kind == FIELD_DATE) {
		day = record_text(r, rule->from->name);
		return day != NULL && days_of(day, &first, last) ? day : NULL;
	}
	if (rule->from != NULL && (record_text(r, rule->from->name) == NULL ||
	    !moment_parse(record_text(r, rule->from->name), v->zone, &moment,
		    zone)))
		return NULL;
	day = moment_day(v->arena, moment, v->zone);
	return days_of(day, &first, last) ? day : NULL;
}

/* Is it kept for good, or for longer than until today? */
static bool
is_kept(struct visit *v, const struct record *r)
{
	static const struct {
		const char *keep;
		int years;
	} rows[] = { { "thirty-years", 30 }, { "ten-years", 10 },
		{ "five-years", 5 }, { "three-years", 3 }, { "one-year", 1 } };
	const char *keep = record_text(r, "keep");
	int first, last, cutoff;

	if (r->of != &entity_document)
		return false;
	if (is(keep, "for-good") || is(record_text(r, "type"), "agreement"))
		return true;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (is(keep, rows[i].keep))
			return !days_of(record_text(r, "on"), &first, &last) ||
				!days_of(day_before(v, 12 * rows[i].years),
				&first, &cutoff) || last > cutoff;
	return false;
}

/* A record that is not for these eyes is not there, and no problem. */
static enum err
candidate_get(struct visit *v, const struct entity *of, struct id id,
	struct record **out)
{
	struct problem *said = v->problems, **last = v->last_problem;
	enum err err = record_get(v, of, id, out);

	if (err != ERR_MISSING)
		return err;
	*out = NULL;
	v->problems = said;
	v->last_problem = last;
	*last = NULL;
	return OK;
}

static enum err
rule_walk(struct visit *v, const struct rule *rule,
	struct retention_row *rows, size_t most, size_t *n)
{
	struct id *ids;
	size_t count;

	TRY(candidates_read(v, rule, &ids, &count));
	for (size_t i = 0; i < count && *n < most; i++) {
		struct record *r;
		const char *since;
		int last;

		TRY(candidate_get(v, rule->of, ids[i], &r));
		if (r == NULL || is_kept(v, r))
			continue;
		since = since_of(v, rule, r, &last);
		if (since != NULL && last <= rule->cutoff)
			rows[(*n)++] = (struct retention_row){ rule->record,
				r, since };
	}
	return OK;
}

static enum err
rules_read(struct visit *v, struct list *out)
{
	struct query *q = query_of(v, &entity_retention);

	query_where(q, "active", QUERY_IS, "true");
	query_order(q, "name");
	query_limit(q, 100);
	return query_run(q, out);
}

enum err
retention_list(struct visit *v, struct retention_row **out, size_t *n)
{
	struct list rules;
	struct rule rule;

	*n = 0;
	*out = arena_alloc(v->arena, RETENTION_MOST * sizeof **out);
	TRY(rules_read(v, &rules));
	for (size_t i = 0; i < rules.n; i++)
		if (rule_read(v, rules.at[i], &rule))
			TRY(rule_walk(v, &rule, *out, RETENTION_MOST, n));
	return OK;
}

/* ---- letting them go ---- */

const char *
retention_key(struct visit *v, const struct retention_row *row)
{
	return arena_printf(v->arena, "%s:%s", id_text(v->arena,
		row->rule->id), id_text(v->arena, row->record->id));
}

static enum err
row_run(struct visit *v, const struct retention_row *row)
{
	const struct record *r = row->record;
	const char *act = record_text(row->rule, "act");

	TRY(access_note(v, act, r->of->name, r->id, "",
		record_title(v, row->rule)));
	if (is(act, "hide"))
		return record_hide(v, r->of, r->id, 0);
	if (is(act, "clear"))
		return record_clear(v, r->of, r->id, 0);
	return record_erase(v, r->of, r->id);
}

/* The rows that were ticked, each of them due now. */
static enum err
picked(struct visit *v, const json_t *picks, struct retention_row **out,
	size_t *n)
{
	struct map *by_key = map_new(v->arena);
	struct retention_row *rows, *row;
	size_t count, i;
	json_t *pick;

	TRY(retention_list(v, &rows, &count));
	for (i = 0; i < count; i++)
		map_put(by_key, retention_key(v, &rows[i]), &rows[i]);
	*out = arena_alloc(v->arena, (count + 1) * sizeof **out);
	*n = 0;
	json_array_foreach(picks, i, pick) {
		const char *key = json_string_value(pick);

		row = key != NULL ? map_get(by_key, key) : NULL;
		if (row == NULL)
			return fail(v, ERR_CONFLICT, "retention.not-due");
		if (*n < count)
			(*out)[(*n)++] = *row;
	}
	return OK;
}

static enum err
rows_run(struct visit *v, const struct retention_row *rows, size_t n)
{
	enum err err = OK;

	/* The search is swept once for all of them. */
	v->purge_held = true;
	for (size_t i = 0; i < n && err == OK; i++)
		err = row_run(v, &rows[i]);
	v->purge_held = false;
	TRY(err);
	return n > 0 ? db_search_purge(v->db) : OK;
}

enum err
retention_run(struct visit *v, const json_t *picks, int64_t *done)
{
	struct retention_row *rows;
	size_t n;

	*done = 0;
	if (json_array_size(picks) == 0)
		return fail_field(v, "pick", "retention.none-ticked", NULL,
			NULL);
	if (json_array_size(picks) > RETENTION_MOST)
		return fail_field(v, "pick", "error.too-many",
			arena_printf(v->arena, "%d", RETENTION_MOST), NULL);
	TRY(picked(v, picks, &rows, &n));
	TRY(rows_run(v, rows, n));
	*done = (int64_t)n;
	return retention_count(v);
}

/* ---- counting, for the desk ---- */

static enum err
count_put(struct visit *v, struct id rule, size_t due)
{
	struct db_stmt *s = db_ask(v->db, "INSERT INTO retention_count"
		" (rule, due, at) VALUES (?, ?, ?) ON CONFLICT (rule)"
		" DO UPDATE SET due = excluded.due, at = excluded.at");

	db_bind_id(s, rule);
	db_bind_int(s, (int64_t)due);
	db_bind_int(s, v->now);
	return db_run(s);
}

enum err
retention_count(struct visit *v)
{
	struct retention_row *rows = arena_alloc(v->arena,
		RETENTION_MOST * sizeof *rows);
	struct list rules;
	struct rule rule;

	TRY(rules_read(v, &rules));
	for (size_t i = 0; i < rules.n; i++) {
		size_t n = 0;

		if (rule_read(v, rules.at[i], &rule))
			TRY(rule_walk(v, &rule, rows, RETENTION_MOST, &n));
		TRY(count_put(v, rules.at[i]->id, n));
	}
	return OK;
}

enum err
retention_due(struct visit *v, int64_t *count)
{
	struct db_stmt *s;
	bool row;

	*count = 0;
	if (!(v->roles & ROLE_ADMINS))
		return OK;
	s = db_say(v->db, arena_printf(v->arena, "SELECT SUM(c.due)"
		" FROM retention_count c JOIN retention r ON r.id = c.rule"
		" WHERE r.active = 1 AND r.standing = 0%s",
		id_none(v->office) ? "" :
		" AND (r.office IS NULL OR r.office = ?)"));
	if (!id_none(v->office))
		db_bind_id(s, v->office);
	TRY(db_step(s, &row));
	if (row && !db_null(s, 0))
		*count = db_int(s, 0);
	db_done(s);
	return OK;
}
