/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Grounds on which an office removes comments: its own words for each of the
 * codes that a comment's field `reason` knows, and the clause of its ordinance
 * that each stands on.  An office may have several of one code, and of others
 * none: then the program's own word for the code is shown, without a rule.
 *
 * A removed comment points at its ground, and readers are given the words that
 * stand there now.  So whoever changes the clause makes a new ground, and sets
 * the old one to be used no more.
 */
#include <string.h>

#include "inside.h"
#include "moderation.h"

static const struct field ground_fields[] = {
	{ "name",     FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 120 },
	{ "code",     FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = COMMENT_REASONS },
	{ "rule",     FIELD_WORDS, REQUIRED | LISTED, .max = 500 },
	{ "position", FIELD_INTEGER, LISTED | FILTERED, .min = 1, .max = 999, .preset = "100" },
	{ "active",   FIELD_FLAG, LISTED | FILTERED, .preset = "true" },
	{ "notes",    FIELD_TEXT, .max = 2000 },
	{ "sample",   FIELD_FLAG, FILTERED },
	{ "office",   FIELD_REF, GIVEN | FILTERED, .to = &entity_office },
	{0}
};

const struct entity entity_ground = {
	.name = "ground", .plural = "grounds", .fields = ground_fields,
	.title = "name", .order = "position",
	.read = ROLE_STAFF, .write = ROLE_EDITOR | ROLE_ADMINS,
	.owned = "office",
};

/* Whose grounds a comment is judged by: those of its office, else of the
 * visitor's, else of the server's first. */
static enum err
office_judging(struct visit *v, struct id office, struct id *out)
{
	struct db_stmt *s;
	bool row;

	*out = !id_none(office) ? office : v->office;
	if (!id_none(*out))
		return OK;
	s = OFFICE_ASK(v, *out, "id");
	TRY(db_step(s, &row));
	if (row)
		*out = db_id(s, 0);
	db_done(s);
	return OK;
}

enum err
ground_of_code(struct visit *v, struct id office, const char *code,
	struct id *out)
{
	struct db_stmt *s;
	bool row;

	*out = (struct id){{0}};
	TRY(office_judging(v, office, &office));
	s = db_ask(v->db, "SELECT id FROM ground WHERE code = ? "
		"AND active = 1 AND standing = 0 "
		"AND (office = ? OR office IS NULL) "
		"ORDER BY (office IS NULL), position, id LIMIT 1");
	db_bind_text(s, code);
	db_bind_id(s, office);
	TRY(db_step(s, &row));
	if (row)
		*out = db_id(s, 0);
	db_done(s);
	return OK;
}

enum err
ground_get(struct visit *v, struct id id, struct record **out)
{
	unsigned roles = v->roles;
	struct id office = v->office;
	enum err err;

	*out = NULL;
	if (id_none(id))
		return OK;
	v->roles |= ROLE_SYSTEM;
	v->office = (struct id){{0}};
	err = record_peek(v, &entity_ground, id, NULL, out);
	v->roles = roles;
	v->office = office;
	if (*out != NULL && (*out)->standing == RECORD_ERASED)
		*out = NULL;
	return err;
}

bool
ground_serves(const struct record *ground, struct id office)
{
	struct id own = record_ref(ground, "office");

	return ground->standing == RECORD_THERE &&
		record_flag(ground, "active") &&
		(id_none(own) || id_none(office) || id_same(own, office));
}

/* ---- what may be chosen ---- */

static void
put_choice(json_t *list, const char *value, const char *label,
	const char *more)
{
	json_array_append_new(list, json_pack("{s:s, s:s, s:s}",
		"value", value, "label", label, "rule", more));
}

/* The program's own word for each code that no ground has. */
static void
put_codes(struct visit *v, json_t *list, const struct list *grounds)
{
	const struct field *f = field_named(ground_fields, "code");
	const char *code;

	for (size_t i = 0; (code = field_choice(v->arena, f, i)) != NULL;
	    i++) {
		bool has = false;

		for (size_t j = 0; j < grounds->n && !has; j++)
			has = strcmp(record_text(grounds->at[j], "code"),
				code) == 0;
		if (!has)
			put_choice(list, code, message(v->lang, arena_printf(
				v->arena, "comment.reason-%s", code)), "");
	}
}

enum err
grounds_offered(struct visit *v, json_t **out)
{
	struct query *q = query_of(v, &entity_ground);
	struct list list;

	query_where(q, "active", QUERY_IS, "true");
	query_limit(q, QUERY_MOST);
	TRY(query_run(q, &list));
	*out = json_array();
	for (size_t i = 0; i < list.n; i++)
		put_choice(*out, id_text(v->arena, list.at[i]->id),
			record_words(v, list.at[i], "name"),
			record_words(v, list.at[i], "rule"));
	put_codes(v, *out, &list);
	return OK;
}
