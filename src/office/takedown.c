/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Requests to block a comment: somebody says whom it harms and on which
 * grounds.  What came in may also be written down by staff, from a letter or a
 * call; what follows is done by acts alone (takedown_act.c):
 *
 *	received ──block──▶ blocked ──restore, the clock──▶ restored
 *	    │                  ├──────remove──────────────▶ removed
 *	    ├──refuse─▶ refused└──by the requester────────▶ withdrawn
 *	    └──by the requester──────────────────────────▶ withdrawn
 *
 * Neither the public nor the author is ever told who asked, or in which words:
 * they are told `ground`, a choice, and what a moderator says.
 */
#include <string.h>

#include "inside.h"
#include "takedown.h"

#define LIST_MOST 50

static const struct field takedown_fields[] = {
	{ "comment",  FIELD_REF, REQUIRED | LISTED | FILTERED, .to = &entity_comment },
	{ "state",    FIELD_CHOICE, GIVEN | REQUIRED | LISTED | FILTERED, .choices = "received blocked restored removed refused withdrawn", .preset = "received" },
	{ "name",     FIELD_TEXT, PERSONAL, .max = 60 },
	{ "mail",     FIELD_MAIL, PERSONAL },
	{ "relation", FIELD_CHOICE, REQUIRED | LISTED, .choices = "self family representative organisation" },
	{ "ground",   FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "privacy defamation insult other" },
	{ "grounds",  FIELD_TEXT, PERSONAL, .max = 2000 },
	{ "language", FIELD_LANGUAGE, .preset = "ko" },
	{ "at",       FIELD_MOMENT, LISTED | FILTERED },
	{ "blocked",  FIELD_MOMENT, GIVEN },
	{ "ends",     FIELD_MOMENT, GIVEN | FILTERED },
	{ "until",    FIELD_DATE, GIVEN | LISTED | FILTERED },
	{ "stood",    FIELD_CHOICE, GIVEN, .choices = "shown held" },
	{ "reminded", FIELD_FLAG, GIVEN | FILTERED },
	{ "said",     FIELD_TEXT, GIVEN, .max = TAKEDOWN_TEXT },
	{ "answer",   FIELD_TEXT, GIVEN, .max = TAKEDOWN_TEXT },
	{ "answered", FIELD_MOMENT, GIVEN },
	{ "outcome",  FIELD_TEXT, GIVEN, .max = TAKEDOWN_TEXT },
	{ "how",      FIELD_CHOICE, GIVEN | LISTED | FILTERED, .choices = "person clock requester author" },
	{ "decided",  FIELD_MOMENT, GIVEN | LISTED },
	{ "notes",    FIELD_TEXT, .max = 2000 },
	{ "sample",   FIELD_FLAG, FILTERED },
	{ "office",   FIELD_REF, GIVEN | FILTERED, .to = &entity_office },
	{0}
};

/* Who asks, and in which words, must be there when it comes in; once these
 * were cleared the clock must still go on. */
static enum err
said_check(struct visit *v, const struct draft *d)
{
	static const char *const names[] = { "name", "grounds", NULL };
	enum err err = OK;

	if (d->before != NULL && (v->trusted || (text_of(d->fields,
	    "name") == NULL && text_of(d->fields, "grounds") == NULL)))
		return OK;
	for (const char *const *n = names; *n != NULL; n++)
		if (text_of(d->fields, *n) == NULL ||
		    text_blank(text_of(d->fields, *n)))
			err = fail_field(v, *n, "error.required", NULL, NULL);
	return err;
}

/* What was decided of one comment is never carried over to another. */
static enum err
takedown_check(struct visit *v, struct draft *d)
{
	const struct record *before = d->before;
	const char *now = text_of(d->fields, "comment");
	enum err said = said_check(v, d);

	if (json_object_get(d->fields, "at") == NULL)
		json_object_set_new(d->fields, "at", json_string(
			moment_print(v->arena, v->now, v->zone)));
	if (before == NULL || v->trusted || now == NULL ||
	    strcmp(record_text(before, "comment"), now) == 0 ||
	    strcmp(record_text(before, "state"), "received") == 0)
		return said;
	return fail_field(v, "comment", "takedown.wrong-comment", NULL, NULL);
}

