/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands around every page: the office, the menu, the languages, and for
 * who is signed in the menu of kinds.  All of it is under one key, "frame", so that a
 * view's own names never hide it:
 *
 *	{ "lang": "zh-Hans", "graph": "zh_CN", "is_home",
 *	  "home", "news", "calendar", "search": addresses,
 *	  "office": {"name","address": {"text","lang"}, "phone","tel","mail",
 *	             "web","sample"},
 *	  "nav": [{"href","label","current"}],
 *	  "canonical", "alternates": [{"hreflang","href"}],
 *	  "feeds", "own_feeds": [{"type","says","href"}], of all news, of a tie
 *	  "open": [{"href","label"}],
 *	  "staff": {"called","at_account","is_staff","sides_says",
 *	            "menu_groups":[{"says","menu":[…as nav…]}]} }
 *
 * "staff" is there for a partner's officer too, who is not is_staff and is
 * told whose "ours" and "theirs" are (sides_says).
 *
 * A page is there before the office is, and must be shown when the store is
 * not well; so nothing here fails.
 */
#include <string.h>

#include "outlet.h"

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
		{ "/statistics", "nav.statistics" },
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

/* The office's menu: pages that are no kind of record, and kinds by what they
 * are for.  A kind that is named nowhere stands among the settings. */
enum menu_group { MENU_WORK, MENU_TIES, MENU_PRESS, MENU_WHO, MENU_SETTINGS,
	MENU_GROUPS };

static const char *const menu_keys[MENU_GROUPS] = {
	[MENU_WORK] = "desk.menu-work", [MENU_TIES] = "desk.menu-ties",
	[MENU_PRESS] = "desk.menu-press", [MENU_WHO] = "desk.menu-who",
	[MENU_SETTINGS] = "desk.menu-settings",
};

static const struct menu_page {
	enum menu_group group;
	const char *path, *key;
	unsigned roles;
} menu_pages[] = {
	{ MENU_WORK, "/office/", "desk.title", ROLE_STAFF | ROLE_PARTNER },
	{ MENU_WORK, "/office/calendar", "calendar.title", ROLE_STAFF },
	{ MENU_WORK, "/office/deadlines", "deadline.title", ROLE_STAFF },
	{ MENU_WORK, "/office/radar", "radar.title", ROLE_STAFF },
	{ MENU_WORK, "/office/statistics", "statistics.title", ROLE_STAFF },
	{ MENU_PRESS, "/office/moderation", "moderation.title", ROLE_EDITOR | ROLE_ADMIN },
	{ MENU_PRESS, "/office/translations", "translate.list-title", ROLE_STAFF },
	{ MENU_PRESS, "/office/memory", "memory.title", ROLE_STAFF },
	{ MENU_PRESS, "/office/effort", "effort.title", ROLE_STAFF },
	{ MENU_SETTINGS, "/office/retentions/due", "retention.due", ROLE_ADMIN },
	{ MENU_SETTINGS, "/office/access", "access.title", ROLE_ADMIN },
	{ MENU_SETTINGS, "/office/jobs", "job.title", ROLE_ADMIN },
};

static const struct menu_kind {
	const struct entity *of;
	enum menu_group group;
} menu_kinds[] = {
	{ &entity_tie, MENU_TIES }, { &entity_exchange, MENU_TIES },
	{ &entity_letter, MENU_TIES }, { &entity_promise, MENU_TIES },
	{ &entity_plan, MENU_TIES }, { &entity_gift, MENU_TIES },
	{ &entity_expense, MENU_TIES }, { &entity_document, MENU_TIES },
	{ &entity_article, MENU_PRESS }, { &entity_comment, MENU_PRESS },
	{ &entity_takedown, MENU_PRESS },
	{ &entity_journalist, MENU_PRESS },
	{ &entity_city, MENU_WHO }, { &entity_organisation, MENU_WHO },
	{ &entity_post, MENU_WHO }, { &entity_person, MENU_WHO },
};

static enum menu_group
group_of(const struct entity *of)
{
	for (size_t i = 0; i < sizeof menu_kinds / sizeof *menu_kinds; i++)
		if (menu_kinds[i].of == of)
			return menu_kinds[i].group;
	return MENU_SETTINGS;
}

/* Partners are shown what may be shared with them, and who is who; the rest
 * that is public they have on the public pages. */
static bool
on_menu(const struct visit *v, const struct entity *of, enum menu_group group)
{
	return group_of(of) == group && (of->read & v->roles) != 0 &&
		(visit_staff(v) || of->shared.tie != NULL ||
		group == MENU_WHO);
}

