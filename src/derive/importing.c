/* SPDX-License-Identifier: Apache-2.0 */
/* One line of an import, whatever file it came from: put in, or refused. */
#include <string.h>

#include "import.h"

enum err
importing_free(struct visit *v, struct id id)
{
	struct db_stmt *s = db_ask(v->db,
		"SELECT 1 FROM history WHERE record = ? LIMIT 1");
	bool taken;

	db_bind_id(s, id);
	TRY(db_step(s, &taken));
	db_done(s);
	return !taken ? OK :
		fail_field(v, "id", "error.taken", NULL, NULL);
}

/* "id" in the line: the record of that name if it is there. */
static enum err
put_named(struct importing *im, const struct entity *of, const char *text,
	json_t *in, struct record **out)
{
	struct visit *v = im->v;
	struct id id;
	enum err err;

	if (!id_parse(text, &id))
		return fail_field(v, "id", "error.not-an-id", NULL, NULL);
	err = record_get(v, of, id, out);
	if (err == OK)
		return record_change(v, of, id, 0, in, out);
	if (err != ERR_MISSING)
		return err;
	problems_forget(v);
	TRY(importing_free(v, id));
	return record_create_as(v, of, id, in, out);
}

/* What export writes beside the fields. */
static void
strip(json_t *in)
{
	static const char *const names[] = { "id", "kind", "revision", "made",
		"changed", "standing", "title", "url", NULL };

	for (const char *const *n = names; *n != NULL; n++)
		json_object_del(in, *n);
}

enum err
importing_put(struct importing *im, const struct entity *of, json_t *in,
	bool *soft)
{
	struct visit *v = im->v;
	struct attempt a = attempt_begin(v);
	const char *named = json_string_value(json_object_get(in, "id"));
	bool hidden = json_is_string(json_object_get(in, "standing")) &&
		strcmp(view_get(in, "standing"), "hidden") == 0;
	struct record *r;
	enum err err;

	if (named != NULL)
		named = arena_text(v->arena, named);
	strip(in);
	err = named != NULL ? put_named(im, of, named, in, &r) :
		record_create(v, of, in, &r);
	if (err == OK && hidden)
		err = record_hide(v, of, r->id, 0);
	*soft = attempt_refused(v, a, err);
	return err;
}

/* ---- telling ---- */

static void
tell(struct importing *im, struct importing_place at, const char *field,
	const char *says)
{
	if (im->told->refused > IMPORT_FAULTS)
		return;
	buf_printf(&im->told->faults, "%s:%lld:%lld: %s%s%s\n",
		im->wish->file, (long long)at.line, (long long)at.column,
		field ? field : "", field ? ": " : "", says);
}

void
importing_refuse(struct importing *im, struct importing_place at,
	struct importing_place (*where)(const char *field, void *arg),
	void *arg)
{
	im->told->refused++;
	if (im->v->problems == NULL)
		tell(im, at, NULL, message(im->v->lang, "error.broken"));
	for (struct problem *p = im->v->problems; p != NULL; p = p->next)
		tell(im, p->field && where ? where(p->field, arg) : at,
			p->field, problem_says(im->v, p));
	problems_forget(im->v);
}
