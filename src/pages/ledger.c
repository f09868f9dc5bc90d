/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tie's page in the office, its ledger: the cities, the years as a picture,
 * the balance of the two sides, what is open, who is to be known, which
 * papers bind, and beneath it everything that happened.  What it says is
 * office/'s; here it is put in order and drawn.
 *
 * The list is narrowed by the address: kind, field, direction, year (or from
 * and until), of and side (the entries behind a figure), after.
 */
#include <ctype.h>
#include <string.h>

#include "inside.h"
#include "paper/paper.h"

#define ENTRIES 50  /* in a page */

static const char *
text_in(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* ---- what is asked for ---- */

static const char *
asked(struct request *rq, const char *name)
{
	const char *text = request_query(rq, name);

	return text != NULL && *text != '\0' ? text : NULL;
}

static enum err
year_asked(struct request *rq, const char *name, const char **out)
{
	const char *text = asked(rq, name);

	if (text != NULL && (strlen(text) != 4 || strspn(text, "0123456789")
		!= 4))
		return fail_field(&rq->visit, name, "error.not-a-date", text,
			NULL);
	*out = text != NULL ? text : *out;
	return OK;
}

static enum err
wish_asked(struct request *rq, struct ledger_wish *w)
{
	*w = (struct ledger_wish){
		.kind = asked(rq, "kind"), .field = asked(rq, "field"),
		.direction = asked(rq, "direction"), .of = asked(rq, "of"),
		.side = asked(rq, "side"), .after = asked(rq, "after"),
		.limit = ENTRIES,
	};
	TRY(year_asked(rq, "year", &w->from));
	w->until = w->from;
	TRY(year_asked(rq, "from", &w->from));
	return year_asked(rq, "until", &w->until);
}

/* A partner's officer has the ledgers of his own ties alone. */
enum err
ledger_tie(struct request *rq, struct record **out)
{
	struct visit *v = &rq->visit;
	bool mine = visit_staff(v);

	TRY(record_named(v, &entity_tie, request_param(rq, "id"), out));
	for (size_t i = 0; i < v->tie_count; i++)
		mine = mine || id_same(v->ties[i], (*out)->id);
	return mine ? OK : fail(v, ERR_MISSING, "error.not-found");
}

/* ---- links ---- */

struct links {
	struct visit *v;
	const char *base;
	json_t *query;               /* as it was asked */
};

static void
add_escaped(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++)
		if (isalnum((unsigned char)*s) || strchr("-_.~", *s) != NULL)
			buf_char(out, *s);
		else
			buf_printf(out, "%%%02X", (unsigned char)*s);
}

/* The same address with another value under name; NULL: without it.  A year
 * stands for from and until; who narrows the list is at its first page, and
 * no longer at a figure's entries. */
static const char *
link_with(const struct links *l, const char *name, const char *value)
{
	static const char *const names[] = { "kind", "field", "direction",
		"year", "from", "until", "of", "side", NULL };
	struct buf out = buf_in(l->v->arena, 4000);
	bool years = strcmp(name, "year") == 0;
	bool paging = strcmp(name, "after") == 0;

	buf_text(&out, l->base);
	for (const char *const *n = names; *n != NULL; n++) {
		const char *is = text_in(l->query, *n);

		if (is == NULL || *is == '\0' || strcmp(*n, name) == 0 ||
		    (years && (strcmp(*n, "from") == 0 ||
		    strcmp(*n, "until") == 0)) || (!paging &&
		    (strcmp(*n, "of") == 0 || strcmp(*n, "side") == 0)))
			continue;
		buf_printf(&out, "%c%s=", strchr(out.at, '?') ? '&' : '?', *n);
		add_escaped(&out, is);
	}
	if (value != NULL) {
		buf_printf(&out, "%c%s=", strchr(out.at, '?') ? '&' : '?',
			name);
		add_escaped(&out, value);
	}
	buf_text(&out, "#entries");
	return out.at;
}

/* A row of words: {"label","all_href","any","words":[{"label","count_says",
 * "href","chosen"}]}; nothing where there is no choice. */
static void
put_words_row(const struct links *l, json_t *rows, json_t *words,
	const char *name)
{
	struct visit *v = l->v;
	json_t *row, *word;
	bool any = false;
	size_t i;

	json_array_foreach(words, i, word) {
		put_text(word, "href", link_with(l, name,
			text_in(word, "value")));
		any = any || json_is_true(json_object_get(word, "chosen"));
	}
	if (json_array_size(words) < 2 && !any)
		return;
	row = json_pack("{s:s, s:s, s:s, s:b, s:O}", "name", name, "label",
		message(v->lang, arena_printf(v->arena, "ledger.by-%s", name)),
		"all_href", link_with(l, name, NULL), "any", (int)any,
		"words", words);
	json_array_append_new(rows, row);
}

