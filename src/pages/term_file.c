/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The glossary out of the house and back: TBX for other programs, a sheet of
 * one column a language for people.  A concept whose id is that of a term here
 * changes it; one whose first name is there already is left; any other is a
 * new term.  What is refused is told with its reason, and the rest is taken.
 */
#include <string.h>

#include "translating.h"

#define FILE_MOST (32 << 20)
#define TOLD_MOST 100

static const char *
text_in(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text != NULL ? text : "";
}

/* ---- out ---- */

static enum concept_use
use_of(const char *name)
{
	for (enum concept_use use = 0; use < CONCEPT_USE__MAX; use++)
		if (name != NULL && strcmp(concept_uses[use], name) == 0)
			return use;
	return CONCEPT_TRANSLATE;
}

static const char *
or_nothing(const char *text)
{
	return text != NULL ? text : "";
}

static void
original_of(struct visit *v, const struct record *r, const char *field,
	const char **text, const char **lang)
{
	const json_t *words = record_value(r, field);
	const char *own = text_in(words, "original");

	*lang = arena_text(v->arena, own);
	*text = *own != '\0' ? or_nothing(words_in(v->arena, words, own)) : "";
}

static size_t
wordings_of(struct visit *v, const struct record *r,
	struct concept_wording *out)
{
	const json_t *name = record_value(r, "name"), *text, *row;
	const char *lang;
	size_t n = 0, i;

	json_object_foreach(json_object_get(name, "texts"), lang, text)
		if (n < WORDINGS_MOST)
			out[n++] = (struct concept_wording){ arena_text(
				v->arena, lang), words_in(v->arena, name,
				lang), WORDING_MAIN };
	json_array_foreach(record_value(r, "forms"), i, row)
		if (n < WORDINGS_MOST)
			out[n++] = (struct concept_wording){
				text_in(row, "language"),
				text_in(row, "form"), strcmp(text_in(row,
				"use"), "forbidden") == 0 ?
				WORDING_FORBIDDEN : WORDING_ADMITTED };
	return n;
}

static enum err
concept_out(struct visit *v, struct record *r, void *arg)
{
	struct concept_wording wordings[WORDINGS_MOST];
	struct concept_terms c = { .id = arena_printf(v->arena, "c%s",
			id_text(v->arena, r->id)),
		.subject = or_nothing(record_text(r, "subject")),
		.part = or_nothing(record_text(r, "part")),
		.use = use_of(record_text(r, "use")), .wordings = wordings };

	original_of(v, r, "definition", &c.definition, &c.definition_lang);
	original_of(v, r, "note", &c.note, &c.note_lang);
	c.n = wordings_of(v, r, wordings);
	terms_concept(arg, &c);
	return OK;
}

static enum err
terms_reply(struct request *rq, enum terms_format format, const char *type,
	const char *name)
{
	struct visit *v = &rq->visit;
	struct buf out = buf_in(v->arena, FILE_MOST);
	struct terms_out *file = terms_begin(v->arena, format,
		exchange_write_buf, &out);

	TRY(query_each(query_of(v, &entity_term), concept_out, file));
	if (!terms_end(file) || out.full)
		return fail(v, ERR_LARGE, "office.csv-large");
	rq->reply.disposition = arena_printf(v->arena,
		"attachment; filename=\"%s\"", name);
	return reply_bytes(rq, type, out.at, out.n);
}

/* GET /office/terms.tbx?old=1 */
static enum err
tbx(struct request *rq)
{
	return terms_reply(rq, request_query(rq, "old") != NULL ?
		TERMS_MARTIF : TERMS_TBX, "application/xml", "terms.tbx");
}

/* GET /office/terms/sheet.csv */
static enum err
sheet(struct request *rq)
{
	return terms_reply(rq, TERMS_CSV, "text/csv; charset=utf-8",
		"glossary.csv");
}

/* ---- back in ---- */

struct taking_terms {
	struct visit *v;
	struct map *there;       /* "ko name": a term has it */
	size_t fresh, changed, known, refused;
	json_t *told;
	enum err err;
};

static const char *
name_key(struct visit *v, const char *lang, const char *text)
{
	return arena_printf(v->arena, "%s %s", lang, text_fold(v->arena,
		text));
}

static enum err
name_known(struct visit *v, struct record *r, void *arg)
{
	struct taking_terms *t = arg;
	const json_t *name = record_value(r, "name"), *text;
	const char *lang;

	(void)v;
	json_object_foreach(json_object_get(name, "texts"), lang, text)
		map_put(t->there, name_key(t->v, lang, words_in(t->v->arena,
			name, lang)), t);
	return OK;
}

/* Choices that the table does not have are left out. */
static void
put_choice_of(json_t *in, const char *field, const char *value)
{
	const struct field *f = field_named(entity_term.fields, field);

	if (*value != '\0' && field_has_choice(f, value))
		json_object_set_new(in, field, json_string(value));
}

