/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tie as its officer hands it to a successor, or shows it to the partner: a
 * paper (paper/paper.h, pdf_paper) that a page can show as well.  Every word
 * of it is in the visit's language.
 *
 * The partner's paper is written as the partner's own officer would see the
 * tie: what is not shared is not left out here, it is never read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define GIFTS_TOLD 20
#define PEOPLE_TOLD 16

/* ---- pieces of paper ---- */

/* A TEXT of the paper: with its language where that is another one. */
json_t *
handing_text(const json_t *view, const char *key)
{
	const char *text = text_of(view, key);
	char name[40];
	const char *lang;

	snprintf(name, sizeof name, "%s_lang", key);
	lang = text_of(view, name);
	if (text == NULL)
		return json_string("");
	return lang == NULL ? json_string(text) :
		json_pack("{s:s, s:s}", "text", text, "lang", lang);
}

const char *
handing_say(struct handing *h, const char *key, const char *arg0, const char *arg1)
{
	return message_around(h->v->arena, h->v->lang, key, arg0, arg1);
}

void
handing_heading(struct handing *h, const char *key, int level)
{
	json_array_append_new(h->parts, json_pack("{s:s, s:i}", "heading",
		message(h->v->lang, key), "level", level));
}

void
handing_line(struct handing *h, const char *text)
{
	json_array_append_new(h->parts, json_pack("{s:s}", "text", text));
}

/* The list, or a sentence when there is nothing in it.  Takes the reference. */
void
handing_bullets(struct handing *h, json_t *list, const char *nothing)
{
	if (json_array_size(list) > 0) {
		json_array_append_new(h->parts, json_pack("{s:o}", "list",
			list));
		return;
	}
	json_decref(list);
	if (nothing != NULL)
		handing_line(h, message(h->v->lang, nothing));
}

void
handing_add(json_t *list, const char *text)
{
	if (text != NULL && *text != '\0')
		json_array_append_new(list, json_string(text));
}

/* A table with this head of messages; nothing without rows.  Takes rows. */
void
handing_table(struct handing *h, const char *const *head, json_t *widths,
	json_t *rows, const char *nothing)
{
	json_t *labels = json_array();

	for (; *head != NULL; head++)
		json_array_append_new(labels, json_string(message(h->v->lang,
			*head)));
	if (json_array_size(rows) > 0) {
		json_array_append_new(h->parts, json_pack("{s:{s:o, s:o, s:o}}",
			"table", "head", labels, "rows", rows, "widths",
			widths));
		return;
	}
	json_decref(labels);
	json_decref(rows);
	json_decref(widths);
	if (nothing != NULL)
		handing_line(h, message(h->v->lang, nothing));
}

/* ---- the tie in five lines ---- */

static const char *
cities_say(struct handing *h)
{
	struct visit *v = h->v;
	json_t *member;
	struct buf out = buf_in(v->arena, 4000);
	size_t i;

	json_array_foreach(record_value(h->tie, "members"), i, member) {
		struct id id;

		if (id_parse(json_string_value(member), &id))
			buf_printf(&out, "%s%s", out.n > 0 ? " – " : "",
				record_title_of(v, &entity_city, id));
	}
	return out.at;
}

static const char *
fields_say(struct handing *h)
{
	struct visit *v = h->v;
	struct buf out = buf_in(v->arena, 4000);
	json_t *row;
	size_t i;

	json_array_foreach(record_value(h->tie, "fields"), i, row)
		buf_printf(&out, "%s%s", out.n > 0 ? ", " : "",
			message(v->lang, arena_printf(v->arena,
				"tie.fields-field-%s", text_of(row, "field"))));
	return out.at;
}