static void
put_filters(const struct links *l, json_t *view, json_t *words)
{
	json_t *rows = json_array();

	put_words_row(l, rows, json_object_get(words, "kinds"), "kind");
	put_words_row(l, rows, json_object_get(words, "fields"), "field");
	put_words_row(l, rows, json_object_get(words, "directions"),
		"direction");
	put_words_row(l, rows, json_object_get(words, "years"), "year");
	put_list(view, "filters", rows);
	put_text(view, "all_href", arena_printf(l->v->arena, "%s#entries",
		l->base));
}

/* "People, ours: 43", of the figure whose entries are listed. */
static void
put_counted(struct visit *v, json_t *view, const struct ledger_wish *w)
{
	static const char *const lists[] = { "measures", "together", NULL };
	json_t *balance = json_object_get(view, "balance"), *one;
	const char *key = w->side == NULL ? "count_says" :
		strcmp(w->side, "ours") == 0 ? "ours_says" : "theirs_says";
	size_t i;

	for (const char *const *name = lists; w->of != NULL && *name != NULL;
		name++)
		json_array_foreach(json_object_get(balance, *name), i, one)
			if (strcmp(text_in(one, "key"), w->of) == 0)
				put_text(view, "counted", put_say(v,
					w->side == NULL ? "ledger.counted" :
					strcmp(w->side, "ours") == 0 ?
					"ledger.counted-ours" :
					"ledger.counted-theirs",
					text_in(one, "label"),
					text_in(one, key) != NULL ?
					text_in(one, key) : ""));
}

/* ---- drawings ---- */

/* Draws it wide and narrow, so that a page can show the one that fits. */
static enum err
put_chart(struct visit *v, json_t *view, const char *name, json_t *chart,
	enum err (*draw)(struct arena *a, const json_t *chart,
		const char **svg))
{
	const char *svg;

	for (int narrow = 0; narrow < 2; narrow++) {
		json_object_set_new(chart, "id", json_string(arena_printf(
			v->arena, "%s-%s", name, narrow ? "narrow" : "wide")));
		json_object_set_new(chart, "narrow", json_boolean(narrow));
		TRY(draw(v->arena, chart, &svg));
		put_text(view, arena_printf(v->arena, "%s_%s_html", name,
			narrow ? "narrow" : "wide"), svg);
	}
	return OK;
}

/* {"year","cells":[…]} of the years in which anything was. */
static json_t *
years_table(struct visit *v, json_t *over)
{
	int from = (int)json_integer_value(json_object_get(over, "from"));
	int to = (int)json_integer_value(json_object_get(over, "to"));
	json_t *rows = json_object_get(over, "rows"), *row, *mark;
	json_t *list = json_array();
	size_t i, j;

	for (int year = to; year >= from; year--) {
		json_t *cells = json_array();
		bool any = false;

		json_array_foreach(rows, i, row) {
			json_int_t n = 0;

			json_array_foreach(json_object_get(row, "marks"), j,
				mark)
				if (json_integer_value(json_object_get(mark,
				    "year")) == year)
					n = json_integer_value(
						json_object_get(mark,
						"count"));
			any = any || n > 0;
			json_array_append_new(cells, json_string(n == 0 ? "" :
				arena_printf(v->arena, "%lld", (long long)n)));
		}
		json_array_append_new(list, json_pack("{s:s, s:b, s:o}",
			"year", arena_printf(v->arena, "%d", year), "silent",
			(int)!any, "cells", cells));
	}
	return list;
}

static enum err
put_years(struct visit *v, json_t *view)
{
	json_t *over = json_object_get(view, "over_years"), *chart;
	json_t *rows = json_object_get(over, "rows");

	if (json_array_size(rows) == 0 && json_array_size(json_object_get(over,
	    "changes")) == 0)
		return OK;
	chart = keep(v, json_copy(over));
	put_text(chart, "title", message(v->lang, "ledger.years"));
	put_text(chart, "desc", message(v->lang, "ledger.years-says"));
	TRY(put_chart(v, view, "years", chart, chart_years));
	put_list(view, "years_head", json_incref(rows));
	put_list(view, "years_table", years_table(v, over));
	return OK;
}

