/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands around every page: the office, the menu, the languages, and for
 * staff the menu of kinds.  All of it is under one key, "frame", so that a
 * view's own names never hide it:
 *
 *	{ "lang": "zh-Hans", "graph": "zh_CN", "is_home",
 *	  "home", "news", "calendar", "search": addresses,
 *	  "office": {"name","address": {"text","lang"}, "phone","tel","mail",
 *	             "web","sample"},
 *	  "nav": [{"href","label","current"}],
 *	  "canonical", "alternates": [{"hreflang","href"}],
 *	  "open": [{"href","label"}],
 *	  "staff": {"called","at_account","menu":[…as nav…]} }
 *
 * A page is there before the office is, and must be shown when the store is
 * not well; so nothing here fails.
 */
#include <string.h>

#include "inside.h"

static bool
begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

static bool
under(const char *path, const char *at)
{
	size_t n = strlen(at);

	return begins(path, at) && (path[n] == '\0' || path[n] == '/');
}

static void
put_link(json_t *list, const char *href, const char *label, bool current)
{
	json_array_append_new(list, json_pack("{s:s, s:s, s:b}", "href", href,
		"label", label, "current", (int)current));
}

/* ---- the office ---- */

/* A telephone number as tel: takes it. */
static const char *
digits_of(struct arena *a, const char *phone)
{
	struct buf out = buf_in(a, strlen(phone) + 1);

	for (; *phone != '\0'; phone++)
		if (strchr("+0123456789", *phone) != NULL)
			buf_char(&out, *phone);
	return out.at;
}

static json_t *
office_frame(struct visit *v)
{
	struct problem *problems = v->problems, **last = v->last_problem;
	json_t *view = json_object();
	struct record *office;

	if (office_own(v, &office) != OK) {
		v->problems = problems;
		v->last_problem = last;
		if (last != NULL)
			*last = NULL;
		json_object_set_new(view, "name", json_pack("{s:s}", "text",
			message(v->lang, "nav.program")));
		return view;
	}
	put_words(v, view, "name", record_value(office, "name"));
	put_words(v, view, "address", record_value(office, "address"));
	put_text(view, "mail", record_text(office, "mail"));
	put_text(view, "web", record_text(office, "web"));
	put_text(view, "phone", record_text(office, "phone"));
	if (record_text(office, "phone") != NULL)
		put_text(view, "tel", digits_of(v->arena,
			record_text(office, "phone")));
	json_object_set_new(view, "sample",
		json_boolean(record_flag(office, "sample")));
	return view;
}

/* ---- the public's menu ---- */

/* The path without its language: "/news"; NULL: it has none. */
static const char *
bare_path(const struct request *rq)
{
	return rq->lang_in_path ? rq->path + 1 + strcspn(rq->path + 1, "/") :
		NULL;
}

static json_t *
nav_frame(struct request *rq)
{
	static const struct {
		const char *path, *key;
	} rows[] = {
		{ "/news", "nav.news" }, { "/ties", "nav.ties" },
		{ "/calendar", "nav.calendar" },
	};
	struct visit *v = &rq->visit;
	const char *path = bare_path(rq);
	json_t *nav = json_array();

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		put_link(nav, put_address(v, rows[i].path),
			message(v->lang, rows[i].key),
			path != NULL && under(path, rows[i].path));
	return nav;
}

static void
put_alternate(struct request *rq, json_t *list, const char *hreflang,
	const char *before, const char *path)
{
	json_array_append_new(list, json_pack("{s:s, s:s}", "hreflang",
		hreflang, "href", arena_printf(rq->visit.arena, "%s%s%s%s",
			rq->host, *before != '\0' ? "/" : "", before, path)));
}

/* The same page in each language, itself too, and what to take otherwise. */
static json_t *
alternates_frame(struct request *rq, const char *path)
{
	json_t *list = json_array();

	for (int i = 0; i < LANG__MAX; i++)
		put_alternate(rq, list, langs[i].html, langs[i].tag, path);
	put_alternate(rq, list, "x-default", strcmp(path, "/") == 0 ? "" :
		langs[LANG_EN].tag, path);
	return list;
}

static json_t *
open_frame(struct visit *v)
{
	json_t *list = json_array();

	put_link(list, "/api/v1/ties", message(v->lang, "tie.many"), false);
	put_link(list, "/api/v1/exchanges", message(v->lang, "exchange.many"),
		false);
	put_link(list, "/api/v1/cities", message(v->lang, "city.many"), false);
	put_link(list, "/api/openapi.json", message(v->lang, "footer.api"),
		false);
	return list;
}

/* ---- staff ---- */

static json_t *
staff_frame(struct request *rq)
{
	struct visit *v = &rq->visit;
	json_t *menu = json_array(), *staff;

	put_link(menu, "/office/", message(v->lang, "desk.title"),
		strcmp(rq->path, "/office/") == 0);
	for (size_t i = 0; office_entities[i] != NULL; i++) {
		const struct entity *of = office_entities[i];
		const char *href = arena_printf(v->arena, "/office/%s",
			of->plural);

		if (of->read & v->roles)
			put_link(menu, href, message(v->lang, arena_printf(
				v->arena, "%s.many", of->name)),
				under(rq->path, href));
	}
	if (v->roles & ROLE_ADMIN)
		put_link(menu, "/office/jobs", message(v->lang, "job.title"),
			under(rq->path, "/office/jobs"));
	staff = json_pack("{s:s, s:b}", "called",
		v->who != NULL ? v->who : "", "at_account",
		(int)under(rq->path, "/office/account"));
	put_list(staff, "menu", menu);
	return staff;
}

enum err
page_frame(struct request *rq, json_t *view)
{
	struct visit *v = &rq->visit;
	const char *path = bare_path(rq);
	json_t *frame = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:b}",
		"lang", langs[v->lang].html, "graph", langs[v->lang].graph,
		"home", put_address(v, "/"), "news", put_address(v, "/news"),
		"calendar", put_address(v, "/calendar"),
		"search", put_address(v, "/search"),
		"is_home", (int)(path != NULL && strcmp(path, "/") == 0));

	json_object_set_new(view, "frame", frame);
	json_object_set_new(frame, "office", office_frame(v));
	json_object_set_new(frame, "nav", nav_frame(rq));
	json_object_set_new(frame, "open", open_frame(v));
	if (v->roles & ROLE_STAFF)
		json_object_set_new(frame, "staff", staff_frame(rq));
	if (path == NULL || rq->route == NULL)
		return OK;
	put_text(frame, "canonical", arena_printf(v->arena, "%s%s", rq->host,
		rq->path));
	json_object_set_new(frame, "alternates", alternates_frame(rq, path));
	return OK;
}
