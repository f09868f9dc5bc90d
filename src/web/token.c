/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tokens by which programs act for an account: `Authorization: Bearer …`.
 * 256 random bits behind a word that lets others recognise a leaked one; the
 * store has only the digest.
 */
#include <string.h>
#include <strings.h>

#include "inside.h"

#define WORD "gyoryu_"
#define SEEN_EVERY INT64_C(3600000)  /* ms: how exactly its use is noted */

enum err
token_make(struct visit *v, struct id account, const char *label,
	const char **token)
{
	uint8_t digest[SECRET_DIGEST];
	struct db_stmt *s;

	*token = arena_printf(v->arena, WORD "%s", secret_token(v->arena, 32));
	secret_digest(*token, strlen(*token), digest);
	s = db_ask(v->db, "INSERT INTO token (digest, account, label, made, "
		"seen) VALUES (?, ?, ?, ?, 0)");
	db_bind_blob(s, digest, sizeof digest);
	db_bind_id(s, account);
	db_bind_text(s, label);
	db_bind_int(s, v->now);
	return db_run(s);
}

static enum err
note_use(struct visit *v, void *digest)
{
	struct db_stmt *s = db_ask(v->db,
		"UPDATE token SET seen = ? WHERE digest = ?");

	db_bind_int(s, v->now);
	db_bind_blob(s, digest, SECRET_DIGEST);
	return db_run(s);
}

enum err
token_find(struct asking *q, const char *token)
{
	struct visit *v = &q->rq.visit;
	uint8_t digest[SECRET_DIGEST];
	struct db_stmt *s;
	int64_t seen;
	bool row;

	secret_digest(token, strlen(token), digest);
	s = db_ask(v->db, "SELECT a.id, a.login, a.roles, a.language, "
		"a.called, a.office, t.seen FROM token t "
		"JOIN account a ON a.id = t.account "
		"WHERE t.digest = ? AND a.active = 1 AND a.standing = 0");
	db_bind_blob(s, digest, sizeof digest);
	TRY(db_step(s, &row));
	if (!row)
		return refuse(q, ERR_DENIED, 401, "error.token");
	q->bearer = true;
	session_take(q, s);
	seen = db_int(s, 6);
	db_done(s);
	if (v->now - seen > SEEN_EVERY)
		TRY(visit_write(v, note_use, digest));
	return OK;
}

enum err
token_list(struct visit *v, struct id account, json_t **out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT digest, label, made, seen "
		"FROM token WHERE account = ? ORDER BY made DESC");
	json_t *list = keep(v, json_array());
	bool row;

	db_bind_id(s, account);
	for (;;) {
		struct bytes digest;

		TRY(db_step(s, &row));
		if (!row)
			break;
		digest = db_blob(s, 0);
		json_array_append_new(list, json_pack("{s:s, s:s, s:I, s:I}",
			"id", secret_hex(v->arena, digest.at, digest.n),
			"label", db_text(s, 1), "made",
			(json_int_t)db_int(s, 2), "seen",
			(json_int_t)db_int(s, 3)));
	}
	*out = json_incref(list);
	return OK;
}

enum err
token_end(struct visit *v, struct id account, const char *id)
{
	uint8_t digest[SECRET_DIGEST];
	struct db_stmt *s;

	if (id == NULL || !secret_unhex(id, digest, sizeof digest))
		return fail(v, ERR_MISSING, "error.not-found");
	s = db_ask(v->db, "DELETE FROM token WHERE account = ? AND digest = ?");
	db_bind_id(s, account);
	db_bind_blob(s, digest, sizeof digest);
	return db_run(s);
}
