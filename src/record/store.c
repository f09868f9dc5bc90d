/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records by their names: finding one, what it is called.  Who may see it is
 * in sight.c, writing in write.c.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

/* The record that s gives as its only row, with its sides, if visible. */
static enum err
one(struct visit *v, const struct plan *p, const char *names,
	struct db_stmt *s, struct record **out)
{
	enum reach reach;
	bool row;

	TRY(db_step(s, &row));
	if (!row)
		return fail(v, ERR_MISSING, "error.not-found");
	*out = plan_record(v, p, s);
	db_done(s);
	TRY(record_reach(v, *out, &reach));
	if (reach == REACH_NONE)
		return fail(v, ERR_MISSING, "error.not-found");
	TRY(sides_read(v, p, names, out, 1));
	reach_trim(v, p, *out, reach);
	return OK;
}

enum err
record_get(struct visit *v, const struct entity *of, struct id id,
	struct record **out)
{
	const struct plan *p = plan_of(v->catalogue, of);
	struct db_stmt *s = db_ask(v->db, p->get);

	db_bind_id(s, id);
	return one(v, p, NULL, s, out);
}

static enum err
one_part(struct visit *v, const struct plan *p, const char *names,
	struct db_stmt *s, struct record **out)
{
	bool before = v->brief;
	enum err err;

	v->brief = true;
	err = one(v, p, names, s, out);
	v->brief = before;
	return err;
}

enum err
record_part(struct visit *v, const struct entity *of, struct id id,
	const char *names, struct record **out)
{
	const struct plan *p = plan_of(v->catalogue, of);
	struct db_stmt *s;

	names = arena_printf(v->arena, "%s %s", names, p->glanced);
	s = db_say(v->db, arena_printf(v->arena,
		"SELECT %s FROM \"%s\" WHERE \"id\" = ?",
		plan_columns(v->arena, of, names), of->name));
	db_bind_id(s, id);
	return one_part(v, p, names, s, out);
}

/* Binds what a UNIQUE field is asked for, as its column holds it. */
static void
bind_unique(struct db_stmt *s, const struct field *f, const char *value)
{
	struct id id;

	if (f->kind == FIELD_INTEGER)
		db_bind_int(s, strtoll(value, NULL, 10));
	else if (f->kind != FIELD_REF)
		db_bind_text(s, value);
	else if (id_parse(value, &id))
		db_bind_id(s, id);
	else
		db_bind_null(s);
}

enum err
record_find(struct visit *v, const struct entity *of, const char *field,
	const char *value, struct record **out)
{
	const struct plan *p = plan_of(v->catalogue, of);
	const struct field *f = field_named(of->fields, field);
	struct db_stmt *s;

	if (f == NULL || !((f->flags & UNIQUE) || f->kind == FIELD_SLUG))
		return fail(v, ERR_MISSING, "error.not-found");
	s = db_say(v->db, arena_printf(v->arena,
		"SELECT %s FROM \"%s\" WHERE \"%s\" = ?", p->columns, of->name,
		f->name));
	bind_unique(s, f, value);
	return one(v, p, NULL, s, out);
}

enum err
record_named(struct visit *v, const struct entity *of, const char *name,
	struct record **out)
{
	struct id id;

	if (id_parse(name, &id))
		return record_get(v, of, id, out);
	for (const struct field *f = of->fields; f->name != NULL; f++)
		if (f->kind == FIELD_SLUG)
			return record_find(v, of, f->name, name, out);
	return fail(v, ERR_MISSING, "error.not-found");
}

/* Does "field=value" name this field, or no field and it is the slug? */
static bool
unique_called(const struct field *f, const char *name, const char *equals)
{
	size_t n = equals != NULL ? (size_t)(equals - name) : 0;

	return equals == NULL ? f->kind == FIELD_SLUG :
		strlen(f->name) == n && memcmp(f->name, name, n) == 0;
}

/* The statement that asks for the id, its value bound; NULL: no such way. */
static struct db_stmt *
ask_id(struct visit *v, const struct entity *of, const char *name)
{
	const char *equals = strchr(name, '=');
	const char *value = equals != NULL ? equals + 1 : name;
	const struct plan *p = plan_of(v->catalogue, of);
	const struct unique *u = NULL;
	struct db_stmt *s;

	for (size_t i = 0; i < p->unique_count && u == NULL; i++)
		if (unique_called(p->uniques[i].field, name, equals))
			u = &p->uniques[i];
	if (u == NULL)
		return NULL;
	s = db_ask(v->db, u->find);
	bind_unique(s, u->field, value);
	return s;
}

/* Where the id of that name is remembered, if it is. */
static const char *
named_key(struct visit *v, const struct entity *of, const char *name)
{
	struct buf key = buf_in(v->arena, SIZE_MAX);

	buf_text(&key, of->name);
	buf_char(&key, ' ');
	buf_text(&key, name);
	return key.at;
}

void
named_forget(struct visit *v)
{
	if (v->named.ids != NULL && map_count(v->named.ids) > 0)
		v->named.ids = map_new(v->named.arena);
}

static enum err
ask_for_id(struct visit *v, const struct entity *of, const char *name,
	struct id *id)
{
	struct db_stmt *s = ask_id(v, of, name);
	bool known = false;

	if (s == NULL)
		return ERR_MISSING;
	TRY(db_step(s, &known));
	if (!known)
		return ERR_MISSING;
	*id = db_id(s, 0);
	db_done(s);
	TRY(record_known(v, of, *id, &known));
	return known ? OK : ERR_MISSING;
}

enum err
record_id_of(struct visit *v, const struct entity *of, const char *name,
	struct id *id)
{
	const char *key;
	struct id *known;