/* The newest state, with its day and reason. */
static const char *
state_says(struct handing *h)
{
	struct visit *v = h->v;
	json_t *row, *newest = NULL;
	const char *reason = "", *state = message(v->lang, arena_printf(
		v->arena, "tie.state-%s", tie_state(h->tie)));
	size_t i;

	json_array_foreach(record_value(h->tie, "states"), i, row)
		if (newest == NULL || strcmp(text_of(row, "on"),
		    text_of(newest, "on")) >= 0)
			newest = row;
	if (newest == NULL)
		return state;
	if (json_object_get(newest, "reason") != NULL)
		reason = words_see(v->arena, json_object_get(newest,
			"reason"), v->lang).text;
	state = arena_printf(v->arena, "%s (%s)", state, text_date_short(
		v->arena, v->lang, text_of(newest, "on")));
	return *reason == '\0' ? state : arena_printf(v->arena, "%s · %s",
		state, reason);
}

static json_t *
figure_of(struct handing *h, const char *list, const char *key)
{
	json_t *one;
	size_t i;

	json_array_foreach(json_object_get(h->balance, list), i, one)
		if (strcmp(text_of(one, "key"), key) == 0)
			return one;
	return NULL;
}

/* "Journeys: 12 ours, 9 theirs"; "" without a figure. */
static const char *
one_says(struct handing *h, const json_t *one)
{
	if (one == NULL)
		return "";
	return message_with(h->v->arena, h->v->lang, "handover.facing",
		text_of(one, "label"), text_of(one, "ours_says"),
		text_of(one, "theirs_says"));
}

static const char *
facing_says(struct handing *h, const char *key)
{
	return one_says(h, figure_of(h, "measures", key));
}

static void
put_summary(struct handing *h)
{
	struct visit *v = h->v;
	const char *since = record_text(h->tie, "since");
	json_t *list = json_array(), *all;
	const char *tier = message(v->lang, arena_printf(v->arena,
		"tie.tier-%s", record_text(h->tie, "tier")));

	handing_heading(h, "handover.summary", 1);
	handing_add(list, since == NULL ? cities_say(h) : arena_printf(v->arena,
		"%s · %s · %s", cities_say(h), tier, handing_say(h, "tie-page.since",
		text_date(v->arena, v->lang, since), NULL)));
	handing_add(list, handing_say(h, "handover.named", message(v->lang,
		"tie.state"), state_says(h)));
	if (*fields_say(h) != '\0')
		handing_add(list, handing_say(h, "handover.named",
			message(v->lang, "tie.fields"), fields_say(h)));
	if (!h->partner) {
		all = figure_of(h, "together", "exchanges");
		handing_add(list, handing_say(h, "handover.named",
			text_of(all, "label"), text_of(all, "count_says")));
		handing_add(list, facing_says(h, "people"));
		handing_add(list, facing_says(h, "letters"));
	}
	handing_bullets(h, list, NULL);
}

/* ---- what is open ---- */

/* Sides by their names: ours is theirs to the partner. */
static const char *
side_called(struct handing *h, const char *side)
{
	return strcmp(side, "ours") == 0 ? h->ours :
		strcmp(side, "theirs") == 0 ? h->theirs :
		message(h->v->lang, "promise.side-both");
}

static json_t *
promise_row(struct handing *h, const json_t *one)
{
	const char *owner = text_of(one, "owner");
	const char *partner = text_of(one, "partner_owner");
	const char *due = text_of(one, "due_when");

	return json_pack("[o, s, s, s]", handing_text(one, "says"),
		side_called(h, text_of(one, "side")),
		arena_printf(h->v->arena, "%s%s%s",
			owner != NULL ? owner : "", owner != NULL &&
			partner != NULL ? ", " : "", partner != NULL ?
			partner : ""), due == NULL ? "" :
		json_is_true(json_object_get(one, "late")) ?
			arena_printf(h->v->arena, "%s (%s)", due,
			message(h->v->lang, "ledger.late")) : due);
}