/* Facing bars of the measures in which either side has anything. */
static enum err
put_balance(struct visit *v, json_t *view)
{
	json_t *balance = json_object_get(view, "balance"), *one, *chart;
	json_t *rows = json_array();
	size_t i;

	chart = keep(v, json_pack("{s:s, s:s, s:s, s:s, s:o}", "title",
		message(v->lang, "ledger.balance"), "desc",
		message(v->lang, "ledger.balance-says"),
		"left", text_in(view, "ours_name"), "right",
		text_in(view, "theirs_name"), "rows", rows));
	json_array_foreach(json_object_get(balance, "measures"), i, one) {
		json_int_t ours = json_integer_value(json_object_get(one,
			"ours")), theirs = json_integer_value(
			json_object_get(one, "theirs"));

		/* Won and yuan are not to be held against each other. */
		if ((ours == 0 && theirs == 0) ||
		    json_is_true(json_object_get(one, "money")))
			continue;
		json_array_append_new(rows, json_pack(
			"{s:s, s:I, s:I, s:s, s:s}", "label",
			text_in(one, "label"), "left", ours, "right", theirs, "left_text",
			text_in(one, "ours_says"), "right_text",
			text_in(one, "theirs_says")));
	}
	if (json_array_size(rows) == 0)
		return OK;
	return put_chart(v, view, "balance", chart, chart_facing);
}

/* ---- the head ---- */

static const char *
city_title(struct visit *v, const char *id_of)
{
	struct id id;

	return id_of != NULL && id_parse(id_of, &id) ?
		record_title_of(v, &entity_city, id) : "";
}

/* The cities with their names in all scripts, ours first; what the sides of
 * the balance are called. */
static enum err
put_cities(struct visit *v, json_t *view, json_t *head,
	const struct record *tie)
{
	json_t *members = record_value(tie, "members"), *member;
	json_t *list = keep(v, json_array());
	struct buf theirs = buf_in(v->arena, 2000);
	struct id home = tie_home(v, tie), id;
	size_t i;

	json_array_foreach(members, i, member) {
		json_t *one = json_object();
		struct record *city;
		bool ours;

		json_array_insert_new(list, json_array_size(list), one);
		if (!id_parse(json_string_value(member), &id) ||
		    record_get(v, &entity_city, id, &city) != OK)
			continue;
		ours = id_same(id, home);
		put_city(v, one, "title", city);
		put_text(one, "href", arena_printf(v->arena,
			"/office/cities/%s", id_text(v->arena, id)));
		json_object_set_new(one, "names", city_names(v, city));
		json_object_set_new(one, "ours", json_boolean(ours));
		if (!ours)
			buf_printf(&theirs, "%s%s", theirs.n > 0 ? " · " : "",
				record_title(v, city));
	}
	problems_forget(v);
	put_text(view, "ours_name", city_title(v, id_text(v->arena, home)));
	put_text(view, "theirs_name", theirs.at);
	json_object_set(head, "cities", list);
	return OK;
}

/* The reason of the state that it is in, of its newest row. */
static void
put_state(struct visit *v, json_t *head, const struct record *tie)
{
	json_t *rows = record_value(tie, "states"), *row, *newest = NULL;
	const char *since = record_text(tie, "since");
	const char *review = field_readable(v, tie->of, field_named(
		tie->of->fields, "review")) ? record_text(tie, "review") : NULL;
	int first, last;
	size_t i;

	json_array_foreach(rows, i, row)
		if (newest == NULL || strcmp(text_in(row, "on"),
			text_in(newest, "on")) >= 0)
			newest = row;
	put_text(head, "state", tie_state(tie));
	put_text(head, "state_says", put_choice(v, "tie.state",
		tie_state(tie)));
	put_text(head, "tier_says", put_choice(v, "tie.tier",
		record_text(tie, "tier")));
	if (since != NULL)
		put_text(head, "since_says", put_say(v, "tie-page.since",
			text_date(v->arena, v->lang, since), NULL));
	if (newest != NULL) {
		put_text(head, "state_when", text_date_short(v->arena, v->lang,
			text_in(newest, "on")));
		put_words(v, head, "reason", json_object_get(newest,
			"reason"));
	}
	if (review != NULL && put_days(review, &first, &last)) {
		put_text(head, "review_when", text_date_short(v->arena,
			v->lang, review));
		json_object_set_new(head, "review_late", json_boolean(
			last < put_today(v)));
	}
}

