/* SPDX-License-Identifier: Apache-2.0 */
/* The rules of office/, upon a fresh store: what its hooks refuse, fill in
 * and join. */
#include <string.h>

#include "derive/derive.h"
#include "office/office.h"
#include "store.h"
#include "test.h"

static struct visit *
fresh(struct arena *a)
{
	struct visit *v = store_new(a);

	v->zone = "Asia/Seoul";
	return v;
}

struct making {
	const struct entity *of;
	json_t *in;
	struct record *made;
};

static enum err
make_run(struct visit *v, void *arg)
{
	struct making *m = arg;

	return record_create(v, m->of, m->in, &m->made);
}

/* The record that the JSON makes, or NULL and the problems stand in v. */
static struct record *
make(struct visit *v, const struct entity *of, const char *json)
{
	json_error_t why;
	struct making m = { of, json_loads(json, 0, &why), NULL };

	problems_forget(v);
	if (!CHECK(m.in != NULL)) {
		printf("# %s in %s\n", why.text, json);
		return NULL;
	}
	keep(v, m.in);
	return visit_write(v, make_run, &m) == OK ? m.made : NULL;
}

/* The one that should have been made, told when it was not. */
static struct record *
made(struct visit *v, const struct entity *of, const char *json)
{
	struct record *r = make(v, of, json);

	if (!CHECK(r != NULL))
		for (struct problem *p = v->problems; p != NULL; p = p->next)
			printf("# %s: %s\n", p->field ? p->field : "", p->key);
	return r;
}

/* As an import: what acts alone may set can be told as well. */
static struct visit *
trusted(struct arena *a)
{
	struct visit *v = fresh(a);

	v->trusted = true;
	return v;
}

/* Is it refused, for this reason at this field? */
static bool
refused(struct visit *v, const struct entity *of, const char *json,
	const char *field, const char *key)
{
	if (make(v, of, json) != NULL)
		return false;
	for (struct problem *p = v->problems; p != NULL; p = p->next)
		if (p->field != NULL && strcmp(p->field, field) == 0 &&
		    strcmp(p->key, key) == 0)
			return true;
	return false;
}

static const char *
city(struct visit *v, const char *name)
{
	struct record *r = made(v, &entity_city, arena_printf(v->arena,
		"{\"name\":{\"en\":\"%s\"},\"country\":\"KR\"}", name));

	return r != NULL ? id_text(v->arena, r->id) : "";
}

/* A tie of two new cities with more members of its JSON. */
static const char *
tie_json(struct visit *v, const char *more)
{
	return arena_printf(v->arena, "{\"members\":[\"%s\",\"%s\"],"
		"\"tier\":\"sister\"%s}", city(v, "Siheung"),
		city(v, "Dezhou"), more);
}

static void
states_in_order(struct arena *a)
{
	struct visit *v = trusted(a);

	struct record *tie = made(v, &entity_tie, tie_json(v, ",\"states\":["
		"{\"state\":\"resumed\",\"on\":\"2024-11-07\"},"
		"{\"state\":\"friendship\",\"on\":\"2003-10-14\"},"
		"{\"state\":\"sister\",\"on\":\"2005\"},"
		"{\"state\":\"suspended\",\"on\":\"2020~\","
		"\"reason\":{\"en\":\"pandemic\"}}]"));

	if (tie != NULL)
		CHECK_TEXT(tie_state(tie), "resumed");
	CHECK(refused(v, &entity_tie, tie_json(v, ",\"states\":["
		"{\"state\":\"sister\",\"on\":\"2005\"},"
		"{\"state\":\"resumed\",\"on\":\"2024\"}]"),
		"states.1.state", "tie.wrong-order"));
	CHECK(refused(v, &entity_tie, tie_json(v, ",\"states\":["
		"{\"state\":\"dormant\",\"on\":\"2004\"},"
		"{\"state\":\"sister\",\"on\":\"2005\"}]"),
		"states.1.state", "tie.wrong-order"));
}