static json_t *
letter_row(struct handing *h, const json_t *one, const char *side)
{
	const char *due = text_of(one, "due_when");

	return json_pack("[o, s, s, s]", handing_text(one, "says"),
		side_called(h, side), text_of(one, "type_says"),
		due == NULL ? "" : json_is_true(json_object_get(one, "late")) ?
			arena_printf(h->v->arena, "%s (%s)", due,
			message(h->v->lang, "ledger.late")) : due);
}

static void
put_open(struct handing *h)
{
	static const char *const head[] = { "handover.what", "promise.side",
		"handover.owner", "promise.due", NULL };
	static const char *const letter_head[] = { "handover.letter",
		"handover.answers", "letter.type", "letter.reply_by", NULL };
	json_t *rows = json_array(), *one;
	size_t i;

	handing_heading(h, "ledger.open", 1);
	json_array_foreach(json_object_get(h->open, "promises"), i, one)
		json_array_append_new(rows, promise_row(h, one));
	handing_table(h, head, json_pack("[i, i, i, i]", 6, 2, 3, 3), rows,
		"handover.no-promises");
	rows = json_array();
	json_array_foreach(json_object_get(h->open, "letters_ours"), i, one)
		json_array_append_new(rows, letter_row(h, one, "ours"));
	json_array_foreach(json_object_get(h->open, "letters_theirs"), i, one)
		json_array_append_new(rows, letter_row(h, one, "theirs"));
	handing_table(h, letter_head, json_pack("[i, i, i, i]", 6, 3, 2, 3), rows,
		"handover.no-letters");
}

/* ---- what we owe, what they gave ---- */

/* Where they came, gave or wrote more often than we did. */
static void
add_behind(struct handing *h, json_t *list, const char *key)
{
	json_t *one = figure_of(h, "measures", key);
	json_int_t ours = json_integer_value(json_object_get(one, "ours"));
	json_int_t theirs = json_integer_value(json_object_get(one, "theirs"));

	if (one != NULL && ours < theirs)
		handing_add(list, facing_says(h, key));
}

static void
put_owed(struct handing *h)
{
	static const char *const behind[] = { "journeys", "people", "letters",
		"gifts", "host-nights", "secondment", NULL };
	json_t *list = json_array(), *one;
	size_t i;

	handing_heading(h, "handover.owed", 1);
	json_array_foreach(json_object_get(h->open, "promises"), i, one)
		if (strcmp(text_of(one, "side"), "theirs") != 0)
			json_array_append_new(list, handing_text(one, "says"));
	json_array_foreach(json_object_get(h->open, "letters_ours"), i, one)
		handing_add(list, handing_say(h, "handover.answer", text_of(one, "says"),
			NULL));
	for (const char *const *key = behind; *key != NULL; key++)
		add_behind(h, list, *key);
	handing_bullets(h, list, "handover.nothing-owed");
}

static enum err
put_given(struct handing *h)
{
	static const char *const head[] = { "gift.on", "gift.item",
		"gift.occasion", "gift.giver", NULL };
	struct visit *v = h->v;
	struct query *q = query_of(v, &entity_gift);
	json_t *rows = json_array(), *one;
	json_t *costs = json_array();
	struct list list;
	size_t n;

	keep(v, rows);
	keep(v, costs);
	query_where(q, "tie", QUERY_IS, id_text(v->arena, h->tie->id));
	query_where(q, "direction", QUERY_IS, h->partner ? "given" :
		"received");
	query_order(q, "-on");
	query_limit(q, GIFTS_TOLD);
	query_only(q, "item on occasion giver");
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++) {
		json_t *view = keep(v, json_object());

		tell_words(v, view, "item", record_value(list.at[i], "item"));
		tell_words(v, view, "occasion", record_value(list.at[i],
			"occasion"));
		tell_words(v, view, "giver", record_value(list.at[i],
			"giver"));
		json_array_append_new(rows, json_pack("[s, o, o, o]",
			text_date_short(v->arena, v->lang, record_text(
				list.at[i], "on")), handing_text(view, "item"),
			handing_text(view, "occasion"),
			handing_text(view, "giver")));
	}
	handing_heading(h, h->partner ? "handover.gave-partner" : "handover.gave",
		1);
	handing_table(h, head, json_pack("[i, i, i, i]", 2, 5, 3, 3),
		json_incref(rows), "handover.no-gifts");
	if (h->partner)
		return OK;
	json_array_foreach(json_object_get(h->balance, "measures"), n, one)
		if (strcmp(text_of(one, "key"), "expenses") == 0 &&
		    json_integer_value(json_object_get(one, "theirs")) > 0)
			handing_add(costs, one_says(h, one));
	if (json_integer_value(json_object_get(figure_of(h, "measures",
	    "host-nights"), "theirs")) > 0)
		handing_add(costs, facing_says(h, "host-nights"));
	handing_bullets(h, json_incref(costs), NULL);
	return OK;
}

