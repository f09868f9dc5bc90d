/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Nicknames that readers would take for the office: what those who look after
 * a board are called, also in disguise; the office's own name; and names and
 * sign-in names of its staff.  Such a comment waits, for the namesake of an
 * officer is nobody's fault.
 */
#include <string.h>

#include "comment_wait.h"
#include "inside.h"

/* Written on to, before or behind: 시흥시관리자, admin2. */
static const char *const posts[] = { "*관리자*", "*운영자*", "*담당자*",
	"*운영진*", "*管理员*", "*管理者*", "*管理人*", "*運営者*", "*担当者*",
	"*工作人员*", "*admin*", "*moderator*", "*webmaster*", NULL };

static bool
post_like(struct visit *v, const char *nickname)
{
	struct evasion *words = evasion_new(v->arena);

	for (const char *const *p = posts; *p != NULL; p++)
		evasion_add(words, &(struct evasion_word){ .word = *p });
	return evasion_find(v->arena, words, nickname) != NULL;
}

static bool
same_letters(struct visit *v, const char *letters, const char *other)
{
	size_t n;

	return other != NULL && strcmp(text_letters(v->arena, other, &n),
		letters) == 0 && n > 0;
}

static enum err
office_like(struct visit *v, struct id office, const char *letters,
	bool *out)
{
	struct db_stmt *s = OFFICE_ASK(v, office, "id");
	struct record *r = NULL;
	bool row;

	TRY(db_step(s, &row));
	if (row)
		office = db_id(s, 0);
	db_done(s);
	if (row)
		TRY(record_peek(v, &entity_office, office, "name", &r));
	*out = r != NULL && same_letters(v, letters, record_title(v, r));
	return OK;
}

static enum err
staff_like(struct visit *v, const char *letters, bool *out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT called, login FROM account "
		"WHERE standing = 0 ORDER BY login LIMIT 500");
	bool row;

	for (*out = false;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (same_letters(v, letters, db_text(s, 0)) ||
		    same_letters(v, letters, db_text(s, 1))) {
			*out = true;
			db_done(s);
			return OK;
		}
	}
}

enum err
name_official(struct visit *v, struct id office, const char *nickname,
	bool *out)
{
	size_t n;
	const char *letters = text_letters(v->arena, nickname, &n);

	*out = post_like(v, nickname);
	if (!*out)
		TRY(office_like(v, office, letters, out));
	return *out ? OK : staff_like(v, letters, out);
}
