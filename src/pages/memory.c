/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The translation memory for people: looked through for a phrase, filled from
 * a file and taken away as one, and a pair taken out of it.
 *
 *	{ "title", "q", "may_write", "from": [{"value","label","chosen"}], "to":
 *	  the same, "asked": is anything, "units": [{"number","from","to",
 *	  "source": {"text","lang","parts": [{"text","hit"}]}, "target": the
 *	  same, "who","at","when","used","used_says","erase",
 *	  "where": {"title","href"}}], "more_href", "tmx",
 *	  "files": [{"number","name","who","at","when","href","erase"}],
 *	  "file": the one that alone is shown, "done" }
 *
 * Whoever is of the staff reads it, as far as words/memory.h lets them; who
 * writes for the public changes it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "inside.h"
#include "words/words.h"

#define PAGE "/office/memory"
#define SHOWN 50
#define WRITERS (ROLE_EDITOR | ROLE_ADMINS)
#define TMX_MOST (48 << 20)  /* bytes of a file that goes out */
#define TMX_TYPE "application/x-tmx+xml; charset=utf-8"

/* ---- what is asked for ---- */

static const char *
sent(struct request *rq, const char *name)
{
	const char *text = request_query(rq, name);

	return text != NULL && !text_blank(text) ? text : NULL;
}

static int64_t
number_of(const char *text)
{
	return text != NULL ? strtoll(text, NULL, 10) : 0;
}

static struct memory_filter
filter_asked(struct request *rq)
{
	return (struct memory_filter){ .from = sent(rq, "from"),
		.to = sent(rq, "to"), .phrase = sent(rq, "q"),
		.import = number_of(sent(rq, "file")),
		.below = number_of(sent(rq, "after")) };
}

static void
query_put(struct arena *a, struct buf *out, const char *name,
	const char *value)
{
	if (value == NULL)
		return;
	buf_printf(out, "%c%s=", out->n == 0 ? '?' : '&', name);
	for (; *value != '\0'; value++)
		if (strchr("%&+#?= \"<>", *value) != NULL ||
		    (unsigned char)*value >= 0x80 || *value < ' ')
			buf_printf(out, "%%%02X", (unsigned char)*value);
		else
			buf_char(out, *value);
	(void)a;
}

/* "?q=…&from=ko", as it was asked, and below that number when there is one. */
static const char *
as_query(struct visit *v, const struct memory_filter *f, int64_t below)
{
	struct buf out = buf_in(v->arena, 8000);

	query_put(v->arena, &out, "q", f->phrase);
	query_put(v->arena, &out, "from", f->from);
	query_put(v->arena, &out, "to", f->to);
	if (f->import > 0)
		query_put(v->arena, &out, "file", arena_printf(v->arena,
			"%lld", (long long)f->import));
	if (below > 0)
		query_put(v->arena, &out, "after", arena_printf(v->arena,
			"%lld", (long long)below));
	return out.at;
}

/* ---- views ---- */

static void
part_put(struct arena *a, json_t *parts, const char *at, size_t n, bool hit)
{
	if (n > 0)
		json_array_append_new(parts, json_pack("{s:s, s:b}", "text",
			arena_copy(a, at, n), "hit", (int)hit));
}

/* A text, and where the phrase stands in it. */
static json_t *
text_view(struct visit *v, const char *text, const char *lang,
	const char *phrase)
{
	json_t *parts = json_array();
	const char *at = text, *hit;

	while (phrase != NULL && *phrase != '\0' &&
	    (hit = strcasestr(at, phrase)) != NULL) {
		part_put(v->arena, parts, at, (size_t)(hit - at), false);
		part_put(v->arena, parts, hit, strlen(phrase), true);
		at = hit + strlen(phrase);
	}
	part_put(v->arena, parts, at, strlen(at), false);
	return json_pack("{s:s, s:s, s:o}", "text", text, "lang",
		lang_html(lang), "parts", parts);
}