/* What can be done from here. */
static void
put_acts(struct visit *v, json_t *view, json_t *head,
	const struct record *tie, const char *base)
{
	static const struct {
		const struct entity *of;  /* whom it asks to be allowed */
		const char *key, *path;   /* %: the tie's id */
	} rows[] = {
		{ &entity_exchange, "ledger.new-exchange", "/office/exchanges/new?ties=%" },
		{ &entity_letter, "ledger.new-letter", "/office/letters/new?tie=%" },
		{ &entity_promise, "ledger.new-promise", "/office/promises/new?tie=%" },
		{ &entity_gift, "ledger.new-gift", "/office/gifts/new?tie=%" },
		{ &entity_tie, "ledger.act-state", "/office/ties/%/state" },
		{ &entity_tie, "ledger.act-check", "/office/ties/%/check" },
	};
	const char *id = id_text(v->arena, tie->id);
	json_t *acts = json_array();

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *cut = strchr(rows[i].path, '%');

		if ((rows[i].of->write & v->roles) == 0 || !visit_staff(v))
			continue;
		json_array_append_new(acts, json_pack("{s:s, s:s, s:b}",
			"href", arena_printf(v->arena, "%.*s%s%s",
				(int)(cut - rows[i].path), rows[i].path, id,
				cut + 1), "label",
			message(v->lang, rows[i].key), "main", (int)(i == 0)));
	}
	put_list(view, "acts", acts);
	put_text(head, "href", base);
	put_text(head, "page", record_page(v, tie));
	json_object_set_new(head, "is_hidden",
		json_boolean(tie->standing == RECORD_HIDDEN));
	json_object_set_new(head, "is_staff", json_boolean(visit_staff(v)));
	json_object_set_new(head, "can_change", json_boolean(visit_staff(v) &&
		(tie->of->write & v->roles) != 0));
}

/* ---- the page ---- */

static enum err
put_standing(struct visit *v, json_t *view, const struct record *tie)
{
	static const char *const lists[] = { "agreements", "approvals",
		"documents", NULL };
	json_t *part;

	TRY(tie_open(v, tie->id, &part));
	keep(v, part);
	put_list(view, "promises", json_incref(json_object_get(part,
		"promises")));
	put_list(view, "letters_ours", json_incref(json_object_get(part,
		"letters_ours")));
	put_list(view, "letters_theirs", json_incref(json_object_get(part,
		"letters_theirs")));
	TRY(tie_plans(v, tie->id, &part));
	put_list(view, "plans", part);
	TRY(tie_people(v, tie, &part));
	put_list(view, "people", part);
	TRY(tie_papers(v, tie, &part));
	keep(v, part);
	for (const char *const *l = lists; *l != NULL; l++)
		put_list(view, *l, json_incref(json_object_get(part, *l)));
	return OK;
}

/* GET /office/ties/{id}, /api/v1/ties/{id}/ledger */
static enum err
ledger(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct ledger_wish wish;
	struct record *tie;
	struct links links = { .v = v, .query = rq->query };
	json_t *view, *head = json_object();

	keep(&rq->visit, head);
	TRY(ledger_tie(rq, &tie));
	TRY(wish_asked(rq, &wish));
	record_shown(rq, tie);
	TRY(tie_ledger(v, tie, &wish, &view));
	keep(v, view);
	links.base = arena_printf(v->arena, "/office/ties/%s",
		id_text(v->arena, tie->id));
	json_object_set(view, "tie", head);
	put_text(head, "id", id_text(v->arena, tie->id));
	put_text(view, "title", record_title(v, tie));
	TRY(put_cities(v, view, head, tie));
	put_state(v, head, tie);
	put_acts(v, view, head, tie, links.base);
	TRY(put_standing(v, view, tie));
	put_filters(&links, view, json_object_get(view, "words"));
	put_counted(v, view, &wish);
	if (text_in(view, "next") != NULL)
		put_text(view, "next_href", link_with(&links, "after",
			text_in(view, "next")));
	put_list(view, "entries", json_incref(json_object_get(view,
		"entries")));
	if (rq->wants_json)
		return reply_json(rq, 200, json_incref(view));
	TRY(put_years(v, view));
	TRY(put_balance(v, view));
	return reply_page(rq, "office/ledger", json_incref(view));
}

/* GET /office/ties/{id}/record: every field, as any record is shown. */
static enum err
fields_page(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct record *tie;
	json_t *view;

	TRY(record_named(v, &entity_tie, request_param(rq, "id"), &tie));
	record_shown(rq, tie);
	view = keep(v, detail_view(v, tie));
	TRY(tie->of->seen(v, tie, view));
	TRY(acts_put(rq, tie, view));
	return reply_page(rq, "office/detail", json_incref(view));
}

const struct route ledger_routes[] = {
	{ GET, "/office/ties/{id}", ROLE_STAFF | ROLE_PARTNER, ledger, "A tie's ledger: balance, what is open, and everything that happened; kind, field, direction, year, of and side narrow it." },
	{ GET, "/office/ties/{id}/record", ROLE_STAFF, fields_page, "Every field of a tie." },
	{ GET, "/api/v1/ties/{id}/ledger", ROLE_STAFF | ROLE_PARTNER, ledger, "A tie's ledger for programs." },
	{0}
};