static void
reasons_wanted(struct arena *a)
{
	struct visit *v = trusted(a);

	CHECK(refused(v, &entity_tie, tie_json(v, ",\"states\":["
		"{\"state\":\"sister\",\"on\":\"2005\"},"
		"{\"state\":\"suspended\",\"on\":\"2020\"}]"),
		"states.1.reason", "tie.wrong-reason"));
	CHECK(refused(v, &entity_tie, tie_json(v, ",\"states\":["
		"{\"state\":\"ended\",\"on\":\"2020\"}]"),
		"states.0.reason", "tie.wrong-reason"));
	CHECK(refused(v, &entity_tie, tie_json(v, ",\"states\":["
		"{\"state\":\"ended\",\"on\":\"2020\","
		"\"reason\":{\"en\":\"Nobody came\"}}]"),
		"states.0.grounds", "tie.wrong-grounds"));
}

static void
counted_since(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *tie = made(v, &entity_tie, tie_json(v, ",\"dates\":["
		"{\"kind\":\"friendship\",\"on\":\"2003-10-14\"},"
		"{\"kind\":\"signed\",\"on\":\"2005-03\"},"
		"{\"kind\":\"effective\",\"on\":\"2005-05-18\"},"
		"{\"kind\":\"signed\",\"on\":\"2005-05-17\"}]"));

	if (tie == NULL)
		return;
	CHECK_TEXT(record_text(tie, "since"), "2005-05-17");
	CHECK_TEXT(tie_state(tie), "candidate");
}

static void
one_city_once(struct arena *a)
{
	struct visit *v = fresh(a);
	const char *id = city(v, "Siheung");
	const char *json = arena_printf(a, "{\"members\":[\"%s\",\"%s\"],"
		"\"tier\":\"sister\"}", id, id);

	CHECK(make(v, &entity_tie, json) == NULL);
}

static void
tie_called_by_partner(struct arena *a)
{
	struct visit *v = fresh(a);
	const char *home = city(v, "Siheung"), *away = city(v, "Dezhou");
	const char *json = arena_printf(a, "{\"members\":[\"%s\",\"%s\"],"
		"\"tier\":\"sister\"}", home, away);
	struct record *tie;

	made(v, &entity_office, arena_printf(a, "{\"name\":{\"en\":\"Office\"},"
		"\"home\":\"%s\"}", home));
	tie = made(v, &entity_tie, json);
	if (tie != NULL)
		CHECK_TEXT(record_text(tie, "slug"), "dezhou");
	tie = made(v, &entity_tie, json);
	if (tie != NULL)
		CHECK_TEXT(record_text(tie, "slug"), "dezhou-2");
}

static void
exchange(struct visit *v, const struct record *tie, const char *name,
	const char *on, const char *public)
{
	made(v, &entity_exchange, arena_printf(v->arena, "{\"name\":"
		"{\"en\":\"%s\"},\"type\":\"meeting\",\"on\":\"%s\","
		"\"ties\":[\"%s\"],\"public\":%s,\"state\":\"done\"}", name, on,
		id_text(v->arena, tie->id), public));
}

/* "2003 2005 …" of a time line's dates, with names of exchanges. */
static const char *
line_says(struct arena *a, const json_t *line)
{
	struct buf says = buf_in(a, 4000);
	json_t *entry;
	size_t i;

	json_array_foreach(line, i, entry) {
		const char *text = json_string_value(json_object_get(entry,
			"says"));

		buf_printf(&says, "%s%s %s", i > 0 ? ", " : "",
			json_string_value(json_object_get(entry, "on")),
			text != NULL ? text : json_string_value(
			json_object_get(entry, "kind")));
	}
	return says.at;
}

static void
line_in_order(struct arena *a)
{
	struct visit *v = trusted(a);
	struct record *tie = made(v, &entity_tie, tie_json(v, ",\"dates\":["
		"{\"kind\":\"signed\",\"on\":\"2005-05-17\"},"
		"{\"kind\":\"friendship\",\"on\":\"2003-10-14\"}],\"states\":["
		"{\"state\":\"sister\",\"on\":\"2005-05-17\"},"
		"{\"state\":\"suspended\",\"on\":\"2020~\","
		"\"reason\":{\"en\":\"pandemic\"}}]"));
	json_t *line;

	if (tie == NULL)
		return;
	exchange(v, tie, "visit", "2019", "true");
	exchange(v, tie, "concert", "2005", "true");
	exchange(v, tie, "secret", "2005-05", "false");
	if (CHECK_INT(tie_timeline(v, tie, &line), OK))
		CHECK_TEXT(line_says(a, keep(v, line)), "2003-10-14 friendship,"
			" 2005 concert, 2005-05 secret, 2005-05-17 signed,"
			" 2019 visit, 2020~ pandemic");
	v->roles = ROLE_ANYONE;
	if (CHECK_INT(tie_timeline(v, tie, &line), OK))
		CHECK_TEXT(line_says(a, keep(v, line)), "2003-10-14 friendship,"
			" 2005 concert, 2005-05-17 signed, 2019 visit,"
			" 2020~ pandemic");
}