static void
when_put(struct visit *v, json_t *view, int64_t at)
{
	const char *moment = moment_print(v->arena, at, "UTC");

	put_text(view, "at", arena_copy(v->arena, moment,
		strcspn(moment, "[")));
	put_text(view, "when", text_date_short(v->arena, v->lang,
		moment_day(v->arena, at, v->zone)));
}

static void
where_put(struct visit *v, json_t *view, const struct memory_unit *u)
{
	const struct entity *of = u->entity != NULL ?
		catalogue_entity(v->catalogue, u->entity) : NULL;

	if (of != NULL)
		json_object_set_new(view, "where", json_pack("{s:s, s:s}",
			"title", record_title_of(v, of, u->record), "href",
			arena_printf(v->arena, "/office/%s/%s", of->plural,
			id_text(v->arena, u->record))));
	else
		put_text(view, "file_name", u->import);
}

static json_t *
unit_view(struct visit *v, const struct memory_unit *u, const char *phrase)
{
	json_t *view = json_pack("{s:I, s:s, s:s, s:o, s:o, s:I, s:s}",
		"number", (json_int_t)u->number, "from", u->from, "to", u->to,
		"source", text_view(v, u->source, u->from, phrase), "target",
		text_view(v, u->target, u->to, phrase), "used",
		(json_int_t)u->used, "erase", arena_printf(v->arena,
		PAGE "/units/%lld/erase", (long long)u->number));

	put_text(view, "who", u->who);
	when_put(v, view, u->at);
	where_put(v, view, u);
	if (u->used > 0)
		put_text(view, "used_says", message_with(v->arena, v->lang,
			"memory.used", arena_printf(v->arena, "%lld",
			(long long)u->used), NULL, NULL));
	return view;
}

static json_t *
language_choices(struct visit *v, const char *chosen)
{
	json_t *list = json_array();

	for (int i = 0; i < LANG__MAX; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:b}",
			"value", langs[i].tag, "label", lang_name(v->arena,
			v->lang, langs[i].tag), "chosen", chosen != NULL &&
			strcmp(chosen, langs[i].tag) == 0));
	return list;
}

static enum err
files_put(struct visit *v, json_t *view, int64_t chosen)
{
	json_t *list = keep(v, json_array());
	struct memory_file *files;
	size_t n;

	TRY(memory_files(v, &files, &n));
	for (size_t i = 0; i < n; i++) {
		const char *number = arena_printf(v->arena, "%lld",
			(long long)files[i].number);
		json_t *one = json_pack("{s:I, s:s, s:s, s:s, s:s}", "number",
			(json_int_t)files[i].number, "name", files[i].name,
			"who", files[i].who, "href", arena_printf(v->arena,
			PAGE "?file=%s", number), "erase",
			arena_printf(v->arena, PAGE "/files/%s/erase",
			number));

		when_put(v, one, files[i].at);
		json_array_append_new(list, one);
		if (files[i].number == chosen)
			put_text(view, "file", files[i].name);
	}
	put_list(view, "files", json_incref(list));
	return OK;
}

static enum err
memory_view(struct request *rq, const struct memory_filter *f, json_t **out)
{
	struct visit *v = &rq->visit;
	json_t *view = keep(v, json_object()), *list = keep(v, json_array());
	struct memory_unit *units;
	size_t n;
	bool more;

	TRY(memory_list(v, f, SHOWN, &units, &n, &more));
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, unit_view(v, &units[i],
			f->phrase));
	put_list(view, "units", json_incref(list));
	put_text(view, "title", message(v->lang, "memory.title"));
	put_text(view, "q", f->phrase != NULL ? f->phrase : "");
	json_object_set_new(view, "from", language_choices(v, f->from));
	json_object_set_new(view, "to", language_choices(v, f->to));
	json_object_set_new(view, "asked", json_boolean(f->phrase != NULL ||
		f->from != NULL || f->to != NULL || f->import > 0));
	json_object_set_new(view, "may_write", json_boolean(
		(v->roles & WRITERS) != 0));
	put_text(view, "tmx", arena_printf(v->arena, PAGE "/export.tmx%s",
		as_query(v, f, 0)));
	if (more)
		put_text(view, "more_href", arena_printf(v->arena, PAGE "%s",
			as_query(v, f, units[n - 1].number)));
	TRY(files_put(v, view, f->import));
	*out = json_incref(view);
	return OK;
}