/* What must be told goes out by a job: here nothing knows of mail. */
static enum err
takedown_stored(struct visit *v, const struct record *now,
	const struct record *before)
{
	const char *id = id_text(v->arena, now->id);
	const char *state = record_text(now, "state");
	bool reminds = record_flag(now, "reminded") &&
		strcmp(state != NULL ? state : "", "blocked") == 0;
	const char *event;

	if (now->standing != RECORD_THERE || state == NULL)
		return OK;
	/* What was taken in from elsewhere goes on, and was told already. */
	if (before == NULL && strcmp(state, "received") != 0)
		return strcmp(state, "blocked") == 0 ? takedown_await(v, now) :
			OK;
	if (before == NULL || strcmp(record_text(before, "state"), state) != 0)
		event = state;
	else if (reminds && !record_flag(before, "reminded"))
		event = "review";
	else if (record_text(now, "answer") != NULL &&
	    record_text(before, "answer") == NULL)
		event = "answered";
	else
		return OK;
	if (strcmp(event, "blocked") == 0)
		TRY(takedown_await(v, now));
	return job_add(v, "block.tell", arena_printf(v->arena, "%s %s", id,
		event), keep(v, json_pack("{s:s, s:s}", "takedown", id,
		"event", event)), v->now);
}

/* "About a comment of Mina" */
static const char *
takedown_titled(struct visit *v, const struct record *r, enum lang lang)
{
	struct id id = record_ref(r, "comment");
	struct record *comment = NULL;

	if (id_none(id) || record_peek(v, &entity_comment, id, "nickname",
	    &comment) != OK || comment == NULL)
		return message(lang, "takedown.one");
	return message_with(v->arena, lang, "takedown.about", record_text(
		comment, "nickname"), NULL, NULL);
}

const struct entity entity_takedown = {
	.name = "takedown", .plural = "takedowns", .fields = takedown_fields,
	.title = "ground", .order = "-at",
	.titled = takedown_titled, .titled_by = "comment",
	.read = ROLE_EDITOR | ROLE_ADMINS, .write = ROLE_EDITOR | ROLE_ADMINS,
	.owned = "office",
	.check = takedown_check, .stored = takedown_stored,
};

/* ---- by the program's hand ---- */

struct hand {                /* a visit as it was */
	unsigned roles;
	struct id account, office;
	const char *who;
	bool trusted;
};

static struct hand
hand_take(struct visit *v, struct id office)
{
	struct hand was = { v->roles, v->account, v->office, v->who,
		v->trusted };

	v->roles |= ROLE_SYSTEM;
	v->account = (struct id){{0}};
	v->office = office;
	v->who = NULL;
	v->trusted = true;
	return was;
}

static void
hand_back(struct visit *v, const struct hand *was)
{
	v->roles = was->roles;
	v->account = was->account;
	v->office = was->office;
	v->who = was->who;
	v->trusted = was->trusted;
}

enum err
program_change(struct visit *v, const struct entity *of, struct id id,
	json_t *in, struct record **out)
{
	struct hand was = hand_take(v, (struct id){{0}});
	enum err err = record_change(v, of, id, 0, keep(v, in), out);

	hand_back(v, &was);
	return err;
}

enum err
comment_rules_read(struct visit *v, struct id office,
	struct comment_rules *out)
{
	struct db_stmt *s = OFFICE_ASK(v, office, "report_holds, block_days, "
		"zone");
	bool row;

	*out = (struct comment_rules){ 3, BLOCK_DAYS_MOST, v->zone };
	TRY(db_step(s, &row));
	if (row && !db_null(s, 0))
		out->report_holds = db_int(s, 0);
	if (row && !db_null(s, 1) && db_int(s, 1) >= 1 &&
	    db_int(s, 1) < BLOCK_DAYS_MOST)
		out->block_days = db_int(s, 1);
	if (row && !db_null(s, 2))
		out->zone = arena_text(v->arena, db_text(s, 2));
	db_done(s);
	return OK;
}

/* ---- asking ---- */

static enum err
waiting_few(struct visit *v, struct id comment)
{
	struct db_stmt *s = db_ask(v->db, "SELECT COUNT(*) FROM takedown "
		"WHERE comment = ? AND state = 'received' AND standing = 0");
	bool row, few;

	db_bind_id(s, comment);
	TRY(db_step(s, &row));
	few = !row || db_int(s, 0) < TAKEDOWN_WAITING;
	db_done(s);
	return few ? OK : fail(v, ERR_CONFLICT, "takedowns.many");
}

