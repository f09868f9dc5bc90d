/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What people are to be told, as rows of mail_out:
 *
 *	id | account | kind | key | subject_key, with_json, href | made
 *	   | state: waiting sent dropped looked | settled
 *
 * A row is put in by the act that causes it, and with it a job that sends it;
 * (account, kind, key) is there once, so nobody is told a thing twice.  The
 * row's id is the letter's Message-ID.  What it says goes when it is settled:
 * then there is only left that somebody was told, of which kind, and when.
 */
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "inside.h"

#define KEPT_DAYS 400

const char *const wire_tables[] = {
	"CREATE TABLE IF NOT EXISTS mail_out ("
	" id {id} PRIMARY KEY, account {id} NOT NULL, kind {text} NOT NULL,"
	" key {text} NOT NULL, subject_key {text} NOT NULL, with_json {text},"
	" href {text}, made {int} NOT NULL, state {text} NOT NULL,"
	" settled {int});"
	"CREATE UNIQUE INDEX IF NOT EXISTS mail_out_notice"
	" ON mail_out (account, kind, key);",

	MACHINE_TABLES,
	IDENTITY_TABLES,
	NULL
};

/* ---- readers ---- */

static void
ties_take(const struct record *account, struct reader *r)
{
	json_t *ties = record_value(account, "ties"), *tie;
	size_t i;

	json_array_foreach(ties, i, tie)
		if (r->tie_count < VISIT_TIES && json_is_string(tie) &&
		    id_parse(json_string_value(tie), &r->ties[r->tie_count]))
			r->tie_count++;
}

/*
 * The account, if mail can go to it; *wants: none, digest, once; NULL: it
 * cannot, and r is not set.  Whoever causes a notice need not be one who may
 * read accounts, so this is the program's own reading.
 */
static enum err
reader_read(struct visit *v, struct id account, struct reader *r,
	const char **wants)
{
	const struct entity *of = catalogue_entity(v->catalogue, "account");
	struct visit own = *v;
	struct record *found;
	enum err err;

	*wants = NULL;
	own.roles |= ROLE_SYSTEM;
	own.office = (struct id){ 0 };
	problems_forget(&own);
	err = of != NULL ? record_get(&own, of, account, &found) : ERR_MISSING;
	if (err != OK)
		return err == ERR_MISSING ? OK : err;
	if (found->standing != RECORD_THERE || !record_flag(found, "active") ||
	    record_text(found, "mail") == NULL)
		return OK;
	*r = (struct reader){
		.id = found->id,
		.mail = record_text(found, "mail"),
		.called = record_text(found, "called"),
		.lang = lang_of(record_text(found, "language")),
		.roles = roles_of(record_chosen(v->arena, found, "roles")) &
			~(unsigned)ROLE_SYSTEM,
		.office = record_ref(found, "office"),
	};
	if (r->lang == LANG__MAX)
		r->lang = LANG_KO;
	ties_take(found, r);
	*wants = record_text(found, "notices");
	if (*wants == NULL)
		*wants = "none";
	return OK;
}

#define READERS_MOST 2000

enum err
notice_readers(struct visit *v, struct reader **out, size_t *n)
{
	struct db_stmt *s = db_ask(v->db, "SELECT id FROM account"
		" WHERE notices = 'digest' AND active = 1 AND standing = 0"
		" ORDER BY id");
	struct id *ids = arena_alloc(v->arena, READERS_MOST * sizeof *ids);
	size_t count = 0;
	const char *wants;
	bool row;

	for (;;) {
		TRY(db_step(s, &row));
		if (!row || count == READERS_MOST)
			break;
		ids[count++] = db_id(s, 0);
	}
	db_done(s);
	*n = 0;
	*out = arena_alloc(v->arena, (count + 1) * sizeof **out);
	for (size_t i = 0; i < count; i++) {
		TRY(reader_read(v, ids[i], &(*out)[*n], &wants));
		*n += wants != NULL && strcmp(wants, "digest") == 0;
	}
	return OK;
}

enum err
notice_told(struct visit *v, const struct reader *r, const char *day,
	bool *told)
{
	struct db_stmt *s = db_ask(v->db, "SELECT 1 FROM mail_out"
		" WHERE account = ? AND kind = 'digest' AND key = ?");

	db_bind_id(s, r->id);
	db_bind_text(s, day);
	TRY(db_step(s, told));
	db_done(s);
	return OK;
}