/* ---- pages ---- */

/* GET /office/memory, /api/v1/memory */
static enum err
page(struct request *rq)
{
	struct memory_filter f = filter_asked(rq);
	struct visit *v = &rq->visit;
	const char *added = sent(rq, "added"), *known = sent(rq, "known");
	json_t *view;

	TRY(memory_view(rq, &f, &view));
	if (added != NULL && known != NULL)
		put_text(view, "done", message_with(v->arena, v->lang,
			"memory.taken", arena_printf(v->arena, "%lld",
			(long long)number_of(added)), arena_printf(v->arena,
			"%lld", (long long)number_of(known)), NULL));
	else if (sent(rq, "gone") != NULL)
		put_text(view, "done", message(v->lang, "memory.gone"));
	return reply_page(rq, "office/memory", view);
}

static json_t *
runs_view(const struct memory_match *m)
{
	static const char *const names[] = { [MEMORY_SAME] = "same",
		[MEMORY_CHANGED] = "changed", [MEMORY_ADDED] = "added",
		[MEMORY_MISSING] = "missing" };
	json_t *list = json_array();

	for (size_t i = 0; i < m->n_runs; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:s}",
			"kind", names[m->runs[i].kind], "found",
			m->runs[i].found, "asked", m->runs[i].asked));
	return list;
}

static json_t *
match_view(struct visit *v, const struct memory_match *m)
{
	json_t *view = json_pack("{s:I, s:i, s:b, s:s, s:s, s:s, s:I, s:o}",
		"number", (json_int_t)m->unit, "score", m->score,
		"numbers_differ", (int)m->numbers, "source", m->source,
		"target", m->target, "who", m->who, "used",
		(json_int_t)m->used, "runs", runs_view(m));

	when_put(v, view, m->at);
	where_put(v, view, &(struct memory_unit){ .entity = m->entity,
		.record = m->record, .import = m->import });
	return view;
}

/* GET /api/v1/memory/look?from=ko&to=en&text=… */
static enum err
look(struct request *rq)
{
	struct memory_ask ask = { .from = sent(rq, "from"),
		.to = sent(rq, "to"), .text = sent(rq, "text"),
		.before = sent(rq, "before"), .after = sent(rq, "after") };
	struct visit *v = &rq->visit;
	struct memory_match found[16];
	json_t *list;
	size_t n;

	if (ask.from == NULL || ask.to == NULL || ask.text == NULL)
		return fail_field(v, ask.from == NULL ? "from" :
			ask.to == NULL ? "to" : "text", "error.required",
			NULL, NULL);
	TRY(memory_look(v, &ask, found, 16, &n));
	list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, match_view(v, &found[i]));
	return reply_json(rq, 200, json_pack("{s:o}", "items", list));
}

/* ---- files ---- */

/* What was wrong with the file, under the form that it came in. */
static enum err
refused(struct request *rq, const char *says)
{
	struct memory_filter none = { 0 };
	json_t *view;
	enum err err = fail_field(&rq->visit, "file", says == NULL ?
		"import.choose-file" : "memory.wrong-file", says, NULL);

	if (rq->wants_json)
		return err;
	TRY(memory_view(rq, &none, &view));
	return reply_form(rq, err, "office/memory", view);
}

static enum err
bytes_take(struct request *rq, const char *name, const char *at, size_t n)
{
	struct visit *v = &rq->visit;
	struct exchange_bytes bytes = { at, n };
	struct tmx *file = tmx_open(v->arena, exchange_read_bytes, &bytes);
	struct memory_import done;
	enum err err = memory_import(v, name, tmx_next, file, &done);

	if (err == ERR_INPUT || err == ERR_LARGE)
		return refused(rq, exchange_says(v->arena, v->lang,
			tmx_said(file)));
	TRY(err);
	if (rq->wants_json)
		return reply_json(rq, 201, json_pack(
			"{s:I, s:I, s:I, s:I}", "file",
			(json_int_t)done.number, "added",
			(json_int_t)done.added, "known",
			(json_int_t)done.known, "left", (json_int_t)(done.left +
			tmx_left(file))));
	return reply_redirect(rq, arena_printf(v->arena,
		PAGE "?file=%lld&added=%lld&known=%lld",
		(long long)done.number, (long long)done.added,
		(long long)done.known));
}

