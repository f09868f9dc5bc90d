/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What went wrong, told to whoever asked: a page (error.mustache), an RFC 9457
 * problem document, or, should the page itself fail, a line of text.  The view
 * of error.mustache:
 *
 *	{ "status": 404, "is_404": true, "title": "…", "help": "…",
 *	  "detail": "…" (absent when title or help says the same),
 *	  "problems": [{"field","key","says","way"}],
 *	  "home": "/ko/", "sign_in": "/office/sign-in?…" (401),
 *	  "resend": { "action": "/…", "fields": [{"name","value"}] } }
 *
 * resend is there when a form came too late (its token was old, the session
 * over) and surely from our own page: all that was typed, to be sent again.
 */
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "inside.h"

enum { RESEND_MOST = 200 };

static const int statuses[ERR__MAX] = {
	[OK] = 500, [ERR_INPUT] = 422, [ERR_DENIED] = 403,
	[ERR_MISSING] = 404, [ERR_CONFLICT] = 409, [ERR_LARGE] = 413,
	[ERR_BUSY] = 429, [ERR_AGAIN] = 503, [ERR_BROKEN] = 500,
};

/* Titles, in messages; with -help behind: what one can do. */
static const struct {
	int status;
	const char *key;
} titles[] = {
	{400, "error.request"}, {401, "error.sign-in"}, {403, "error.denied"},
	{404, "error.not-found"}, {405, "error.method"},
	{409, "error.conflict"}, {410, "error.gone"}, {413, "error.large"}, {415, "error.type"},
	{422, "error.input"}, {429, "error.often"}, {431, "error.large"},
	{503, "error.busy"}, {500, "error.broken"},
};

static int
status_of(enum err err)
{
	return err < ERR__MAX ? statuses[err] : 500;
}

static const char *
title_key(int status)
{
	size_t i = 0;

	while (titles[i].status != status && titles[i].status != 500)
		i++;
	return titles[i].key;
}

/* [{"field","key","says","way"}]; new reference. */
static json_t *
problems_list(struct visit *v)
{
	json_t *list = json_array();

	for (struct problem *p = v->problems; p != NULL; p = p->next) {
		json_t *one = json_pack("{s:s, s:s}", "key", p->key,
			"says", problem_says(v, p));

		if (p->field != NULL)
			json_object_set_new(one, "field",
				json_string(p->field));
		if (p->way != NULL)
			json_object_set_new(one, "way", json_string(p->way));
		json_array_append_new(list, one);
	}
	return list;
}

/* {"dates_0_on":[{"says"}]}: names as templates can look them up. */
static json_t *
problems_by_field(struct visit *v)
{
	json_t *by = json_object();

	for (struct problem *p = v->problems; p != NULL; p = p->next) {
		char *name = arena_text(v->arena, p->field ? p->field : "");
		json_t *list;

		for (char *c = name; *c != '\0'; c++)
			if (*c == '.' || *c == '-')
				*c = '_';
		if (*name == '\0')
			continue;
		list = json_object_get(by, name);
		if (list == NULL) {
			list = json_array();
			json_object_set_new(by, name, list);
		}
		json_array_append_new(list, json_pack("{s:s}", "says",
			problem_says(v, p)));
	}
	return by;
}

/* The first thing wrong with the whole, in words; or NULL. */
static const char *
detail_of(struct visit *v)
{
	for (struct problem *p = v->problems; p != NULL; p = p->next)
		if (p->field == NULL)
			return problem_says(v, p);
	return NULL;
}

static json_t *
problem_document(struct request *rq, int status)
{
	struct visit *v = &rq->visit;
	json_t *doc = json_pack("{s:s, s:s, s:i, s:s, s:o}",
		"type", "about:blank",
		"title", message(v->lang, title_key(status)),
		"status", status, "instance", rq->path,
		"problems", problems_list(v));
	const char *detail = detail_of(v);

	if (detail != NULL)
		json_object_set_new(doc, "detail", json_string(detail));
	return doc;
}

/* ---- the page ---- */

/* Never back into a page: what nobody should read over a shoulder. */
static bool
confidential(const char *name)
{
	return name[0] == '_' || strstr(name, "password") != NULL ||
		strcmp(name, "code") == 0;
}

static json_t *
resend_view(struct asking *q)
{
	struct arena *a = q->rq.visit.arena;
	json_t *fields = json_array();
	const char *action = *q->rq.query_text == '\0' ? q->rq.path :
		arena_printf(a, "%s?%s", q->rq.path, q->rq.query_text);

	for (size_t i = 0; i < q->pair_count; i++)
		if (!confidential(q->pairs[i][0]) ||
			strcmp(q->pairs[i][0], "_revision") == 0)
			json_array_append_new(fields, json_pack("{s:s, s:s}",
				"name", q->pairs[i][0],
				"value", q->pairs[i][1]));
	return json_pack("{s:s, s:o}", "action", action, "fields", fields);
}

