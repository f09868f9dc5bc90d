/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What readers report, beside the records:
 *
 *	comment_report   id | comment | day, network: whence it came, hashed with
 *	                 the comment and the key of that day, so that a network
 *	                 counts once and nobody can tell what else it reported |
 *	                 reason | words | language | at | seen: by a person
 *	comment_looked   comment | digest of the text that a person let stand
 *
 * A report goes when its day's key goes; what a person let stand is
 * remembered for as long as the text is the same.
 */
#include <string.h>

#include "comment_report.h"
#include "inside.h"
#include "takedown.h"

#define DAY INT64_C(86400000)
#define SHOWN_MOST 200

const char *const report_reasons[] = { "advert", "abuse", "privacy",
	"defamation", "illegal", "repeat", "unrelated", "other", NULL };

const char *const report_tables[] = {
	"CREATE TABLE IF NOT EXISTS comment_report ("
	"id {id} PRIMARY KEY, comment {id} NOT NULL, day {int} NOT NULL, "
	"network {blob} NOT NULL, reason {text} NOT NULL, words {text}, "
	"language {text} NOT NULL, at {int} NOT NULL, seen {int} NOT NULL);"
	"CREATE UNIQUE INDEX IF NOT EXISTS comment_report_once "
	"ON comment_report (comment, network);"
	"CREATE INDEX IF NOT EXISTS comment_report_day "
	"ON comment_report (day);",

	"CREATE TABLE IF NOT EXISTS comment_looked ("
	"comment {id} PRIMARY KEY, text {blob} NOT NULL, at {int} NOT NULL);",

	NULL
};

/* ---- once per network ---- */

static void
network_sign(struct visit *v, const uint8_t key[SECRET_KEY], struct id comment,
	const char *network, uint8_t out[SECRET_DIGEST])
{
	const char *text = arena_printf(v->arena, "report %s %s",
		id_text(v->arena, comment), network);

	secret_sign(key, text, strlen(text), out);
}

static enum err
was_reported(struct visit *v, struct id comment,
	const uint8_t network[SECRET_DIGEST], bool *out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT 1 FROM comment_report "
		"WHERE comment = ? AND network = ?");

	db_bind_id(s, comment);
	db_bind_blob(s, network, SECRET_DIGEST);
	TRY(db_step(s, out));
	db_done(s);
	return OK;
}

#define DAYS_MOST 400

/* The keys that there are; at most DAYS_MOST. */
static enum err
keys_read(struct visit *v, uint8_t (*keys)[SECRET_KEY], int64_t *days,
	size_t *n)
{
	struct db_stmt *s = db_ask(v->db, "SELECT day, key FROM comment_day "
		"ORDER BY day DESC LIMIT 400");
	bool row;

	for (*n = 0; *n < DAYS_MOST;) {
		struct bytes key;

		TRY(db_step(s, &row));
		if (!row)
			return OK;
		key = db_blob(s, 1);
		if (key.n != SECRET_KEY)
			continue;
		days[*n] = db_int(s, 0);
		memcpy(keys[(*n)++], key.at, SECRET_KEY);
	}
	db_done(s);
	return OK;
}

static enum err
key_new(struct visit *v, int64_t day, uint8_t out[SECRET_KEY])
{
	struct db_stmt *s = db_ask(v->db,
		"INSERT INTO comment_day (day, key) VALUES (?, ?)");

	secret_random(out, SECRET_KEY);
	db_bind_int(s, day);
	db_bind_blob(s, out, SECRET_KEY);
	return db_run(s);
}

/* Signed with today's key, into out; was it there with any day's? */
static enum err
network_known(struct visit *v, const struct reporting *r,
	uint8_t out[SECRET_DIGEST], bool *known)
{
	uint8_t (*keys)[SECRET_KEY] = arena_alloc(v->arena,
		DAYS_MOST * sizeof *keys);
	int64_t days[DAYS_MOST], today = v->now / DAY;
	const char *network = r->network != NULL ? r->network : "";
	uint8_t key[SECRET_KEY];
	bool there = false;
	size_t n;

	*known = false;
	TRY(keys_read(v, keys, days, &n));
	for (size_t i = 0; i < n && !*known; i++) {
		network_sign(v, keys[i], r->comment->id, network, out);
		TRY(was_reported(v, r->comment->id, out, known));
		if (days[i] == today) {
			memcpy(key, keys[i], sizeof key);
			there = true;
		}
	}
	if (*known)
		return OK;
	if (!there)
		TRY(key_new(v, today, key));
	network_sign(v, key, r->comment->id, network, out);
	return OK;
}