/* POST /office/memory/import */
static enum err
import(struct request *rq)
{
	const struct upload *u = request_upload(rq, "file");

	if (u == NULL || u->n == 0)
		return refused(rq, NULL);
	return bytes_take(rq, text_cut(rq->visit.arena, u->name, 100), u->at,
		u->n);
}

/* POST /api/v1/memory/import: the file itself, or as a form has it. */
static enum err
import_raw(struct request *rq)
{
	if (rq->upload_count > 0)
		return import(rq);
	return bytes_take(rq, sent(rq, "name") != NULL ? sent(rq, "name") :
		"memory.tmx", rq->raw.at, rq->raw.n);
}

static enum err
unit_out(void *arg, const struct memory_unit *u)
{
	tmx_unit(arg, u);
	return OK;
}

/* GET /office/memory/export.tmx, /api/v1/memory/export.tmx */
static enum err
export(struct request *rq)
{
	struct memory_filter f = filter_asked(rq);
	struct visit *v = &rq->visit;
	struct buf out = buf_in(v->arena, TMX_MOST);
	struct tmx_out *to = tmx_begin(v->arena, exchange_write_buf, &out,
		f.from, v->now);

	TRY(memory_export(v, &f, unit_out, to));
	if (!tmx_end(to))
		return fail(v, ERR_LARGE, "memory.too-many");
	rq->reply.disposition = "attachment; filename=\"memory.tmx\"";
	return reply_bytes(rq, TMX_TYPE, out.at, out.n);
}

/* ---- taking out ---- */

/* POST /office/memory/units/{unit}/erase */
static enum err
unit_erase(struct request *rq)
{
	TRY(memory_erase(&rq->visit, number_of(request_param(rq, "unit"))));
	return reply_redirect(rq, PAGE "?gone=1");
}

/* DELETE /api/v1/memory/{unit} */
static enum err
unit_delete(struct request *rq)
{
	TRY(memory_erase(&rq->visit, number_of(request_param(rq, "unit"))));
	rq->reply.status = 204;
	return reply_bytes(rq, "application/json", "", 0);
}

/* POST /office/memory/files/{file}/erase */
static enum err
file_erase(struct request *rq)
{
	TRY(memory_erase_import(&rq->visit, number_of(request_param(rq,
		"file"))));
	return reply_redirect(rq, PAGE "?gone=1");
}

const struct route memory_routes[] = {
	{ GET,  PAGE, ROLE_STAFF, page, "The translation memory: pairs with a phrase in them, and the files that filled it." },
	{ POST, PAGE "/import", WRITERS, import, "Takes the pairs of a TMX file in.", ROUTE_NO_ACT },
	{ GET,  PAGE "/export.tmx", ROLE_STAFF, export, "The pairs that are shown, all of them, as TMX." },
	{ POST, PAGE "/units/{unit}/erase", WRITERS, unit_erase, "Takes one pair out." },
	{ POST, PAGE "/files/{file}/erase", WRITERS, file_erase, "Takes out what came in a file and was not signed here." },
	{ GET,  "/api/v1/memory", ROLE_STAFF, page, "Pairs of the translation memory with a phrase in them." },
	{ GET,  "/api/v1/memory/look", ROLE_STAFF, look, "The pairs whose source is most like a text, with their score and what differs." },
	{ POST, "/api/v1/memory/import", WRITERS, import_raw, "Takes the pairs of a TMX file in; the body is the file.", ROUTE_NO_ACT | ROUTE_RAW },
	{ GET,  "/api/v1/memory/export.tmx", ROLE_STAFF, export, "The same as TMX." },
	{ DELETE_, "/api/v1/memory/{unit}", WRITERS, unit_delete, "Takes one pair out." },
	{0}
};
