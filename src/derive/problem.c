/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is wrong, said with the words of the form: a problem knows its field by
 * a path ("itinerary.0.start"), a person by labels ("Itinerary 1, Start").
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

/* The field that a part of a path up to the next point names, or NULL. */
static const struct field *
field_at(const struct field *fields, const char *path)
{
	size_t n = strcspn(path, ".");

	for (const struct field *f = fields; f->name != NULL; f++)
		if (strlen(f->name) == n && memcmp(f->name, path, n) == 0)
			return f;
	return NULL;
}

/* "itinerary.0.start" as the form calls it: "Itinerary 1, Start". */
static const char *
path_label(struct visit *v, const struct entity *of, const char *path)
{
	const struct field *f = field_at(of->fields, path), *inner = NULL;
	const char *label, *rest = strchr(path, '.');
	char *end;
	long row;

	if (f == NULL)
		return "";
	label = spot_label(v, (struct spot){ of, NULL, f });
	if (f->rows == NULL || rest == NULL)
		return label;
	row = strtol(rest + 1, &end, 10);
	if (*end == '.')
		inner = field_at(f->rows, end + 1);
	return arena_printf(v->arena, "%s %ld%s%s", label, row + 1,
		inner != NULL ? ", " : "", inner != NULL ?
		spot_label(v, (struct spot){ of, f, inner }) : "");
}

json_t *
problem_names(struct visit *v, const struct entity *of)
{
	json_t *names = json_object();

	for (const struct problem *p = v->problems; p != NULL; p = p->next)
		if (p->field != NULL)
			view_text(names, p->field,
				path_label(v, of, p->field));
	return names;
}
