/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Opening the house: folder, key, store, tables, templates; one clear line
 * when something is missing.
 *
 *	DIR/secret.key   64 hex digits, for us alone; made once
 *	DIR/gyoryu.db    the store, unless --store names another
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "command.h"
#include "derive/derive.h"
#include "office/office.h"
#include "pages/pages.h"
#include "wire/wire.h"

/* What a new version must be told so as not to lose data; grows, never
 * shrinks: { "tie.motto", "tie.slogan" } renames, to NULL drops. */
static const struct migration_step migration_steps[] = {
	{0}
};

static bool
complain(const char *fmt, const char *a, const char *b)
{
	fprintf(stderr, "gyoryu: ");
	fprintf(stderr, fmt, a, b);
	fputc('\n', stderr);
	return false;
}

static bool
key_make(struct house *h, const char *path)
{
	const char *hex;

	secret_random(h->key, sizeof h->key);
	hex = secret_hex(h->arena, h->key, sizeof h->key);
	if (file_write(path, hex, strlen(hex)) != OK)
		return complain("cannot write %s: %s", path, strerror(errno));
	return true;
}

static bool
key_read(struct house *h, const char *path, bool make)
{
	struct bytes text;
	enum err err = file_read(h->arena, path, 200, &text);

	if (err == ERR_MISSING && make)
		return key_make(h, path);
	if (err == ERR_MISSING)
		return complain("%s is missing: run 'gyoryu init --data %s', "
			"or bring the key back from a backup", path, h->data);
	if (err != OK)
		return complain("cannot read %s: %s", path, strerror(errno));
	if (text.n < 64 || !secret_unhex(arena_copy(h->arena, text.at, 64),
	    h->key, sizeof h->key))
		return complain("%s is not a key of ours%s", path, "");
	return true;
}

static bool
store_open(struct house *h, const struct options *o, bool make)
{
	char why[300];
	const char *where = o->store != NULL ? o->store :
		arena_printf(h->arena, "sqlite:%s/gyoryu.db", h->data);

	if (db_open(where, make, &h->store, why) != OK)
		return complain("%s%s", why, "");
	if (db_connect(h->store, &h->db) != OK)
		return complain("cannot connect to the store%s%s", "", "");
	return true;
}

/* "body=4000000" into the wish. */
static bool
limit_read(struct app_wish *wish, const char *said)
{
	size_t n = strcspn(said, "=");
	char *end;

	for (int i = 0; i < LIMIT__MAX; i++) {
		if (strlen(limit_rows[i].name) != n ||
		    memcmp(limit_rows[i].name, said, n) != 0)
			continue;
		wish->limits[i] = strtoll(said + n + (said[n] == '='), &end, 10);
		if (said[n] == '=' && end != said + n + 1 && *end == '\0' &&
		    wish->limits[i] > 0)
			return true;
		return complain("a limit is NAME=NUMBER, not %s%s", said, "");
	}
	return complain("no limit is called %s%s", said, "");
}

static bool
limits_read(struct app_wish *wish, const char *const *said)
{
	for (; *said != NULL; said++)
		if (!limit_read(wish, *said))
			return false;
	return true;
}

/* "https://exchange.example.org": what every absolute address begins with. */
static bool
origin_fits(const char *origin)
{
	const char *host;

	if (origin == NULL)
		return true;
	host = strncmp(origin, "https://", 8) == 0 ? origin + 8 :
		strncmp(origin, "http://", 7) == 0 ? origin + 7 : "";
	if (*host == '\0' || strpbrk(host, "/?#@ ") != NULL)
		return complain("%s is not an origin such as "
			"https://exchange.example.org%s", origin, "");
	return true;
}

static bool
folder_there(const char *path)
{
	struct stat is;

	if (path == NULL || (stat(path, &is) == 0 && S_ISDIR(is.st_mode)))
		return true;
	return complain("there is no folder %s%s", path, "");
}

static bool
app_make(struct house *h, const struct options *o)
{
	struct buf faults = buf_in(h->arena, 1 << 16);
	struct app_wish *wish = arena_alloc(h->arena, sizeof *wish);

	wish->store = h->store;
	wish->entities = office_entities;
	wish->routes = page_routes;
	wish->jobs = job_kinds;
	wish->folder = o->templates;
	wish->key = h->key;
	wish->proxies = o->proxies;
	wish->origin = o->origin;
	wish->frame = page_frame;
	wish->mail = h->mail;
	h->origin = o->origin;
	if (!limits_read(wish, o->limits) || !origin_fits(o->origin) ||
	    !folder_there(o->templates))
		return false;
	h->app = app_open(h->arena, wish, &faults);
	if (h->app == NULL)
		return complain("cannot start:\n%s%s", faults.at, "");
	return true;
}

static bool
schema_bring(struct house *h)
{
	struct buf faults = buf_in(h->arena, 1 << 16);
	enum err err = OK;

	for (size_t i = 0; err == OK && store_tables[i] != NULL; i++)
		err = migrate(&h->visit, migration_steps, store_tables[i],
			&faults);
	if (faults.n > 0)
		return complain("the store cannot be brought to this "
			"version:\n%s%s", faults.at, "");
	if (err != OK)
		house_complain(&h->visit, "the store's tables", err);
	return err == OK;
}

static bool
open_all(struct house *h, const struct options *o, enum house_wish wish)
{
	bool make = wish == HOUSE_IS_MADE;

	if (!secret_start())
		return complain("this machine gives no random bytes%s%s", "",
			"");
	if (make && file_folder(h->data) != OK)
		return complain("cannot make %s: %s", h->data,
			strerror(errno));
	if (!key_read(h, arena_printf(h->arena, "%s/secret.key", h->data),
	    make) || !mail_server_of(h->arena, o, &h->mail) ||
	    !store_open(h, o, make) || !app_make(h, o))
		return false;
	visit_begin(&h->visit, h->arena, h->store, h->db,
		app_catalogue(h->app));
	h->visit.roles |= ROLE_SYSTEM;
	h->visit.trusted = true;
	h->visit.who = "gyoryu";
	h->visit.lang = LANG_EN;
	return schema_bring(h);
}

void
house_close(struct house *h)
{
	if (h->db != NULL)
		db_disconnect(h->db);
	if (h->store != NULL)
		db_close(h->store);
	arena_free(h->arena);
	*h = (struct house){ 0 };
}

bool
house_open(struct house *h, const struct options *o, enum house_wish wish)
{
	memset(h, 0, sizeof *h);
	h->arena = arena_new();
	h->data = o->data;
	if (open_all(h, o, wish))
		return true;
	house_close(h);
	return false;
}

void
house_complain(struct visit *v, const char *what, enum err err)
{
	if (v->problems == NULL)
		fprintf(stderr, "gyoryu: %s: %s\n", what,
			err == ERR_BROKEN && v->db != NULL ? db_why(v->db) :
			"failed");
	for (struct problem *p = v->problems; p != NULL; p = p->next)
		fprintf(stderr, "gyoryu: %s: %s%s%s\n", what,
			p->field ? p->field : "", p->field ? ": " : "",
			problem_says(v, p));
}

void
progress_show(int64_t done, int64_t all, void *label)
{
	int width = 40, filled = all > 0 ? (int)(done * width / all) : width;

	if (!isatty(STDERR_FILENO))
		return;
	fprintf(stderr, "\r%s [%.*s%.*s] %3d %%%s", (const char *)label,
		filled, "########################################",
		width - filled, "                                        ",
		all > 0 ? (int)(done * 100 / all) : 100,
		done >= all ? "\n" : "");
}