static json_t *
error_view(struct asking *q, int status)
{
	struct request *rq = &q->rq;
	struct visit *v = &rq->visit;
	const char *title = title_key(status), *detail = detail_of(v);
	const char *help = message(v->lang, arena_printf(v->arena, "%s-help",
		title));
	json_t *view = json_pack("{s:i, s:s, s:s, s:s, s:o}",
		"status", status, "title", message(v->lang, title),
		"help", help, "home", arena_printf(v->arena, "/%s/",
			langs[v->lang].tag),
		"problems", problems_list(v));

	json_object_set_new(view, arena_printf(v->arena, "is_%d", status),
		json_true());
	for (struct problem *p = v->problems; p != NULL; p = p->next)
		if (p->field != NULL)
			json_object_set_new(view, "problems_there",
				json_true());
	if (detail != NULL && strcmp(detail, message(v->lang, title)) != 0)
		json_object_set_new(view, "detail", json_string(detail));
	if (status == 401)
		json_object_set_new(view, "sign_in",
			json_string("/office/sign-in"));
	if ((status == 401 || status == 403) && q->same_origin &&
		q->pair_count > 0 && q->pair_count <= RESEND_MOST &&
		rq->upload_count == 0 && q->late)
		json_object_set_new(view, "resend", resend_view(q));
	return view;
}

/* In place of a page that cannot be shown. */
static void
bare_words(struct request *rq, int status)
{
	struct visit *v = &rq->visit;
	const char *detail = detail_of(v);
	const char *text = arena_printf(v->arena, "%d %s\n%s\n", status,
		message(v->lang, title_key(status)),
		detail != NULL ? detail : "");

	rq->reply.status = status;
	reply_bytes(rq, "text/plain; charset=utf-8", text, strlen(text));
}

/* Headers that go with a status. */
static void
status_headers(struct asking *q, int status)
{
	struct request *rq = &q->rq;

	if (status == 405 && q->allow != NULL)
		reply_header(rq, "Allow", q->allow);
	if (status == 401)
		reply_header(rq, "WWW-Authenticate", "Bearer");
	if (status == 503 && rq->reply.retry_after == 0)
		rq->reply.retry_after = 2;
}

/* Says of each problem in a list where the form has it, under "where". */
static void
problems_place(json_t *list, json_t *names)
{
	size_t i;
	json_t *one;

	json_array_foreach(list, i, one) {
		const char *field = json_string_value(json_object_get(one,
			"field"));
		json_t *where = field != NULL ? json_object_get(names, field) :
			NULL;

		if (where != NULL)
			json_object_set(one, "where", where);
	}
}

static const char *
plain_document(struct arena *a, enum lang lang, int status)
{
	struct buf out = buf_in(a, 8 << 10);
	const char *key = title_key(status);
	json_t *doc = json_pack("{s:s, s:s, s:i, s:s, s:[]}",
		"type", "about:blank", "title", message(lang, key),
		"status", status, "detail", message(lang,
			arena_printf(a, "%s-help", key)), "problems");

	json_print(&out, doc, false);
	json_decref(doc);
	return out.at;
}

void
failure_plain(const struct raw_request *raw, struct arena *a, int status,
	const char **type, const char **text)
{
	enum lang lang = LANG_KO;
	const char *title;
	bool program = strncmp(raw->target, "/api/", 5) == 0;

	for (size_t i = 0; i < raw->header_count; i++)
		if (strcasecmp(raw->headers[i].name, "accept-language") == 0)
			lang = lang_accepted(raw->headers[i].value, lang);
	title = message(lang, title_key(status));
	*type = program ? "application/problem+json" :
		"text/plain; charset=utf-8";
	*text = program ? plain_document(a, lang, status) :
		arena_printf(a, "%d %s\n%s\n", status, title,
			message(lang, arena_printf(a, "%s-help",
				title_key(status))));
}

enum err
reply_failure(struct request *rq, enum err err)
{
	struct asking *q = asking_of(rq);
	int status = q->status != 0 ? q->status : status_of(err);
	int wait = rq->reply.retry_after;

	reply_forget(rq);
	rq->reply.retry_after = wait;
	rq->reply.status = status;
	if (status == 500)
		log_problem("%s %s failed", method_names[rq->method],
			rq->route != NULL ? rq->route->path : "-");
	if (rq->wants_json)
		reply_json(rq, status, problem_document(rq, status));
	else if (reply_page(rq, "error", error_view(q, status)) != OK)
		bare_words(rq, status);
	status_headers(q, status);
	return OK;
}

enum err
reply_form(struct request *rq, enum err err, const char *name, json_t *view)
{
	struct visit *v = &rq->visit;
	int status = status_of(err);

	if (err != ERR_INPUT && err != ERR_CONFLICT && err != ERR_BUSY &&
		err != ERR_LARGE) {
		json_decref(view);
		return err != OK ? err : ERR_BROKEN;
	}
	if (rq->wants_json) {
		json_decref(view);
		return reply_failure(rq, err);
	}
	rq->reply.status = status;
	json_object_set_new(view, "problems", problems_list(v));
	problems_place(json_object_get(view, "problems"),
		json_object_get(view, "problem_names"));
	json_object_set_new(view, "problems_there",
		json_boolean(v->problems != NULL));
	json_object_set_new(view, "problem_of", problems_by_field(v));
	return reply_page(rq, name, view);
}
