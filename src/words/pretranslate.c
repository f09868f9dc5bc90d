/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of runs that translate a whole record beforehand: as whom, how far,
 * and what was left. */
#include <string.h>

#include "effort.h"

#define COLUMNS "id, entity, record, from_lang, to_lang, state, total, done," \
	" memory, machine, left_over, least, asks, says, who, account," \
	" office, roles, lang, made"

enum err
pretranslate_add(struct visit *v, struct pretranslate *p)
{
	struct db_stmt *s = db_ask(v->db, "INSERT INTO pretranslate (" COLUMNS
		") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
		" ?, ?, ?)");

	p->id = id_new();
	p->made = v->now;
	db_bind_id(s, p->id);
	db_bind_text(s, p->entity);
	db_bind_id(s, p->record);
	db_bind_text(s, p->from);
	db_bind_text(s, p->to);
	db_bind_text(s, p->state);
	db_bind_int(s, p->total);
	db_bind_int(s, p->done);
	db_bind_int(s, p->memory);
	db_bind_int(s, p->machine);
	db_bind_int(s, p->left);
	db_bind_int(s, p->least);
	db_bind_int(s, p->asks);
	db_bind_text(s, p->says);
	db_bind_text(s, p->who != NULL ? p->who : "");
	db_bind_id(s, p->account);
	db_bind_id(s, p->office);
	db_bind_int(s, p->roles);
	db_bind_text(s, langs[p->lang].tag);
	db_bind_int(s, p->made);
	return db_run(s);
}

static const char *
text_at(struct visit *v, struct db_stmt *s, int column)
{
	return arena_text(v->arena, db_text(s, column));
}

static enum err
read(struct visit *v, struct db_stmt *s, struct pretranslate **out)
{
	struct pretranslate *p = NULL;
	bool row;

	*out = NULL;
	TRY(db_step(s, &row));
	if (!row)
		return OK;
	p = arena_alloc(v->arena, sizeof *p);
	*p = (struct pretranslate){ .id = db_id(s, 0),
		.entity = text_at(v, s, 1), .record = db_id(s, 2),
		.from = text_at(v, s, 3), .to = text_at(v, s, 4),
		.state = text_at(v, s, 5), .total = db_int(s, 6),
		.done = db_int(s, 7), .memory = db_int(s, 8),
		.machine = db_int(s, 9), .left = db_int(s, 10),
		.least = db_int(s, 11), .asks = db_int(s, 12) == 1,
		.says = text_at(v, s, 13), .who = text_at(v, s, 14),
		.roles = (unsigned)db_int(s, 17), .made = db_int(s, 19) };
	if (!db_null(s, 15))
		p->account = db_id(s, 15);
	if (!db_null(s, 16))
		p->office = db_id(s, 16);
	p->lang = lang_of(db_text(s, 18));
	if (p->lang == LANG__MAX)
		p->lang = LANG_KO;
	db_done(s);
	*out = p;
	return OK;
}

enum err
pretranslate_get(struct visit *v, struct id id, struct pretranslate **out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT " COLUMNS
		" FROM pretranslate WHERE id = ?");

	db_bind_id(s, id);
	TRY(read(v, s, out));
	return *out != NULL ? OK : fail(v, ERR_MISSING, "error.not-found");
}

enum err
pretranslate_latest(struct visit *v, struct id record, const char *to,
	struct pretranslate **out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT " COLUMNS
		" FROM pretranslate WHERE record = ? AND to_lang = ?"
		" ORDER BY made DESC LIMIT 1");

	db_bind_id(s, record);
	db_bind_text(s, to);
	return read(v, s, out);
}

enum err
pretranslate_save(struct visit *v, const struct pretranslate *p)
{
	struct db_stmt *s = db_ask(v->db, "UPDATE pretranslate SET state ="
		" CASE WHEN state = 'stopping' AND ? = 'running' THEN"
		" 'stopping' ELSE ? END, total = ?, done = ?, memory = ?,"
		" machine = ?, left_over = ?, says = ? WHERE id = ?");

	db_bind_text(s, p->state);
	db_bind_text(s, p->state);
	db_bind_int(s, p->total);
	db_bind_int(s, p->done);
	db_bind_int(s, p->memory);
	db_bind_int(s, p->machine);
	db_bind_int(s, p->left);
	db_bind_text(s, p->says);
	db_bind_id(s, p->id);
	return db_run(s);
}

enum err
pretranslate_stop(struct visit *v, struct id id)
{
	struct db_stmt *s = db_ask(v->db, "UPDATE pretranslate SET"
		" state = 'stopping' WHERE id = ? AND state = 'running'");

	db_bind_id(s, id);
	return db_run(s);
}