static enum err
report_put(struct visit *v, const struct reporting *r,
	const uint8_t network[SECRET_DIGEST])
{
	bool words = r->words != NULL && !text_blank(r->words);
	struct db_stmt *s = db_ask(v->db, "INSERT INTO comment_report (id, "
		"comment, day, network, reason, words, language, at, seen) "
		"VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)");

	db_bind_id(s, id_new());
	db_bind_id(s, r->comment->id);
	db_bind_int(s, v->now / DAY);
	db_bind_blob(s, network, SECRET_DIGEST);
	db_bind_text(s, r->reason);
	db_bind_text(s, words ? r->words : NULL);
	db_bind_text(s, langs[v->lang].tag);
	db_bind_int(s, v->now);
	return db_run(s);
}

/* ---- what a person let stand ---- */

static void
text_digest(struct visit *v, const struct record *comment,
	uint8_t out[SECRET_DIGEST])
{
	const char *text = record_text(comment, "text");

	text = arena_printf(v->arena, "comment looked %s", text != NULL ?
		text : "");
	secret_sign(v->catalogue->key, text, strlen(text), out);
}

static enum err
let_stand(struct visit *v, const struct record *comment, bool *out)
{
	uint8_t digest[SECRET_DIGEST];
	struct db_stmt *s = db_ask(v->db, "SELECT 1 FROM comment_looked "
		"WHERE comment = ? AND text = ?");

	text_digest(v, comment, digest);
	db_bind_id(s, comment->id);
	db_bind_blob(s, digest, sizeof digest);
	TRY(db_step(s, out));
	db_done(s);
	return OK;
}

static enum err
stand_put(struct visit *v, const struct record *comment)
{
	uint8_t digest[SECRET_DIGEST];
	struct db_stmt *s = db_ask(v->db, "INSERT INTO comment_looked "
		"(comment, text, at) VALUES (?, ?, ?) ON CONFLICT (comment) "
		"DO UPDATE SET text = excluded.text, at = excluded.at");

	text_digest(v, comment, digest);
	db_bind_id(s, comment->id);
	db_bind_blob(s, digest, sizeof digest);
	db_bind_int(s, v->now);
	return db_run(s);
}

static enum err
reports_see(struct visit *v, struct id comment)
{
	struct db_stmt *s = db_ask(v->db, "UPDATE comment_report SET seen = 1 "
		"WHERE comment = ? AND seen = 0");

	db_bind_id(s, comment);
	return db_run(s);
}

/* ---- reporting ---- */

static enum err
report_fits(struct visit *v, const struct reporting *r)
{
	enum err err = OK;
	bool known = false;

	for (const char *const *s = report_reasons; *s != NULL; s++)
		known = known || (r->reason != NULL &&
			strcmp(*s, r->reason) == 0);
	if (!known)
		err = fail_field(v, "reason", "error.required", NULL, NULL);
	if (r->words != NULL && text_length(r->words) > REPORT_WORDS)
		err = fail_field(v, "words", "error.too-long", arena_printf(
			v->arena, "%d", REPORT_WORDS), NULL);
	return err;
}

enum err
comment_report(struct visit *v, const struct reporting *r, bool *counted)
{
	uint8_t network[SECRET_DIGEST];
	struct comment_rules rules;
	bool known, stands;
	struct record *out;
	int64_t count;
	json_t *in;

	*counted = false;
	TRY(report_fits(v, r));
	if (strcmp(record_text(r->comment, "state"), "shown") != 0)
		return fail(v, ERR_MISSING, "error.not-found");
	TRY(network_known(v, r, network, &known));
	if (known)
		return OK;
	TRY(report_put(v, r, network));
	TRY(comment_reports_count(v, r->comment->id, &count));
	TRY(comment_rules_read(v, record_ref(r->comment, "office"), &rules));
	TRY(let_stand(v, r->comment, &stands));
	in = json_pack("{s:I}", "reported", (json_int_t)count);
	if (!stands && rules.report_holds > 0 && count >= rules.report_holds) {
		json_object_set_new(in, "state", json_string("held"));
		json_object_set_new(in, "why", json_string("reported"));
	}
	*counted = true;
	return program_change(v, &entity_comment, r->comment->id, in, &out);
}