/* What the fields would refuse, under the names of the form. */
static json_t *
wish_input(struct visit *v, const struct takedown_wish *w)
{
	json_t *in = keep(v, json_pack("{s:s, s:s, s:s?, s:s?, s:s?, s:s?}",
		"comment", id_text(v->arena, w->comment->id), "language",
		langs[v->lang].tag, "name", w->name, "relation", w->relation,
		"ground", w->ground, "grounds", w->grounds));

	if (w->mail != NULL && !text_blank(w->mail))
		json_object_set_new(in, "mail", json_string(w->mail));
	return in;
}

static void
missing_say(struct visit *v, const char *field, const char *text)
{
	bool told = text != NULL && !text_blank(text);

	for (struct problem *p = v->problems; p != NULL; p = p->next)
		told = told || (p->field != NULL &&
			strcmp(p->field, field) == 0);
	if (!told)
		(void)fail_field(v, field, "error.required", NULL, NULL);
}

enum err
takedown_ask(struct visit *v, const struct takedown_wish *w,
	struct record **out)
{
	const char *state = record_text(w->comment, "state");
	struct hand was;
	enum err err;

	if (strcmp(state, "shown") != 0 && strcmp(state, "blocked") != 0)
		return fail(v, ERR_MISSING, "error.not-found");
	TRY(waiting_few(v, w->comment->id));
	was = hand_take(v, record_ref(w->comment, "office"));
	err = record_create(v, &entity_takedown, wish_input(v, w), out);
	hand_back(v, &was);
	if (err != ERR_INPUT)
		return err;
	/* All that is wrong is said at once. */
	missing_say(v, "name", w->name);
	missing_say(v, "grounds", w->grounds);
	return err;
}

const char *
takedown_secret(const struct visit *v, struct id id)
{
	static const char use[] = "takedown ";
	uint8_t text[sizeof use - 1 + sizeof id.b], sign[SECRET_DIGEST];

	memcpy(text, use, sizeof use - 1);
	memcpy(text + sizeof use - 1, id.b, sizeof id.b);
	secret_sign(v->catalogue->key, text, sizeof text, sign);
	return secret_hex(v->arena, sign, 16);
}

enum err
takedown_get(struct visit *v, struct id id, struct record **out)
{
	struct hand was = hand_take(v, (struct id){{0}});
	enum err err = record_peek(v, &entity_takedown, id, NULL, out);

	hand_back(v, &was);
	if (*out != NULL && (*out)->standing != RECORD_THERE)
		*out = NULL;
	return err;
}

enum err
takedown_find(struct visit *v, const char *id, const char *secret,
	struct record **out)
{
	struct id wanted;

	*out = NULL;
	if (id_parse(id, &wanted) && strlen(secret) == 32 &&
	    secret_same(secret, takedown_secret(v, wanted), 32))
		TRY(takedown_get(v, wanted, out));
	return *out != NULL ? OK : fail(v, ERR_MISSING, "error.not-found");
}

/* ---- looking ---- */

enum err
takedown_comment(struct visit *v, const struct record *r,
	struct record **out)
{
	struct hand was = hand_take(v, (struct id){{0}});
	enum err err = record_peek(v, &entity_comment, record_ref(r,
		"comment"), NULL, out);

	hand_back(v, &was);
	if (*out != NULL && (*out)->standing != RECORD_THERE)
		*out = NULL;
	return err;
}

static enum err
accounts_of(struct visit *v, const char *role, struct list *out)
{
	struct hand was = hand_take(v, v->office);
	struct query *q = query_of(v, &entity_account);
	enum err err;

	query_where(q, "roles", QUERY_HAS, role);
	query_where(q, "active", QUERY_IS, "true");
	query_limit(q, LIST_MOST);
	err = query_run(q, out);
	hand_back(v, &was);
	return err;
}

enum err
moderators(struct visit *v, struct id **out, size_t *n)
{
	struct list editors, admins;

	TRY(accounts_of(v, "editor", &editors));
	TRY(accounts_of(v, "admin", &admins));
	*out = arena_alloc(v->arena, (editors.n + admins.n + 1) *
		sizeof **out);
	*n = 0;
	for (size_t i = 0; i < editors.n; i++)
		(*out)[(*n)++] = editors.at[i]->id;
	for (size_t i = 0; i < admins.n; i++) {
		bool both = false;

		for (size_t j = 0; j < editors.n && !both; j++)
			both = id_same(editors.at[j]->id, admins.at[i]->id);
		if (!both)
			(*out)[(*n)++] = admins.at[i]->id;
	}
	return OK;
}

/* Whoever asks; oldest first. */
static enum err
about(struct visit *v, struct id comment, const char *states,
	struct list *out)
{
	struct hand was = hand_take(v, (struct id){{0}});
	struct query *q = query_of(v, &entity_takedown);
	enum err err;

