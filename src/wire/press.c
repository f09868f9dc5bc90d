/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Letters to people outside who have no account: the press list.  They stand
 * in mail_out beside notices, with the record of the press list in place of
 * the account, and so each goes out once.  What they say is written when they
 * go, so that nothing is sent that was taken back meanwhile.
 */
#include <string.h>

#include "base/clock.h"
#include "inside.h"

enum err
press_add(struct visit *v, struct id to, const char *kind, const char *key,
	json_t *with, bool *added)
{
	struct id id = id_new();
	const char *name = id_text(v->arena, id);

	*added = false;
	if (v->mail == NULL)
		return fail(v, ERR_CONFLICT, "mail.off");
	TRY(outbox_put(v, id, to, kind, key, "press.subject", with, NULL,
		"waiting"));
	*added = db_touched(v->db) > 0;
	if (!*added)
		return OK;
	return job_add(v, "press.send", name, keep(v, json_pack("{s:s}",
		"letter", name)), v->now);
}

enum err
press_told(struct visit *v, struct id to, const char *kind, const char *key,
	bool *told)
{
	struct db_stmt *s = db_ask(v->db, "SELECT 1 FROM mail_out"
		" WHERE account = ? AND kind = ? AND key = ?");

	db_bind_id(s, to);
	db_bind_text(s, kind);
	db_bind_text(s, key);
	TRY(db_step(s, told));
	db_done(s);
	return OK;
}

static enum err
hand_over(struct visit *v, const struct notice *n,
	const struct press_letter *letter)
{
	const struct mail_server *server = v->mail;
	struct mail m = { .from = server->from,
		.from_name = letter->from_name, .to = letter->to,
		.subject = letter->subject, .body = letter->body,
		.list_unsubscribe = letter->leave,
		.one_click = letter->leave != NULL,
		.date = n->made };
	char why[300] = "";
	enum err err;

	m.message_id = arena_printf(v->arena, "<%s%s>",
		id_text(v->arena, n->id), strrchr(server->from, '@'));
	err = mail_send(v->arena, server, &m, why);
	if (err == OK)
		return OK;
	return fail_with(v, err == ERR_INPUT ? ERR_DENIED : err,
		err == ERR_INPUT ? "mail.refused" : "mail.not-sent",
		letter->called, outbox_without(v->arena, why, letter->to));
}

enum err
press_send(struct visit *v, struct id letter, press_write *write)
{
	struct press_letter said = {0};
	struct notice n;
	struct id to;
	bool waits;

	TRY(notice_read(v, letter, &n, &to, &waits));
	if (!waits)
		return OK;
	if (v->mail == NULL)
		return fail(v, ERR_BUSY, "mail.off");
	TRY(write(v, to, n.kind, n.with, &said));
	if (said.to == NULL)
		return outbox_settled(v, letter, "dropped");
	TRY(hand_over(v, &n, &said));
	v->now = clock_now();
	return outbox_settled(v, letter, "sent");
}