/* ---- looking at them ---- */

enum err
comment_reports_count(struct visit *v, struct id comment, int64_t *out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT COUNT(*) FROM comment_report "
		"WHERE comment = ? AND seen = 0");
	bool row;

	db_bind_id(s, comment);
	TRY(db_step(s, &row));
	*out = row ? db_int(s, 0) : 0;
	db_done(s);
	return OK;
}

static json_t *
report_view(struct visit *v, struct db_stmt *s)
{
	const char *reason = arena_text(v->arena, db_text(s, 0));
	int64_t at = db_int(s, 3);
	const char *moment = moment_print(v->arena, at, v->zone);

	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "reason", reason,
		"says", message(v->lang, arena_printf(v->arena,
			"comment-report.reason-%s", reason)),
		"words", db_null(s, 1) ? "" : db_text(s, 1),
		"lang", lang_html(db_text(s, 2)),
		"at", arena_copy(v->arena, moment, strcspn(moment, "[")),
		"when", text_moment(v->arena, v->lang, at, v->zone));
}

enum err
comment_reports_of(struct visit *v, struct id comment, json_t **out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT reason, words, language, at "
		"FROM comment_report WHERE comment = ? AND seen = 0 "
		"ORDER BY at DESC, id LIMIT ?");
	json_t *list = keep(v, json_array());
	bool row;

	db_bind_id(s, comment);
	db_bind_int(s, SHOWN_MOST);
	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			break;
		json_array_append_new(list, report_view(v, s));
	}
	db_done(s);
	*out = json_incref(list);
	return OK;
}

enum err
comment_reports_looked(struct visit *v, const struct record *comment,
	struct record **out)
{
	bool trusted = v->trusted;
	enum err err;

	TRY(reports_see(v, comment->id));
	if (strcmp(record_text(comment, "state"), "shown") == 0)
		TRY(stand_put(v, comment));
	v->trusted = true;
	err = record_change(v, &entity_comment, comment->id, 0, keep(v,
		json_pack("{s:n}", "reported")), out);
	v->trusted = trusted;
	return err;
}

/* ---- as the comment goes on ---- */

/* A person who gave it another state has looked; authors and the clock have
 * no account. */
static bool
is_looked(const struct visit *v, const json_t *now, const json_t *before)
{
	const char *state = text_of(now, "state"), *was = text_of(before,
		"state");

	return !id_none(v->account) && state != NULL && was != NULL &&
		strcmp(state, was) != 0;
}

void
comment_reports_check(struct visit *v, struct draft *d)
{
	if (d->before != NULL && is_looked(v, d->fields, d->before->fields))
		json_object_del(d->fields, "reported");
}

static enum err
reports_drop(struct visit *v, struct id comment)
{
	struct db_stmt *s = db_ask(v->db,
		"DELETE FROM comment_report WHERE comment = ?");

	db_bind_id(s, comment);
	TRY(db_run(s));
	s = db_ask(v->db, "DELETE FROM comment_looked WHERE comment = ?");
	db_bind_id(s, comment);
	return db_run(s);
}

enum err
comment_reports_stored(struct visit *v, const struct record *now,
	const struct record *before)
{
	if (now->standing == RECORD_ERASED)
		return reports_drop(v, now->id);
	if (before == NULL || !is_looked(v, now->fields, before->fields))
		return OK;
	TRY(reports_see(v, now->id));
	return strcmp(record_text(now, "state"), "shown") == 0 ?
		stand_put(v, now) : OK;
}

enum err
comment_reports_sweep(struct visit *v)
{
	/* What a key hashed goes with it. */
	return db_run(db_ask(v->db, "DELETE FROM comment_report WHERE day NOT "
		"IN (SELECT day FROM comment_day)"));
}