static json_t *
input_of(struct visit *v, const struct concept_terms *c)
{
	json_t *in = keep(v, json_object()), *name = json_object();
	json_t *forms = json_array();

	for (size_t i = 0; i < c->n; i++) {
		const struct concept_wording *w = &c->wordings[i];

		if (w->status == WORDING_MAIN &&
		    json_object_get(name, w->lang) == NULL)
			json_object_set_new(name, w->lang,
				json_string(w->text));
		else
			json_array_append_new(forms, json_pack(
				"{s:s, s:s, s:s}", "language", w->lang, "form",
				w->text, "use", w->status ==
				WORDING_FORBIDDEN ? "forbidden" :
				"admitted"));
	}
	json_object_set_new(in, "name", name);
	json_object_set_new(in, "forms", forms);
	json_object_set_new(in, "use", json_string(concept_uses[c->use]));
	put_choice_of(in, "subject", c->subject);
	put_choice_of(in, "part", c->part);
	if (*c->definition != '\0' && *c->definition_lang != '\0')
		json_object_set_new(in, "definition", json_pack("{s:s}",
			c->definition_lang, c->definition));
	if (*c->note != '\0' && *c->note_lang != '\0')
		json_object_set_new(in, "note", json_pack("{s:s}",
			c->note_lang, c->note));
	return in;
}

static bool
is_known(struct taking_terms *t, const struct concept_terms *c)
{
	return c->n == 0 || map_get(t->there, name_key(t->v,
		c->wordings[0].lang, c->wordings[0].text)) != NULL;
}

static void
refuse(struct taking_terms *t, const struct concept_terms *c)
{
	const char *says = attempt_says(t->v, &entity_term);

	t->refused++;
	if (json_array_size(t->told) < TOLD_MOST)
		json_array_append_new(t->told, json_pack("{s:s, s:s}",
			"term", c->n > 0 ? c->wordings[0].text : c->id,
			"says", says));
}

/* The term that bears this id here; NULL: none. */
static struct record *
term_of(struct visit *v, const char *text)
{
	struct record *r;
	struct id id;

	if (*text == 'c')
		text++;
	if (!id_parse(text, &id))
		return NULL;
	if (record_get(v, &entity_term, id, &r) == OK)
		return r;
	problems_forget(v);
	return NULL;
}

/* False ends the reading: the store failed. */
static bool
concept_in(void *arg, const struct concept_terms *c)
{
	struct taking_terms *t = arg;
	struct visit *v = t->v;
	struct attempt a = attempt_begin(v);
	struct record *r = term_of(v, c->id), *now;
	json_t *in = input_of(v, c);
	enum err err;

	if (r == NULL && is_known(t, c)) {
		t->known++;
		return true;
	}
	err = r != NULL ? record_change(v, &entity_term, r->id, 0, in, &now) :
		record_create(v, &entity_term, in, &now);
	if (attempt_refused(v, a, err)) {
		refuse(t, c);
		return true;
	}
	t->err = err;
	t->changed += err == OK && r != NULL;
	t->fresh += err == OK && r == NULL;
	return err == OK;
}

static enum err
file_reply(struct request *rq, struct taking_terms *t)
{
	struct visit *v = &rq->visit;
	json_t *view = keep(v, json_object());

	put_text(view, "title", message(v->lang, "term-file.title"));
	if (t != NULL) {
		json_object_set_new(view, "taken", json_pack(
			"{s:I, s:I, s:I, s:I}", "fresh", (json_int_t)t->fresh,
			"changed", (json_int_t)t->changed, "known",
			(json_int_t)t->known, "refused",
			(json_int_t)t->refused));
		put_list(view, "told", json_incref(t->told));
	}
	json_object_set_new(view, "may", json_boolean((entity_term.write &
		v->roles) != 0));
	return reply_page(rq, "office/term-file", json_incref(view));
}

/* GET /office/terms/file */
static enum err
file_page(struct request *rq)
{
	return file_reply(rq, NULL);
}

/* POST /office/terms/file: file */
static enum err
file_take(struct request *rq)
{
	struct visit *v = &rq->visit;
	const struct upload *u = request_upload(rq, "file");
	struct taking_terms t = { .v = v, .there = map_new(v->arena),
		.told = keep(v, json_array()) };
	struct exchange_said said = { 0 };
	enum err err;

	if ((entity_term.write & v->roles) == 0)
		return fail(v, ERR_DENIED, "error.denied");
	if (u == NULL || u->n == 0)
		return fail_field(v, "file", "import.empty", NULL, NULL);
	TRY(query_each(query_of(v, &entity_term), name_known, &t));
	err = terms_read(v->arena, u->at, u->n, concept_in, &t, &said);
	if (err == ERR_INPUT || err == ERR_LARGE)
		return fail_field(v, "file", "translate.file-wrong",
			exchange_says(v->arena, v->lang, &said), NULL);
	TRY(err);
	TRY(t.err);
	return file_reply(rq, &t);
}

const struct route term_file_routes[] = {
	{ GET,  "/office/terms.tbx", ROLE_STAFF, tbx, "The glossary as TBX-Basic; old=1 as the older martif." },
	{ GET,  "/office/terms/sheet.csv", ROLE_STAFF, sheet, "The glossary as a sheet with a column for each language." },
	{ GET,  "/office/terms/file", ROLE_STAFF, file_page, "Where the glossary is brought in from a file." },
	{ POST, "/office/terms/file", ROLE_STAFF, file_take, "Takes terms out of a TBX file or a sheet, and tells which were refused." },
	{0}
};