/* ---- who is to be known ---- */

static const char *
since_says(struct handing *h, const json_t *person)
{
	const char *held = text_of(person, "held");
	bool now = json_is_true(json_object_get(person, "now"));

	return arena_printf(h->v->arena, "%s%s%s", now ? message(h->v->lang,
		"handover.now") : message(h->v->lang, "ledger.before"),
		held != NULL ? " " : "", held != NULL ? held : "");
}

static enum err
put_people(struct handing *h)
{
	json_t *people, *one, *form, *rows, *head;
	size_t i, n;

	TRY(tie_people(h->v, h->tie, &people));
	keep(h->v, people);
	rows = json_array();
	head = json_array();
	json_array_append_new(head, json_string(message(h->v->lang,
		"handover.when")));
	for (int lang = 0; lang < LANG__MAX; lang++)
		json_array_append_new(head, json_pack("{s:s, s:s}", "text",
			langs[lang].own, "lang", langs[lang].html));
	json_array_foreach(people, i, one) {
		json_t *row = json_array();

		if (i == PEOPLE_TOLD)
			break;
		json_array_append_new(row, json_string(since_says(h, one)));
		json_array_foreach(json_object_get(one, "forms"), n, form) {
			const char *title = text_of(form, "title");

			json_array_append_new(row, json_pack("{s:s, s:s}",
				"text", arena_printf(h->v->arena, "%s%s%s",
				text_of(form, "name"), *title != '\0' &&
				*text_of(form, "name") != '\0' ? "\n" : "",
				title), "lang", text_of(form, "lang")));
		}
		json_array_append_new(rows, row);
	}
	handing_heading(h, "handover.people", 1);
	if (json_array_size(rows) == 0) {
		json_decref(rows);
		json_decref(head);
		handing_line(h, message(h->v->lang, "ledger.no-people"));
		return OK;
	}
	json_array_append_new(h->parts, json_pack("{s:{s:o, s:o, s:o}}",
		"table", "head", head, "rows", rows, "widths",
		json_pack("[i, i, i, i, i]", 2, 3, 3, 3, 4)));
	return OK;
}

/* ---- the rest ---- */

static void
put_avoid(struct handing *h)
{
	json_t *view = keep(h->v, json_object());

	tell_words(h->v, view, "avoid", record_value(h->tie, "avoid"));
	handing_heading(h, "tie.avoid", 1);
	if (text_of(view, "avoid") == NULL)
		handing_line(h, message(h->v->lang, "handover.nothing-to-avoid"));
	else
		json_array_append_new(h->parts, json_pack("{s:o}", "text",
			handing_text(view, "avoid")));
	tell_text(view, "notes", record_text(h->tie, "notes"));
	if (text_of(view, "notes") == NULL)
		return;
	handing_heading(h, "tie.notes", 2);
	handing_line(h, text_of(view, "notes"));
}