	query_where(q, "comment", QUERY_IS, id_text(v->arena, comment));
	query_where(q, "state", QUERY_AMONG, states);
	query_order(q, "at");
	query_limit(q, LIST_MOST);
	err = query_run(q, out);
	hand_back(v, &was);
	return err;
}

enum err
takedown_blocking(struct visit *v, struct id comment, struct record **out)
{
	struct list list;

	TRY(about(v, comment, "blocked", &list));
	*out = list.n > 0 ? list.at[0] : NULL;
	return OK;
}

static void
put_when(struct visit *v, json_t *view, const char *key, const char *moment)
{
	int64_t at;
	char zone[64];

	if (moment != NULL && moment_parse(moment, v->zone, &at, zone))
		json_object_set_new(view, key, json_string(text_moment(
			v->arena, v->lang, at, zone)));
}

static json_t *
line_of(struct visit *v, const struct record *r)
{
	const char *id = id_text(v->arena, r->id), *until;
	const char *state = record_text(r, "state");
	const char *ends = record_text(r, "ends"), *at = record_text(r, "at");
	json_t *view = json_pack("{s:s, s:s, s:s, s:s, s:s}", "id", id,
		"href", arena_printf(v->arena, "/office/takedowns/%s/decide",
			id), "state", state, "state_says", message(v->lang,
			arena_printf(v->arena, "takedown.state-%s", state)),
		"ground_says", message(v->lang, arena_printf(v->arena,
			"takedown.ground-%s", record_text(r, "ground"))));
	int64_t moment;
	char zone[64];

	if (at != NULL)
		json_object_set_new(view, "at", json_string(arena_copy(
			v->arena, at, strcspn(at, "["))));
	put_when(v, view, "when", at);
	until = record_text(r, "until");
	if (strcmp(state, "blocked") != 0 || until == NULL || ends == NULL ||
	    !moment_parse(ends, v->zone, &moment, zone))
		return view;
	json_object_set_new(view, "until_when", json_string(text_date(
		v->arena, v->lang, until)));
	json_object_set_new(view, "left_says", json_string(message_with(
		v->arena, v->lang, "takedowns.left", arena_printf(v->arena,
		"%d", block_days_left(v, moment, zone)), NULL, NULL)));
	return view;
}

enum err
takedowns_of(struct visit *v, struct id comment, json_t **out)
{
	struct list list;

	*out = json_array();
	keep(v, *out);
	TRY(about(v, comment, "received blocked", &list));
	for (size_t i = 0; i < list.n; i++)
		json_array_append_new(*out, line_of(v, list.at[i]));
	json_incref(*out);
	return OK;
}

/* ---- as the comment goes on ---- */

static bool
stands(const struct record *r, const char *state)
{
	const char *now = record_text(r, "state");

	return now != NULL && strcmp(now, state) == 0;
}

enum err
takedown_comment_check(struct visit *v, struct draft *d)
{
	const char *state = text_of(d->fields, "state");
	const char *until = text_of(d->fields, "until");
	int first, last = 0, most = today_of(v) + BLOCK_DAYS_MOST;
	struct edtf_point p = edtf_from_day(most);

	if (v->trusted || state == NULL || strcmp(state, "blocked") != 0)
		return OK;
	if (until == NULL)
		json_object_set_new(d->fields, "until", json_string(
			arena_printf(v->arena, "%04d-%02d-%02d", p.year,
			p.month, p.day)));
	else if (!days_of(until, &first, &last) || last > most + 1)
		return fail_field(v, "until", "takedowns.wrong-until", NULL,
			NULL);
	return OK;
}

enum err
takedown_follows(struct visit *v, const struct record *now,
	const struct record *before)
{
	bool gone = stands(now, "removed") || stands(now, "withdrawn");
	struct record *after;
	struct list list;

	if (before == NULL || (!gone && !stands(before, "blocked")) ||
	    stands(now, "blocked"))
		return OK;
	TRY(about(v, now->id, gone ? "blocked received" : "blocked", &list));
	for (size_t i = 0; i < list.n; i++)
		TRY(program_change(v, &entity_takedown, list.at[i]->id,
			json_pack("{s:s, s:s, s:s}", "state", gone ? "removed"
			: "restored", "how", stands(now, "withdrawn") ?
			"author" : id_none(v->account) ? "clock" : "person",
			"decided", moment_print(v->arena, v->now, v->zone)),
			&after));
	return OK;
}
