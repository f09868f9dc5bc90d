/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the built program says of its own tables: that they have no fault, and
 * that everything the rules of record/entity.h call by a message key is called
 * something, in every language.
 */
#include <stdio.h>
#include <string.h>

#include "command/command.h"
#include "office/office.h"
#include "pages/pages.h"

struct labels {
	struct arena *arena;
	int missing;
};

/* A key that is lacking in a language is a line of its own. */
static void
need(struct labels *l, const char *key)
{
	for (enum lang lang = 0; lang < LANG__MAX; lang++)
		if (!message_there(lang, key)) {
			printf("# %s: %s\n", langs[lang].tag, key);
			l->missing++;
		}
}

static void
need_choices(struct labels *l, const struct field *f, const char *stem)
{
	const char *choice;

	for (size_t i = 0; f->choices != NULL &&
	    (choice = field_choice(l->arena, f, i)) != NULL; i++)
		need(l, arena_printf(l->arena, "%s-%s", stem, choice));
}

/* dash: "." of an entity's own fields, "-" of a row's. */
static void
need_fields(struct labels *l, const struct field *fields, const char *of,
	const char *dash)
{
	for (const struct field *f = fields; f->name != NULL; f++) {
		const char *stem = arena_printf(l->arena, "%s%s%s", of, dash,
			f->name);

		need(l, stem);
		need_choices(l, f, stem);
		if (f->unit != NULL)
			need(l, arena_printf(l->arena, "unit.%s", f->unit));
		if (f->rows != NULL)
			need_fields(l, f->rows, stem, "-");
	}
}

static bool
said(const char *sentence, bool so)
{
	printf("%s %s\n", so ? "ok" : "not ok", sentence);
	return so;
}

static bool
labels_there(struct arena *a)
{
	struct labels l = { a, 0 };

	for (size_t i = 0; office_entities[i] != NULL; i++) {
		const struct entity *of = office_entities[i];

		need(&l, arena_printf(a, "%s.one", of->name));
		need(&l, arena_printf(a, "%s.many", of->name));
		need_fields(&l, of->fields, of->name, ".");
	}
	for (const struct role_row *r = role_rows; r->name != NULL; r++)
		if (r->role != ROLE_SYSTEM)
			need(&l, arena_printf(a, "role.%s", r->name));
	return said("every kind, field, choice, unit and role has its name in "
		"every language", l.missing == 0);
}

static bool
jobs_there(struct arena *a)
{
	struct labels l = { a, 0 };

	for (const struct job_kind *k = job_kinds; k->name != NULL; k++) {
		char *key = arena_printf(a, "job.%s", k->name);

		for (char *c = key + 4; *c != '\0'; c++)
			if (*c == '.')
				*c = '-';
		need(&l, key);
	}
	return said("every kind of job has its name in every language",
		l.missing == 0);
}

/* A sentence ends with a full stop, and begins as one does. */
static bool
helps_right(const struct app *app)
{
	const struct route *const *tables = app_routes(app);
	int wrong = 0;

	for (; *tables != NULL; tables++)
		for (const struct route *r = *tables; r->path != NULL; r++) {
			size_t n = r->help != NULL ? strlen(r->help) : 0;

			if (n > 3 && r->help[n - 1] == '.' &&
			    r->help[0] >= 'A' && r->help[0] <= 'Z')
				continue;
			printf("# %s\n", r->path);
			wrong++;
		}
	return said("the help of every route is a sentence", wrong == 0);
}

int
main(void)
{
	static const uint8_t key[SECRET_KEY];
	struct arena *a = arena_new();
	struct buf faults = buf_in(a, 1 << 20);
	struct app_wish wish = { .entities = office_entities,
		.routes = page_routes, .jobs = job_kinds, .key = key,
		.frame = page_frame };
	const struct app *app;
	char *rest, *line;
	bool so;

	if (!secret_start())
		return 1;
	app = app_open(a, &wish, &faults);
	rest = arena_text(a, faults.at != NULL ? faults.at : "");
	while ((line = strsep(&rest, "\n")) != NULL)
		if (*line != '\0')
			printf("# %s\n", line);
	so = said("the program's tables, routes, templates and messages have "
		"no fault", app != NULL);
	so &= labels_there(a);
	so &= jobs_there(a);
	if (app != NULL)
		so &= helps_right(app);
	arena_free(a);
	return !so;
}
