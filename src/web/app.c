/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a wish to an app: everything that can be wrong with tables, files and
 * settings is found here, before the first request, and told all at once, a
 * line each:
 *
 *	route.R01  a route without a path that is one
 *	route.R02  nobody may          R03  no help     R04  no handler, method
 *	route.R05  twice, or hidden by an earlier one
 *	message.M01  not readable      M02  a key is not there in every language
 *	rules.S01    not rules that we can use
 *	template.T01 does not compile
 *	limit.L01  out of its range    proxy.P01  not an address
 */
#include <string.h>

#include "cache.h"

/* ---- routes ---- */

static size_t
tables_count(const struct route *const *tables)
{
	size_t n = 0;

	while (tables != NULL && tables[n] != NULL)
		n++;
	return n;
}

/* Ours before the wish's; then all rows in one. */
static void
routes_gather(struct arena *a, struct app *app)
{
	size_t n = tables_count(app->wish.routes);
	const struct route **tables = arena_alloc(a,
		(n + 2) * sizeof (const struct route *));

	tables[0] = web_routes;
	for (size_t i = 0; i < n; i++)
		tables[i + 1] = app->wish.routes[i];
	app->tables = tables;
	for (size_t i = 0; i <= n; i++)
		for (const struct route *r = tables[i]; r->path != NULL; r++)
			app->route_count++;
	app->routes = arena_alloc(a,
		(app->route_count + 1) * sizeof (const struct route *));
	app->route_count = 0;
	for (size_t i = 0; i <= n; i++)
		for (const struct route *r = tables[i]; r->path != NULL; r++)
			app->routes[app->route_count++] = r;
}

static void
route_verify(const struct app *app, size_t i, struct buf *faults)
{
	const struct route *r = app->routes[i];
	const char *method = r->method > METHOD_NONE &&
		r->method < METHOD__MAX ? method_names[r->method] : "?";
	const char *wrong = pattern_fault(r->path);

	if (wrong != NULL)
		buf_printf(faults, "route.R01 %s %s\n", r->path, wrong);
	if (r->roles == 0)
		buf_printf(faults, "route.R02 nobody may %s %s\n", method,
			r->path);
	if (r->help == NULL || *r->help == '\0')
		buf_printf(faults, "route.R03 %s %s has no help\n", method,
			r->path);
	if (*method == '?' || r->handle == NULL ||
		((r->flags & (ROUTE_SLOW | ROUTE_AFAR)) && r->before == NULL))
		buf_printf(faults, "route.R04 %s %s is not whole\n", method,
			r->path);
	for (size_t k = 0; k < i && wrong == NULL; k++)
		if (app->routes[k]->method == r->method &&
			route_covers(app->routes[k]->path, r->path))
			buf_printf(faults, "route.R05 %s %s is hidden by %s\n",
				method, r->path, app->routes[k]->path);
}

/* ---- limits, proxies ---- */

static void
limits_take(struct app *app, struct buf *faults)
{
	for (int i = 0; i < LIMIT__MAX; i++) {
		const struct limit *row = &limit_rows[i];
		int64_t *value = &app->wish.limits[i];

		if (*value == 0)
			*value = row->value;
		if (*value < row->least || *value > row->most)
			buf_printf(faults, "limit.L01 %s is %lld, not %lld to "
				"%lld\n", row->name, (long long)*value,
				(long long)row->least, (long long)row->most);
	}
}

static void
proxies_take(struct arena *a, struct app *app, struct buf *faults)
{
	const char *const *list = app->wish.proxies;
	size_t n = 0;

	while (list != NULL && list[n] != NULL)
		n++;
	app->proxies = arena_alloc(a, (n + 1) * sizeof *app->proxies);
	for (size_t i = 0; i < n; i++)
		if (prefix_parse(list[i], &app->proxies[app->proxy_count]))
			app->proxy_count++;
		else
			buf_printf(faults, "proxy.P01 %s is no address\n",
				list[i]);
}