struct visit
notice_visit(const struct visit *v, const struct reader *r)
{
	struct visit as = *v;

	as.roles = ROLE_ANYONE | r->roles;
	as.account = r->id;
	as.office = r->office;
	memcpy(as.ties, r->ties, sizeof as.ties);
	as.tie_count = r->tie_count;
	as.who = r->called;
	as.lang = r->lang;
	as.trusted = false;
	as.titles = as.there = NULL;
	return as;
}

/* ---- putting in ---- */

enum err
outbox_put(struct visit *v, struct id id, struct id account, const char *kind,
	const char *key, const char *subject_key, json_t *with,
	const char *href, const char *state)
{
	struct buf text = buf_in(v->arena, LETTER_MOST);
	struct db_stmt *s = db_ask(v->db, "INSERT INTO mail_out (id, account,"
		" kind, key, subject_key, with_json, href, made, state)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
		" ON CONFLICT (account, kind, key) DO NOTHING");

	if (with != NULL)
		json_print(&text, with, false);
	db_bind_id(s, id);
	db_bind_id(s, account);
	db_bind_text(s, kind);
	db_bind_text(s, key);
	db_bind_text(s, subject_key);
	db_bind_text(s, with != NULL ? text.at : "{}");
	db_bind_text(s, href);
	db_bind_int(s, v->now);
	db_bind_text(s, state);
	return text.full ? ERR_LARGE : db_run(s);
}

static enum err
put(struct visit *v, struct id account, const char *kind, const char *key,
	const char *subject_key, json_t *with, const char *href)
{
	struct id id = id_new();
	const char *name = id_text(v->arena, id);

	TRY(outbox_put(v, id, account, kind, key, subject_key, with, href,
		"waiting"));
	if (db_touched(v->db) == 0)
		return OK;
	return job_add(v, "mail.send", name, keep(v, json_pack("{s:s}",
		"notice", name)), v->now);
}

enum err
notice_add(struct visit *v, struct id account, const char *kind,
	const char *key, const char *subject_key, json_t *args,
	const char *href)
{
	struct reader r;
	const char *wants;

	if (v->mail == NULL)
		return OK;
	TRY(reader_read(v, account, &r, &wants));
	if (wants == NULL || strcmp(wants, "once") != 0)
		return OK;
	return put(v, account, kind, key, subject_key, args, href);
}

/* ---- a link that opens something is not in the store for all to read ---- */

#define SEALED "sealed:"

static void
href_key(const struct visit *v, uint8_t out[SECRET_KEY])
{
	static const char use[] = "link in a mail";

	secret_sign(v->catalogue->key, use, sizeof use - 1, out);
}

static const char *
href_seal(struct visit *v, const char *href)
{
	uint8_t key[SECRET_KEY];
	const uint8_t *sealed;
	size_t n;

	href_key(v, key);
	secret_seal(v->arena, key, href, strlen(href), &sealed, &n);
	return arena_printf(v->arena, SEALED "%s", secret_hex(v->arena,
		sealed, n));
}

/* As it was given; NULL: another key sealed it. */
static const char *
href_open(struct visit *v, const char *href)
{
	size_t skip = sizeof SEALED - 1, n;
	uint8_t key[SECRET_KEY], *bytes;
	char *plain;

	if (strncmp(href, SEALED, skip) != 0)
		return arena_text(v->arena, href);
	n = strlen(href + skip) / 2;
	bytes = arena_alloc(v->arena, n + 1);
	href_key(v, key);
	if (!secret_unhex(href + skip, bytes, n) ||
	    secret_open(v->arena, key, bytes, n, &plain, &n) != OK)
		return NULL;
	return arena_copy(v->arena, plain, n);
}

enum err
notice_must(struct visit *v, struct id account, const char *kind,
	const char *key, const char *subject_key, json_t *args,
	const char *href)
{
	return v->mail == NULL ? OK : put(v, account, kind, key, subject_key,
		args, href_seal(v, href));
}

enum err
notice_digest(struct visit *v, const struct reader *r, const char *day,
	json_t *tasks)
{
	if (json_array_size(tasks) == 0)
		return outbox_put(v, id_new(), r->id, "digest", day,
			"mail.digest", NULL, NULL, "looked");
	return put(v, r->id, "digest", day, "mail.digest", keep(v, json_pack(
		"{s:s, s:O}", "day", day, "tasks", tasks)), "/office/");
}