/* An exchange of 7 and 8 November with one stop. */
static const char *
stop_json(struct arena *a, const char *stop)
{
	return arena_printf(a, "{\"name\":{\"en\":\"Visit\"},\"type\":"
		"\"visit-out\",\"on\":\"2024-11-07/2024-11-08\","
		"\"itinerary\":[{%s}]}", stop);
}

static void
stops_within(struct arena *a)
{
	struct visit *v = fresh(a);

	made(v, &entity_exchange, stop_json(a, "\"on\":\"2024-11-08\","
		"\"start\":\"09:30\",\"end\":\"11:00\""));
	made(v, &entity_exchange, stop_json(a, "\"on\":\"2024-11-08/..\""));
	CHECK(refused(v, &entity_exchange, stop_json(a,
		"\"on\":\"2024-11-08\",\"start\":\"9:30\""),
		"itinerary.0.start", "exchange.wrong-time"));
	CHECK(refused(v, &entity_exchange, stop_json(a,
		"\"on\":\"2024-11-08\",\"start\":\"24:00\""),
		"itinerary.0.start", "exchange.wrong-time"));
	CHECK(refused(v, &entity_exchange, stop_json(a,
		"\"on\":\"2024-11-08\",\"start\":\"10:00\",\"end\":\"09:59\""),
		"itinerary.0.end", "exchange.wrong-hours"));
	CHECK(refused(v, &entity_exchange, stop_json(a,
		"\"on\":\"2024-11-09\""), "itinerary.0.on",
		"exchange.wrong-day"));
}

static void
article_is_published(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r;

	v->now = 1731017400000;  /* 2024-11-08T07:10+09:00 */
	v->trusted = true;
	CHECK(refused(v, &entity_article, "{\"headline\":{\"en\":\"News\"},"
		"\"state\":\"published\"}", "body", "article.wrong-body"));
	CHECK(refused(v, &entity_article, "{\"headline\":{\"en\":\"News\"},"
		"\"body\":{\"en\":\"Text.\"},\"state\":\"published\","
		"\"published\":\"2024-11-08T07:15:00+09:00[Asia/Seoul]\"}",
		"published", "article.wrong-published"));
	r = made(v, &entity_article, "{\"headline\":{\"en\":\"Old News!\"},"
		"\"body\":{\"en\":\"Text.\"},\"state\":\"published\"}");
	if (r == NULL)
		return;
	CHECK_TEXT(record_text(r, "slug"), "old-news");
	CHECK_TEXT(record_text(r, "published"),
		"2024-11-08T07:10:00+09:00[Asia/Seoul]");
	CHECK(record_open(r));
}

static const char *
comment(struct visit *v, const struct record *article, const char *nickname,
	int64_t minute, const char *more)
{
	struct record *r;

	v->now = 1731017400000 + minute * 60000;
	r = made(v, &entity_comment, arena_printf(v->arena, "{\"article\":"
		"\"%s\",\"nickname\":\"%s\",\"text\":\"words of %s\"%s}",
		id_text(v->arena, article->id), nickname, nickname, more));
	return r != NULL ? id_text(v->arena, r->id) : "";
}

/* "a b(reply) -" of what readers see; - is a stub. */
static const char *
comments_say(struct visit *v, const struct record *article)
{
	struct buf says = buf_in(v->arena, 4000);
	struct comments all;
	json_t *one;
	size_t i;

	if (!CHECK_INT(comments_of(v, article, NULL, &all), OK))
		return "";
	json_array_foreach(all.list, i, one) {
		const char *name = json_string_value(json_object_get(one,
			"nickname"));

		buf_printf(&says, "%s%s%s", i > 0 ? " " : "",
			*name != '\0' ? name : "-",
			json_is_true(json_object_get(one, "reply")) ?
			"(reply)" : "");
		CHECK_INT(*name == '\0',
			*json_string_value(json_object_get(one, "text")) == '\0');
	}
	return says.at;
}