/* ---- messages ---- */

/* Every text of one tree must stand in the other too. */
static void
keys_compare(struct arena *a, json_t *one, json_t *other, const char *stem,
	const char *lacking, struct buf *faults)
{
	const char *name;
	json_t *value;

	json_object_foreach(one, name, value) {
		json_t *twin = json_object_get(other, name);
		const char *key = arena_printf(a, "%s%s", stem, name);

		if (json_is_object(value) && json_is_object(twin))
			keys_compare(a, value, twin, arena_printf(a, "%s.",
				key), lacking, faults);
		else if (twin == NULL || json_typeof(value) !=
			json_typeof(twin))
			buf_printf(faults, "message.M02 %s lacks %s\n",
				lacking, key);
	}
}

void
messages_open(struct arena *a, struct app *app, struct buf *faults)
{
	for (int i = 0; i < LANG__MAX; i++) {
		const char *path = arena_printf(a, "messages/%s.json",
			langs[i].tag);
		const struct source *s = map_get(app->sources, path);
		char why[200] = "there is no such file";

		if (s == NULL || !messages_use((enum lang)i, s->at, s->n, why))
			buf_printf(faults, "message.M01 %s: %s\n", path, why);
	}
	if (faults->n > 0)
		return;
	for (int i = 1; i < LANG__MAX; i++) {
		json_t *first = messages_tree((enum lang)0);
		json_t *tree = messages_tree((enum lang)i);

		keys_compare(a, first, tree, "", langs[i].tag, faults);
		keys_compare(a, tree, first, "", langs[0].tag, faults);
	}
}

/* ---- rules ---- */

static void
rules_open(struct app *app, struct buf *faults)
{
	static const char path[] = "rules/segmentation.srx";
	const struct source *s = map_get(app->sources, path);
	char why[200] = "there is no such file";

	if (s == NULL || !segment_rules(s->at, s->n, why))
		buf_printf(faults, "rules.S01 %s: %s\n", path, why);
}

/* ---- the whole ---- */

static void
keys_derive(struct app *app)
{
	static const char use[] = "forms";

	secret_sign(app->wish.key, use, sizeof use - 1, app->csrf_key);
}

const struct app *
app_open(struct arena *a, const struct app_wish *wish, struct buf *faults)
{
	struct app *app = arena_alloc(a, sizeof *app);

	json_pool();
	app->wish = *wish;
	limits_take(app, faults);
	proxies_take(a, app, faults);
	routes_gather(a, app);
	for (size_t i = 0; i < app->route_count; i++)
		route_verify(app, i, faults);
	app->sources = sources_open(a, wish->folder, faults);
	messages_open(a, app, faults);
	rules_open(app, faults);
	views_open(a, app, faults);
	assets_open(a, app);
	keys_derive(app);
	app->rates = gcra_new(a);
	app->by_account = gate_new(a, app_limit(app,
		LIMIT_SIGN_IN_PER_ACCOUNT));
	app->by_network = gate_new(a, app_limit(app,
		LIMIT_SIGN_IN_PER_NETWORK));
	app->hosts = hosts_new(a);
	app->cache = cache_new(a, app_limit(app, LIMIT_CACHE));
	app->metrics = metrics_new(a, app->route_count);
	app->catalogue = catalogue_open(a, wish->entities, wish->key, faults);
	app->hosted = app->catalogue != NULL && hosts_there(app->catalogue);
	return faults->n == 0 && app->catalogue != NULL ? app : NULL;
}

const struct catalogue *
app_catalogue(const struct app *app)
{
	return app->catalogue;
}

const struct job_kind *
app_jobs(const struct app *app)
{
	return app->wish.jobs;
}

struct db *
app_store(const struct app *app)
{
	return app->wish.store;
}

const struct route *const *
app_routes(const struct app *app)
{
	return app->tables;
}