/* ---- sending ---- */

enum err
notice_read(struct visit *v, struct id id, struct notice *n,
	struct id *account, bool *waits)
{
	struct db_stmt *s = db_ask(v->db, "SELECT account, kind, subject_key,"
		" with_json, href, made FROM mail_out WHERE id = ?"
		" AND state = 'waiting'");

	db_bind_id(s, id);
	TRY(db_step(s, waits));
	if (*waits) {
		*account = db_id(s, 0);
		*n = (struct notice){
			.id = id,
			.kind = arena_text(v->arena, db_text(s, 1)),
			.subject_key = arena_text(v->arena, db_text(s, 2)),
			.with = keep(v, json_read(db_text(s, 3))),
			.href = db_null(s, 4) ? NULL :
				href_open(v, db_text(s, 4)),
			.must = strncmp(db_text(s, 4), SEALED,
				sizeof SEALED - 1) == 0,
			.made = db_int(s, 5),
		};
	}
	db_done(s);
	return OK;
}

struct settling {
	struct id id;
	const char *state;
};

static enum err
settle(struct visit *v, void *arg)
{
	const struct settling *to = arg;
	struct db_stmt *s = db_ask(v->db, "UPDATE mail_out SET state = ?,"
		" settled = ?, with_json = NULL, href = NULL WHERE id = ?");

	db_bind_text(s, to->state);
	db_bind_int(s, v->now);
	db_bind_id(s, to->id);
	return db_run(s);
}

enum err
outbox_settled(struct visit *v, struct id id, const char *state)
{
	struct settling to = { id, state };

	return visit_write(v, settle, &to);
}

const char *
outbox_without(struct arena *a, const char *text, const char *address)
{
	struct buf out = buf_in(a, 1000);
	size_t n = strlen(address);

	while (*text != '\0')
		if (strncasecmp(text, address, n) == 0) {
			buf_text(&out, "…");
			text += n;
		} else {
			buf_char(&out, *text++);
		}
	return out.at;
}

static enum err
hand_over(struct visit *v, const struct notice *n, const struct reader *r,
	struct record *(*office)(struct visit *v))
{
	const struct mail_server *server = v->mail;
	struct visit as = notice_visit(v, r);
	struct mail m = { .from = server->from, .to = r->mail,
		.date = n->made };
	const struct record *from;
	char why[300] = "";
	enum err err;

	problems_forget(&as);
	from = office(&as);
	if (from != NULL)
		m.from_name = record_words(&as, from, "name");
	notice_words(&as, r, n, server->origin, &m.subject, &m.body);
	m.message_id = arena_printf(v->arena, "<%s%s>",
		id_text(v->arena, n->id), strrchr(server->from, '@'));
	if (server->origin != NULL)
		m.list_unsubscribe = arena_printf(v->arena,
			"%s/office/account", server->origin);
	err = mail_send(v->arena, server, &m, why);
	if (err == OK)
		return OK;
	return fail_with(v, err == ERR_INPUT ? ERR_DENIED : err,
		err == ERR_INPUT ? "mail.refused" : "mail.not-sent",
		r->called, outbox_without(v->arena, why, r->mail));
}

enum err
notice_send(struct visit *v, struct id notice,
	struct record *(*office)(struct visit *v))
{
	struct notice n;
	struct reader r;
	struct id account;
	const char *wants;
	bool waits;

	TRY(notice_read(v, notice, &n, &account, &waits));
	if (!waits)
		return OK;
	if (v->mail == NULL)
		return fail(v, ERR_BUSY, "mail.off");
	TRY(reader_read(v, account, &r, &wants));
	if (wants == NULL || (!n.must && strcmp(wants, "none") == 0))
		return outbox_settled(v, notice, "dropped");
	TRY(hand_over(v, &n, &r, office));
	v->now = clock_now();
	return outbox_settled(v, notice, "sent");
}

/* ---- forgetting ---- */

static enum err
sweep(struct visit *v, void *arg)
{
	struct db_stmt *s = db_ask(v->db,
		"DELETE FROM mail_out WHERE made < ?");

	(void)arg;
	db_bind_int(s, v->now - KEPT_DAYS * INT64_C(86400000));
	return db_run(s);
}

enum err
notice_sweep(struct visit *v)
{
	return visit_write(v, sweep, NULL);
}