/* How much waits for a person behind an entry; "" for nothing. */
static void
put_waits(struct visit *v, json_t *menu, const char *path)
{
	struct problem *problems = v->problems, **last = v->last_problem;
	json_t *entry = json_array_get(menu, json_array_size(menu) - 1);
	int64_t n = 0;

	if (strcmp(path, "/office/moderation") == 0 &&
	    comments_waiting(v, &n) != OK) {
		v->problems = problems;
		v->last_problem = last;
		if (last != NULL)
			*last = NULL;
	}
	put_text(entry, "waits", n == 0 ? "" : arena_printf(v->arena,
		"%lld%s", (long long)n, n == WAITING_MOST ? "+" : ""));
}

static json_t *
menu_frame(struct request *rq, enum menu_group group)
{
	struct visit *v = &rq->visit;
	json_t *menu = json_array();

	for (size_t i = 0; i < sizeof menu_pages / sizeof *menu_pages; i++) {
		const struct menu_page *p = &menu_pages[i];

		if (p->group != group || !(p->roles & v->roles))
			continue;
		put_link(menu, p->path, message(v->lang, p->key),
			strcmp(p->path, "/office/") == 0 ?
			strcmp(rq->path, p->path) == 0 :
			under(rq->path, p->path));
		put_waits(v, menu, p->path);
	}
	for (size_t i = 0; office_entities[i] != NULL; i++) {
		const struct entity *of = office_entities[i];
		const char *href = arena_printf(v->arena, "/office/%s",
			of->plural);

		if (!on_menu(v, of, group))
			continue;
		put_link(menu, href, message(v->lang, arena_printf(v->arena,
			"%s.many", of->name)), under(rq->path, href));
		put_waits(v, menu, href);
	}
	return menu;
}

const char *
office_called(struct visit *v)
{
	struct problem *problems = v->problems, **last = v->last_problem;
	struct record *office;
	const char *name = "";

	if (office_own(v, &office) == OK)
		name = record_words(v, office, "name");
	v->problems = problems;
	v->last_problem = last;
	if (last != NULL)
		*last = NULL;
	return *name != '\0' ? name : message(v->lang, "nav.program");
}

/* A partner reads "ours" and "theirs" in the office's records the other way
 * round, and is told so where they stand. */
static const char *
sides_say(struct request *rq)
{
	struct visit *v = &rq->visit;

	for (size_t i = 0; visit_partner(v) && office_entities[i]; i++) {
		const struct entity *of = office_entities[i];
		const char *at = arena_printf(v->arena, "/office/%s",
			of->plural);

		/* A list of what is shared by itself says nothing of sides. */
		if (of->shared.tie != NULL && under(rq->path, at) &&
		    (of->shared.flag != NULL || strcmp(rq->path, at) != 0))
			return put_say(v, "partner.sides", office_called(v),
				NULL);
	}
	return "";
}

static json_t *
staff_frame(struct request *rq)
{
	struct visit *v = &rq->visit;
	json_t *groups = json_array(), *staff;

	staff = json_pack("{s:s, s:b, s:b, s:s, s:o}", "called",
		v->who != NULL ? v->who : "", "at_account",
		(int)under(rq->path, "/office/account"), "is_staff",
		(int)visit_staff(v), "sides_says", sides_say(rq),
		"menu_groups", groups);
	for (enum menu_group g = 0; g < MENU_GROUPS; g++) {
		json_t *menu = menu_frame(rq, g);

		if (json_array_size(menu) > 0)
			json_array_append_new(groups, json_pack("{s:s, s:o}",
				"says", message(v->lang, menu_keys[g]),
				"menu", menu));
		else
			json_decref(menu);
	}
	return staff;
}

/* Of a tie its news, of an article its comments, and of all of them. */
static void
put_own_feeds(struct request *rq, json_t *frame, const char *path)
{
	static const struct {
		const char *route, *more, *key;
	} rows[] = {
		{ "/{lang}/ties/{slug}", "", "news.title" },
		{ "/{lang}/news/{slug}", "/comments", "comments.title" },
		{ "/{lang}/comments", "", "comments.title" },
	};
	struct visit *v = &rq->visit;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rq->route->path, rows[i].route) == 0)
			json_object_set_new(frame, "own_feeds", outlet_feeds(v,
				rq->host, arena_printf(v->arena, "%s%s", path,
				rows[i].more), rows[i].key));
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
	if (v->roles & (ROLE_STAFF | ROLE_PARTNER))
		json_object_set_new(frame, "staff", staff_frame(rq));
	if (path == NULL || rq->route == NULL)
		return OK;
	put_text(frame, "canonical", arena_printf(v->arena, "%s%s", rq->host,
		rq->path));
	json_object_set_new(frame, "alternates", outlet_alternates(v, rq->host,
		path, OUTLET_ALL));
	json_object_set_new(frame, "feeds", outlet_feeds(v, rq->host,
		"/news", "news.title"));
	put_own_feeds(rq, frame, path);
	return OK;
}