static void
put_sources(struct handing *h)
{
	static const char *const lists[] = { "agreements", "approvals",
		"documents", NULL };
	json_t *list = json_array(), *one;
	size_t i;

	handing_heading(h, "handover.sources", 1);
	for (const char *const *name = lists; *name != NULL; name++)
		json_array_foreach(json_object_get(h->papers, *name), i, one) {
			const char *when = text_of(one, "when");

			handing_add(list, arena_printf(h->v->arena, "%s%s%s%s",
				text_of(one, "says"), when != NULL ? " (" : "",
				when != NULL ? when : "", when != NULL ? ")" :
				""));
		}
	if (!h->partner)
		handing_add(list, handing_say(h, "handover.ledger", arena_printf(
			h->v->arena, "/office/ties/%s", id_text(h->v->arena,
				h->tie->id)), NULL));
	handing_bullets(h, list, "ledger.no-papers");
}

/* What our city is called, and all others. */
static void
sides_call(struct handing *h)
{
	struct visit *v = h->v;
	struct buf theirs = buf_in(v->arena, 2000);
	struct id home = tie_home(v, h->tie), id;
	json_t *member;
	size_t i;

	h->ours = record_title_of(v, &entity_city, home);
	json_array_foreach(record_value(h->tie, "members"), i, member)
		if (id_parse(json_string_value(member), &id) &&
		    !id_same(id, home))
			buf_printf(&theirs, "%s%s", theirs.n > 0 ? " · " : "",
				record_title_of(v, &entity_city, id));
	h->theirs = theirs.at;
}

static enum err
handing_read(struct handing *h)
{
	struct id id = h->tie->id;

	sides_call(h);
	TRY(tie_open(h->v, id, &h->open));
	keep(h->v, h->open);
	TRY(tie_plans(h->v, id, &h->plans));
	keep(h->v, h->plans);
	TRY(tie_papers(h->v, h->tie, &h->papers));
	keep(h->v, h->papers);
	TRY(tie_balance(h->v, id, NULL, NULL, &h->balance));
	keep(h->v, h->balance);
	return OK;
}

static enum err
handing_write(struct handing *h)
{
	TRY(handing_read(h));
	put_summary(h);
	put_open(h);
	if (!h->partner)
		put_owed(h);
	TRY(put_given(h));
	TRY(put_people(h));
	if (!h->partner)
		put_avoid(h);
	TRY(handing_ahead(h));
	put_sources(h);
	return OK;
}

static const char *
office_called(struct visit *v)
{
	struct problem *problems = v->problems, **last = v->last_problem;
	struct record *office;

	if (office_own(v, &office) == OK)
		return record_words(v, office, "name");
	v->problems = problems;
	v->last_problem = last;
	*last = NULL;
	return "";
}

enum err
tie_handover(struct visit *v, const struct record *tie, const char *to,
	bool partner, json_t **out)
{
	struct handing h = { .v = v, .tie = tie, .partner = partner,
		.parts = keep(v, json_array()), .today = today_of(v) };
	const char *day = moment_day(v->arena, v->now, v->zone);
	json_t *facts = keep(v, json_array());

	if (to != NULL && *to != '\0')
		json_array_append_new(facts, json_pack("{s:s, s:s}", "label",
			message(v->lang, "handover.for"), "value", to));
	if (!partner && v->who != NULL)
		json_array_append_new(facts, json_pack("{s:s, s:s}", "label",
			message(v->lang, "handover.by"), "value", v->who));
	if (json_array_size(facts) > 0)
		json_array_append_new(h.parts, json_pack("{s:O}", "facts",
			facts));
	TRY(handing_write(&h));
	*out = json_pack("{s:s, s:s, s:s, s:[s], s:O}", "lang",
		langs[v->lang].html, "title", message_around(v->arena, v->lang,
			partner ? "handover.title-partner" :
			"handover.title-of", record_title(v, tie), NULL),
		"date", day, "letterhead", office_called(v), "parts",
		h.parts);
	return OK;
}
