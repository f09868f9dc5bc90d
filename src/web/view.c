/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pages from views.  A page is its layout, page.mustache or
 * office/page.mustache, in which {{>body}} is the page's own template.  Names
 * are looked up in the view first, then in the base:
 *
 *	{ "t": messages, "lang": "zh", "lang_html": "zh-Hans", "path": "/zh/",
 *	  "langs": [{"tag","own","html","href","current"}], "csrf": "…",
 *	  "asset": {"app_css": "/static/app.css?v=…"}, "year": "2026",
 *	  "signed_in": {"called","login","is_officer"…} or absent,
 *	  …what app_wish.frame adds }
 */
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "inside.h"

/* ---- at start ---- */

struct adding {
	struct arena *arena;
	struct app *app;
	struct buf *faults;
};

/* templates/office/list.mustache is called office/list. */
static void
template_add(const char *path, void *value, void *arg)
{
	static const char front[] = "templates/", back[] = ".mustache";
	struct adding *to = arg;
	const struct source *s = value;
	size_t n = strlen(path), f = sizeof front - 1, b = sizeof back - 1;
	const struct mustache *m;
	char why[200];

	if (n <= f + b || strncmp(path, front, f) != 0 ||
		strcmp(path + n - b, back) != 0)
		return;
	m = mustache_compile(to->arena, s->at, s->n, false, why);
	if (m == NULL) {
		buf_printf(to->faults, "template.T01 %s: %s\n", path, why);
		return;
	}
	map_put(to->app->templates, arena_copy(to->arena, path + f,
		n - f - b), (void *)(uintptr_t)m);
}

void
views_open(struct arena *a, struct app *app, struct buf *faults)
{
	struct adding to = {a, app, faults};

	app->templates = map_new(a);
	map_each(app->sources, template_add, &to);
}

/* ---- the base ---- */

/* The same page in another language. */
static const char *
lang_href(const struct asking *q, enum lang lang)
{
	const struct request *rq = &q->rq;
	struct arena *a = rq->visit.arena;
	const char *rest;

	if (!rq->lang_in_path)
		return arena_printf(a, "%s?lang=%s", rq->path,
			langs[lang].tag);
	rest = rq->path + 1 + strcspn(rq->path + 1, "/");
	return *rq->query_text != '\0' ?
		arena_printf(a, "/%s%s?%s", langs[lang].tag, rest,
			rq->query_text) :
		arena_printf(a, "/%s%s", langs[lang].tag, rest);
}

static json_t *
langs_list(const struct asking *q)
{
	json_t *list = json_array();

	for (int i = 0; i < LANG__MAX; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:s, s:b}", "tag", langs[i].tag,
			"own", langs[i].own, "html", langs[i].html,
			"href", lang_href(q, (enum lang)i),
			"current", i == (int)q->rq.visit.lang));
	return list;
}

static json_t *
signed_in(const struct asking *q)
{
	const struct visit *v = &q->rq.visit;
	json_t *who = json_pack("{s:s, s:s}", "called", v->who, "login",
		q->login);

	for (const struct role_row *r = role_rows; r->name != NULL; r++)
		if (v->roles & r->role)
			json_object_set_new(who, arena_printf(v->arena,
				"is_%s", r->name), json_true());
	return who;
}

static json_t *
base_view(struct asking *q)
{
	struct request *rq = &q->rq;
	enum lang lang = rq->visit.lang;
	json_t *base = json_pack("{s:O, s:s, s:s, s:o, s:s, s:s, s:O, s:s}",
		"t", messages_tree(lang), "lang", langs[lang].tag,
		"lang_html", langs[lang].html, "langs", langs_list(q),
		"path", rq->path, "csrf", rq->csrf != NULL ? rq->csrf : "",
		"asset", rq->app->asset_links, "year",
		arena_copy(rq->visit.arena, moment_day(rq->visit.arena,
			rq->visit.now, rq->visit.zone), 4));

	if (q->login != NULL)
		json_object_set_new(base, "signed_in", signed_in(q));
	return keep(&rq->visit, base);
}

/* ---- rendering ---- */

struct finding {
	const struct app *app;
	const struct mustache *body;
};

static const struct mustache *
find(const char *name, void *arg)
{
	const struct finding *f = arg;

	return strcmp(name, "body") == 0 ? f->body :
		map_get(f->app->templates, name);
}

/* Who is signed in stays in the office's layout, on error pages too. */
static const char *
layout_of(const struct asking *q, const char *name)
{
	bool office = strncmp(name, "office/", 7) == 0 ||
		((q->rq.visit.roles & (ROLE_STAFF | ROLE_PARTNER)) != 0 &&
			strncmp(q->rq.path, "/office", 7) == 0);

	return office ? "office/page" : "page";
}

enum err
view_render(struct asking *q, const char *name, json_t *view, struct buf *out)
{
	const struct app *app = q->rq.app;
	struct finding f = {app, map_get(app->templates, name)};
	const struct mustache *layout = map_get(app->templates,
		layout_of(q, name));
	json_t *base = base_view(q);

	if (app->wish.frame != NULL)
		TRY(app->wish.frame(&q->rq, base));
	if (f.body == NULL) {
		log_problem("there is no template %s", name);
		return ERR_BROKEN;
	}
	if (!mustache_render(layout != NULL ? layout : f.body, view, base,
		    find, &f, out)) {
		log_problem("template %s: too long or too deep", name);
		return ERR_BROKEN;
	}
	return OK;
}
