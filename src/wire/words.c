/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a notice says, in its reader's language, as plain text: what, by when,
 * where to look, why one is told, and how to switch it off.  Everything is a
 * message; what stands here is only the order.
 */
#include <string.h>

#include "inside.h"

#define TASKS_SHOWN 60
#define SUBJECT_MOST 150

/* One line: a title may have been typed on two. */
static const char *
one_line(struct arena *a, const char *s)
{
	char *line = arena_text(a, text_cut(a, s, SUBJECT_MOST));

	for (char *c = line; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = ' ';
	return line;
}

static const char *
text_in(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static const char *
say(struct visit *v, const char *key, const char *arg0, const char *arg1)
{
	return message_around(v->arena, v->lang, key, arg0, arg1);
}

/* A text, or what the record that it names is called. */
static const char *
thing(struct visit *v, const json_t *value)
{
	const struct entity *of;
	struct id id;

	if (!json_is_object(value))
		return json_is_string(value) ? json_string_value(value) : "";
	of = text_in(value, "of") != NULL ?
		catalogue_entity(v->catalogue, text_in(value, "of")) : NULL;
	if (of == NULL || text_in(value, "id") == NULL ||
	    !id_parse(text_in(value, "id"), &id))
		return "";
	return record_title_of(v, of, id);
}

static void
link_add(struct buf *out, const char *before, const char *origin,
	const char *href)
{
	if (origin != NULL && href != NULL)
		buf_printf(out, "%s%s%s\n", before, origin, href);
}

/* ---- one thing ---- */

static const char *
single_words(struct visit *v, const struct notice *n, const char *origin,
	struct buf *out)
{
	const char *by = text_in(n->with, "by");
	const char *says = one_line(v->arena, say(v, n->subject_key,
		thing(v, json_object_get(n->with, "what")),
		thing(v, json_object_get(n->with, "who"))));

	buf_printf(out, "%s\n", says);
	if (by != NULL)
		buf_printf(out, "%s\n", say(v, "mail.by",
			text_date(v->arena, v->lang, by), NULL));
	link_add(out, "\n", origin, n->href);
	return says;
}

/* ---- the day's ---- */

static const char *
group_says(struct visit *v, const char *group)
{
	const char *key = arena_printf(v->arena, "desk.%s", group);

	return message_there(v->lang, key) ? message(v->lang, key) : group;
}

static void
task_add(struct visit *v, const json_t *task, const char *origin,
	struct buf *out)
{
	static const char *const parts[] = { "when", "what", "with", "why" };
	const char *between = "- ";

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const char *text = text_in(task, parts[i]);

		if (text == NULL || *text == '\0')
			continue;
		buf_printf(out, "%s%s", between, one_line(v->arena, text));
		between = " · ";
	}
	buf_char(out, '\n');
	link_add(out, "  ", origin, text_in(task, "href"));
}

static const char *
digest_words(struct visit *v, const struct notice *n, const char *origin,
	struct buf *out)
{
	json_t *tasks = json_object_get(n->with, "tasks"), *task;
	size_t i, count = json_array_size(tasks);
	const char *before = "", *day = text_in(n->with, "day");

	json_array_foreach(tasks, i, task) {
		const char *group = text_in(task, "group");

		if (i == TASKS_SHOWN)
			break;
		if (group != NULL && strcmp(group, before) != 0)
			buf_printf(out, "%s%s\n\n", i > 0 ? "\n" : "",
				group_says(v, before = group));
		task_add(v, task, origin, out);
	}
	if (count > TASKS_SHOWN)
		buf_printf(out, "\n%s\n", say(v, "mail.more", arena_printf(
			v->arena, "%zu", count - TASKS_SHOWN), NULL));
	link_add(out, "\n", origin, n->href);
	return say(v, n->subject_key, arena_printf(v->arena, "%zu", count),
		text_date(v->arena, v->lang, day != NULL ? day : ""));
}

void
notice_words(struct visit *v, const struct reader *r, const struct notice *n,
	const char *origin, const char **subject, const char **body)
{
	const char *why = arena_printf(v->arena, "mail.why-%s", n->kind);
	struct buf out = buf_in(v->arena, LETTER_MOST / 2);

	buf_printf(&out, "%s\n\n", say(v, "mail.hello", r->called, NULL));
	*subject = (strcmp(n->kind, "digest") == 0 ? digest_words :
		single_words)(v, n, origin, &out);
	buf_text(&out, "\n-- \n");
	if (message_there(v->lang, why))
		buf_printf(&out, "%s\n", message(v->lang, why));
	buf_printf(&out, "%s\n", message(v->lang, "mail.switch-off"));
	link_add(&out, "", origin, "/office/account");
	*body = out.at;
}