	if (v->named.ids == NULL)
		return ask_for_id(v, of, name, id);
	key = named_key(v, of, name);
	known = map_get(v->named.ids, key);
	if (known == NULL) {
		TRY(ask_for_id(v, of, name, id));
		known = arena_alloc(v->named.arena, sizeof *known);
		*known = *id;
		map_put(v->named.ids, key, known);
	}
	*id = *known;
	return OK;
}

/* ---- values ---- */

json_t *
record_value(const struct record *r, const char *field)
{
	return json_object_get(r->fields, field);
}

const char *
record_text(const struct record *r, const char *field)
{
	return json_string_value(json_object_get(r->fields, field));
}

int64_t
record_int(const struct record *r, const char *field, int64_t absent)
{
	json_t *value = json_object_get(r->fields, field);

	return json_is_integer(value) ? json_integer_value(value) : absent;
}

bool
record_flag(const struct record *r, const char *field)
{
	return json_is_true(json_object_get(r->fields, field));
}

struct id
record_ref(const struct record *r, const char *field)
{
	const char *text = record_text(r, field);
	struct id id = { 0 };

	if (text != NULL && !id_parse(text, &id))
		return (struct id){ 0 };
	return id;
}

const char *
record_words(struct visit *v, const struct record *r, const char *field)
{
	json_t *words = json_object_get(r->fields, field);

	return words ? words_see(v->arena, words, v->lang).text : "";
}

/* ---- titles and addresses ---- */

/* The text of one field for a title, or NULL when it is not there. */
static const char *
title_part(struct visit *v, const struct record *r, const char *name)
{
	const struct field *f = field_named(r->of->fields, name);
	json_t *value = f ? json_object_get(r->fields, name) : NULL;
	const char *base, *text;
	json_t *shown;

	if (value == NULL || !field_readable(v, r->of, f))
		return NULL;
	base = arena_printf(v->arena, "%s.%s", r->of->name, f->name);
	shown = keep(v, field_types[f->kind].show(v, f, base, value));
	text = json_string_value(json_object_get(shown, "text"));
	return text != NULL && *text != '\0' ? text : NULL;
}

/* "label members+": the first that is there; those with + are joined on. */
static const char *
title_by_table(struct visit *v, const struct record *r)
{
	const char *rest = r->of->title ? r->of->title : "";
	const char *title = NULL;

	while (*rest != '\0') {
		size_t n = strcspn(rest, " ");
		bool more = n > 0 && rest[n - 1] == '+';
		char *name = arena_copy(v->arena, rest, n - more);
		const char *part = title != NULL && !more ? NULL :
			title_part(v, r, name);

		if (part != NULL)
			title = title == NULL ? part : arena_printf(v->arena,
				"%s · %s", title, part);
		rest += n + (rest[n] == ' ');
	}
	return title;
}

const char *
record_title(struct visit *v, const struct record *r)
{
	char id[ID_TEXT];
	const char *title;

	if (r->standing == RECORD_ERASED)
		return message(v->lang, "record.erased");
	title = r->of->titled != NULL ? r->of->titled(v, r, v->lang) :
		title_by_table(v, r);
	if (title != NULL && *title != '\0')
		return title;
	id_print(r->id, id);
	return arena_printf(v->arena, "%s %.8s", message(v->lang,
		arena_printf(v->arena, "%s.one", r->of->name)), id);
}

struct named {                 /* what is kept of one that was looked up */
	const char *title, *page;
	bool seen;
};

enum err
record_glance(struct visit *v, const struct entity *of, struct id id,
	struct record **out)
{
	const struct plan *p = plan_of(v->catalogue, of);
	struct db_stmt *s = db_ask(v->db, p->glance);

	db_bind_id(s, id);
	return one_part(v, p, p->glanced, s, out);
}

static const struct named *
named(struct visit *v, const struct entity *of, struct id id)
{
	char key[ID_TEXT];
	struct problem *said = v->problems, **last = v->last_problem;
	struct record *r;
	struct named *n;

	id_print(id, key);
	if (v->titles == NULL)
		v->titles = map_new(v->arena);
	n = map_get(v->titles, key);
	if (n != NULL)
		return n;
	n = arena_alloc(v->arena, sizeof *n);
	n->title = message(v->lang, "record.hidden");
	/* First, so that a record which names itself does not go round. */
	map_put(v->titles, key, n);
	if (record_glance(v, of, id, &r) == OK) {
		n->title = record_title(v, r);
		n->page = record_page(v, r);
		n->seen = true;
	} else {
		v->problems = said;
		v->last_problem = last;
		*last = NULL;
	}
	return n;
}

const char *
record_title_of(struct visit *v, const struct entity *of, struct id id)
{
	return named(v, of, id)->title;
}

bool
record_seen_of(struct visit *v, const struct entity *of, struct id id)
{
	return named(v, of, id)->seen;
}

const char *
record_page_of(struct visit *v, const struct entity *of, struct id id)
{
	return named(v, of, id)->page;
}

const char *
record_page(struct visit *v, const struct record *r)
{
	const char *open, *close, *value;

	if (r->of->page == NULL || !record_open(r))
		return NULL;
	open = strchr(r->of->page, '{');
	close = open ? strchr(open, '}') : NULL;
	if (close == NULL)
		return arena_printf(v->arena, "/%s%s", langs[v->lang].tag,
			r->of->page);
	value = record_text(r, arena_copy(v->arena, open + 1,
		(size_t)(close - open - 1)));
	if (value == NULL)
		return NULL;
	return arena_printf(v->arena, "/%s%.*s%s%s", langs[v->lang].tag,
		(int)(open - r->of->page), r->of->page, value, close + 1);
}