static void
removed_leaves_stub(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r = made(v, &entity_article,
		"{\"headline\":{\"en\":\"News\"}}");
	const char *first, *bad;

	if (r == NULL)
		return;
	first = comment(v, r, "a", 0, "");
	bad = comment(v, r, "bad", 1,
		",\"state\":\"removed\",\"reason\":\"advert\"");
	comment(v, r, "held", 2, ",\"state\":\"held\"");
	comment(v, r, "c", 3, "");
	comment(v, r, "toa", 4, arena_printf(a, ",\"answers\":\"%s\"", first));
	comment(v, r, "tobad", 5, arena_printf(a, ",\"answers\":\"%s\"", bad));
	CHECK_TEXT(comments_say(v, r), "a toa(reply) - tobad(reply) c");
	v->roles = ROLE_ANYONE;
	CHECK_TEXT(comments_say(v, r), "a toa(reply) - tobad(reply) c");
	CHECK_INT(v->roles, ROLE_ANYONE);
}

static void
removal_says_why(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r = made(v, &entity_article,
		"{\"headline\":{\"en\":\"News\"}}");

	if (r != NULL)
		CHECK(refused(v, &entity_comment, arena_printf(a,
			"{\"article\":\"%s\",\"nickname\":\"n\",\"text\":\"t\","
			"\"state\":\"removed\"}", id_text(a, r->id)), "reason",
			"comment.wrong-reason"));
}

static void
account_is_plain(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r = made(v, &entity_account, "{\"login\":\"Officer.Kim\","
		"\"called\":\"Kim\",\"roles\":\"officer editor\"}");

	if (r != NULL)
		CHECK_TEXT(record_text(r, "login"), "officer.kim");
	CHECK(refused(v, &entity_account, "{\"login\":\"two words\","
		"\"called\":\"Kim\"}", "login", "account.wrong-login"));
	CHECK(refused(v, &entity_account, "{\"login\":\"kim\",\"called\":"
		"\"Kim\",\"roles\":\"officer king\"}", "roles",
		"error.not-a-choice"));
	CHECK(refused(v, &entity_account, "{\"login\":\"kim\",\"called\":"
		"\"Kim\",\"roles\":\"system\"}", "roles",
		"error.not-a-choice"));
}

static void
titled_by_form(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r = made(v, &entity_city, "{\"country\":\"CN\",\"name\":"
		"{\"original\":\"ko\",\"ko\":\"떠조우시\"},\"names\":["
		"{\"language\":\"ko\",\"form\":\"덕주시\",\"kind\":\"official\","
		"\"valid\":\"2003/2010\"},"
		"{\"language\":\"ko\",\"form\":\"더저우시\",\"kind\":\"official\"},"
		"{\"language\":\"zh\",\"form\":\"德州\",\"kind\":\"short\"}]}");

	if (r == NULL)
		return;
	v->lang = LANG_KO;
	CHECK_TEXT(record_title(v, r), "더저우시");
	v->lang = LANG_ZH;
	CHECK_TEXT(record_title(v, r), "떠조우시");
}

static void
public_needs_post(struct arena *a)
{
	struct visit *v = fresh(a);

	CHECK(refused(v, &entity_person, "{\"name\":{\"en\":\"Somebody\"},"
		"\"public\":true}", "public", "person.wrong-public"));
}

const struct test office_tests[] = {
	{"a tie's states follow one another in their order, whatever order they are given in", states_in_order},
	{"a tie that is suspended or ended says why", reasons_wanted},
	{"a tie is counted from the most exact date of its signing", counted_since},
	{"a city is in a tie once", one_city_once},
	{"a tie without a slug is called by its partner, and a second one by a number too", tie_called_by_partner},
	{"a time line runs from the oldest on, the vague before the exact, and keeps what is not public from the public", line_in_order},
	{"a stop of an itinerary has times that are times, within the exchange", stops_within},
	{"an article is published with a text, and not before its time", article_is_published},
	{"a removed comment leaves a stub, and the answers to it stay", removed_leaves_stub},
	{"a comment is removed for a reason only", removal_says_why},
	{"an account has a plain name and roles that there are", account_is_plain},
	{"a city is titled by the official form of today in the reader's language", titled_by_form},
	{"nobody is public without a post", public_needs_post},
	{0}
};
