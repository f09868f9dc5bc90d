/* SPDX-License-Identifier: Apache-2.0 */
/* Names and titles: what was in use on a day, what clashes, what is found in
 * texts. */
#include <string.h>
#include <time.h>

#include "derive/derive.h"
#include "office/authority.h"
#include "store.h"
#include "test.h"

/* ---- a store ---- */

static struct visit *
fresh(struct arena *a)
{
	struct visit *v = store_new(a);

	v->now = 1731017400000;  /* 8 November 2024 */
	return v;
}

struct act {
	const struct entity *of;
	json_t *in;
	struct record *r;        /* changed, when it is there; the outcome */
};

static enum err
act_run(struct visit *v, void *arg)
{
	struct act *a = arg;

	return a->r == NULL ? record_create(v, a->of, a->in, &a->r) :
		record_change(v, a->of, a->r->id, 0, a->in, &a->r);
}

static struct record *
write_as(struct visit *v, const struct entity *of, struct record *r,
	const char *json)
{
	json_error_t why;
	struct act act = { of, json_loads(json, 0, &why), r };

	problems_forget(v);
	if (!CHECK(act.in != NULL)) {
		printf("# %s in %s\n", why.text, json);
		return NULL;
	}
	keep(v, act.in);
	return visit_write(v, act_run, &act) == OK ? act.r : NULL;
}

static struct record *
made(struct visit *v, const struct entity *of, const char *json)
{
	struct record *r = write_as(v, of, NULL, json);

	if (!CHECK(r != NULL))
		for (struct problem *p = v->problems; p != NULL; p = p->next)
			printf("# %s: %s\n", p->field ? p->field : "", p->key);
	return r;
}

static bool
said(const struct visit *v, const char *field, const char *key)
{
	for (struct problem *p = v->problems; p != NULL; p = p->next)
		if (p->field != NULL && strcmp(p->field, field) == 0 &&
		    strcmp(p->key, key) == 0)
			return true;
	return false;
}

static bool
refused(struct visit *v, const struct entity *of, const char *json,
	const char *field, const char *key)
{
	return write_as(v, of, NULL, json) == NULL && said(v, field, key);
}

/* A city with these rows of names. */
static const char *
city_json(struct arena *a, const char *name, const char *rows)
{
	return arena_printf(a, "{\"country\":\"CN\",\"name\":{\"original\":"
		"\"en\",\"en\":\"%s\"},\"names\":[%s]}", name, rows);
}

/* ---- periods ---- */

static void
sure_days_clash(struct arena *a)
{
	(void)a;
	CHECK(!days_clash("2018/2022", "2022/.."));
	CHECK(!days_clash("2018-07-01/2022-06-30", "2022-07-01/.."));
	CHECK(days_clash("2018/2022", "2021/.."));
	CHECK(days_clash("2018/..", "2021-05/2022"));
	CHECK(days_clash("../2019", "2018-03-01"));
	CHECK(!days_clash("2019", "2019"));
	CHECK(!days_clash("2018/2022~", "2021-06/.."));
	CHECK(!days_clash(NULL, "2019/.."));
}

/* ---- forms ---- */

static int
day(int year)
{
	return edtf_day_number(year, 6, 1);
}

static void
form_of_the_day(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r = made(v, &entity_city, city_json(a, "Dezhou",
		"{\"language\":\"ko\",\"form\":\"더저우시\",\"kind\":\"official\"},"
		"{\"language\":\"ko\",\"form\":\"덕주시\",\"kind\":\"official\","
		"\"valid\":\"2003/2010\"},"
		"{\"language\":\"zh\",\"form\":\"德州\",\"kind\":\"short\"}"));

	if (r == NULL)
		return;
	CHECK_TEXT(name_form_on(r, day(2005), "ko"), "덕주시");
	CHECK_TEXT(name_form_on(r, day(2019), "ko"), "더저우시");
	CHECK(name_form_on(r, day(2019), "zh") == NULL);
	CHECK_TEXT(name_on(v, r, day(2019), LANG_ZH), "Dezhou");
}

static void
one_official_at_a_time(struct arena *a)
{
	struct visit *v = fresh(a);
	const char *ko = "{\"language\":\"ko\",\"form\":\"가시\"},";

	CHECK(refused(v, &entity_city, city_json(a, "A", arena_printf(a,
		"%s{\"language\":\"ko\",\"form\":\"나시\",\"locked\":true}",
		ko)), "names.1.valid", "names.wrong-clash"));
	CHECK(refused(v, &entity_city, city_json(a, "A",
		"{\"language\":\"ko\",\"form\":\"가시\",\"valid\":\"2003/2010\"},"
		"{\"language\":\"ko\",\"form\":\"나시\",\"valid\":\"2008/..\"}"),
		"names.1.valid", "names.wrong-clash-on"));
	made(v, &entity_city, city_json(a, "A", arena_printf(a,
		"%s{\"language\":\"ko\",\"form\":\"나시\",\"kind\":\"variant\"},"
		"{\"language\":\"zh\",\"form\":\"加市\"}", ko)));
	made(v, &entity_city, city_json(a, "B",
		"{\"language\":\"ko\",\"form\":\"다시\",\"valid\":\"2003/2010\"},"
		"{\"language\":\"ko\",\"form\":\"라시\",\"valid\":\"2010/..\"}"));
}

static void
passports_and_tags(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r;

	CHECK(refused(v, &entity_city, city_json(a, "A", "{\"language\":\"en\","
		"\"form\":\"Zhu Kaiguo\",\"kind\":\"passport\"}"),
		"names.0.form", "names.wrong-passport"));
	CHECK(refused(v, &entity_city, city_json(a, "A", "{\"language\":"
		"\"qx\",\"form\":\"Any\"}"), "names.0.language",
		"names.wrong-language"));
	r = made(v, &entity_city, city_json(a, "A", "{\"language\":\"zh-TW\","
		"\"form\":\"德州市\"},{\"language\":\"en\",\"form\":"
		"\"O'BRIEN-LEE ANN\",\"kind\":\"passport\"}"));
	if (r == NULL)
		return;
	CHECK_TEXT(text_of(json_array_get(record_value(r, "names"), 0),
		"language"), "zh-Hant");
	CHECK_TEXT(person_passport_on(r, day(2019)), "O'BRIEN-LEE ANN");
}

static void
locked_stays(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r = made(v, &entity_city, city_json(a, "A",
		"{\"language\":\"ko\",\"form\":\"가시\",\"locked\":true}"));
	json_t *input;
	const char *id;

	if (r == NULL)
		return;
	id = text_of(json_array_get(record_value(r, "names"), 0), "id");
	CHECK(write_as(v, &entity_city, r, arena_printf(a, "{\"names\":[{"
		"\"id\":\"%s\",\"form\":\"나시\"}]}", id)) == NULL &&
		said(v, "names.0.form", "names.wrong-locked"));
	CHECK(write_as(v, &entity_city, r, "{\"names\":[]}") == NULL &&
		said(v, "names", "names.wrong-locked-gone"));
	CHECK(write_as(v, &entity_city, r, arena_printf(a, "{\"names\":[{"
		"\"id\":\"%s\",\"form\":\"나시\",\"locked\":false}]}", id))
		!= NULL);
	CHECK_INT(name_lock(v, r, id, false, " ", &input), ERR_INPUT);
	CHECK_INT(name_lock(v, r, "none", false, "why", &input), ERR_MISSING);
	CHECK_INT(name_lock(v, r, id, false, "why", &input), OK);
}

/* ---- terms ---- */

static const char *
post(struct visit *v, const char *name, const char *more)
{
	struct record *city = made(v, &entity_city, city_json(v->arena, name,
		""));
	struct record *r = city == NULL ? NULL : made(v, &entity_post,
		arena_printf(v->arena, "{\"name\":{\"original\":\"en\",\"en\":"
		"\"%s\",\"ko\":\"%s장\"},\"public\":true,\"city\":\"%s\"%s}",
		name, name, id_text(v->arena, city->id), more));

	return r != NULL ? id_text(v->arena, r->id) : "";
}

static const char *
person_json(struct arena *a, const char *name, const char *posts)
{
	return arena_printf(a, "{\"name\":{\"original\":\"en\",\"en\":\"%s\"},"
		"\"posts\":[%s]}", name, posts);
}

static const char *
held(struct arena *a, const char *post, const char *when)
{
	return arena_printf(a, "{\"post\":\"%s\",\"held\":\"%s\"}", post, when);
}

static void
one_seat_one_holder(struct arena *a)
{
	struct visit *v = fresh(a);
	const char *mayor = post(v, "Mayor", "");
	const char *vice = post(v, "Vice", ",\"seats\":2");
	struct record *first = made(v, &entity_person, person_json(a, "A",
		held(a, mayor, "2018-07-01/2022-06-30")));

	CHECK(refused(v, &entity_person, person_json(a, "B", held(a, mayor,
		"2022-01/..")), "posts.0.held", "person.wrong-held"));
	if (first != NULL && CHECK(v->problems != NULL &&
	    v->problems->way != NULL))
		CHECK(strstr(v->problems->way, id_text(a, first->id)) != NULL);
	made(v, &entity_person, person_json(a, "B", held(a, mayor,
		"2022-07-01/..")));
	made(v, &entity_person, person_json(a, "C", held(a, mayor, "2021")));
	made(v, &entity_person, person_json(a, "D", held(a, vice, "2018/..")));
	made(v, &entity_person, person_json(a, "E", held(a, vice, "2019/..")));
	CHECK(refused(v, &entity_person, person_json(a, "F", held(a, vice,
		"2021/..")), "posts.0.held", "person.wrong-held"));
}

static void
one_person_once(struct arena *a)
{
	struct visit *v = fresh(a);
	const char *mayor = post(v, "Mayor", "");

	CHECK(refused(v, &entity_person, person_json(a, "A", arena_printf(a,
		"%s,%s", held(a, mayor, "2010/2015"), held(a, mayor,
		"2012/.."))), "posts.1.held", "person.wrong-twice"));
	CHECK(refused(v, &entity_person, person_json(a, "A",
		"{\"title\":{\"en\":\"Chair\"},\"held\":\"2010/2015\"},"
		"{\"title\":{\"en\":\"Chair\"},\"held\":\"2013/2014\"}"),
		"posts.1.held", "person.wrong-twice"));
	CHECK(refused(v, &entity_person, person_json(a, "A",
		"{\"held\":\"2010\"}"), "posts.0.post", "person.wrong-post"));
	made(v, &entity_person, person_json(a, "A", arena_printf(a, "%s,%s",
		held(a, mayor, "2010/2014"), held(a, mayor, "2018/.."))));
}

static void
title_of_the_day(struct arena *a)
{
	struct visit *v = fresh(a);
	const char *mayor = post(v, "Mayor", ",\"precedence\":1");
	struct record *r = made(v, &entity_person, person_json(a, "A",
		arena_printf(a, "{\"title\":{\"en\":\"Clerk\"},\"held\":"
		"\"2010/2017\"},{\"title\":{\"en\":\"Adviser\"},\"held\":"
		"\"2018/..\"},%s", held(a, mayor, "2018-07-01/2022-06-30"))));

	if (r == NULL)
		return;
	CHECK_TEXT(person_title_on(v, r, day(2012), LANG_EN), "Clerk");
	CHECK_TEXT(person_title_on(v, r, day(2019), LANG_EN), "Mayor");
	CHECK_TEXT(person_title_on(v, r, day(2019), LANG_KO), "Mayor장");
	CHECK_TEXT(person_title_on(v, r, day(2024), LANG_EN), "Adviser");
	CHECK(person_title_on(v, r, day(2005), LANG_EN) == NULL);
}

/* ---- found in texts ---- */

/* "덕주시@7 …": what is found where. */
static const char *
found_in(struct visit *v, const char *text)
{
	const struct authority *all;
	struct found found[40];
	struct buf out = buf_in(v->arena, 4000);
	size_t n;

	if (!CHECK_INT(authority_of(v, &all), OK))
		return "";
	n = authority_find(all, text, found, 40);
	for (size_t i = 0; i < n; i++)
		buf_printf(&out, "%s%s@%zu", i > 0 ? " " : "",
			found[i].spelling->text, found[i].at);
	return out.at;
}

static void
longest_is_found(struct arena *a)
{
	struct visit *v = fresh(a);

	made(v, &entity_city, city_json(a, "Siheung",
		"{\"language\":\"ko\",\"form\":\"시흥시\"},"
		"{\"language\":\"ko\",\"form\":\"시흥\",\"kind\":\"short\"},"
		"{\"language\":\"zh\",\"form\":\"始兴\",\"kind\":\"short\"}"));
	CHECK_TEXT(found_in(v, "시흥시와 시흥, 이시흥"), "시흥시@0 시흥@13");
	made(v, &entity_organisation, "{\"name\":{\"original\":\"ko\",\"ko\":"
		"\"시흥시의회\"},\"type\":\"council\"}");
	CHECK_TEXT(found_in(v, "시흥시의회는 시흥시에"), "시흥시의회@0 시흥시@19");
	CHECK_TEXT(found_in(v, "Siheung's, Siheungs, (Siheung)"),
		"Siheung@0 Siheung@22");
	CHECK_TEXT(found_in(v, "https://Siheung.example a@Siheung.kr"), "");
	CHECK_TEXT(found_in(v, "访问始兴市"), "始兴@6");
	CHECK_TEXT(found_in(v, ""), "");
}

/* "class:from>to*count" of what is noticed in an exchange of a date. */
static const char *
noticed(struct visit *v, const char *on, const char *words)
{
	struct record *r = made(v, &entity_exchange, arena_printf(v->arena,
		"{\"name\":%s,\"type\":\"meeting\",\"on\":\"%s\"}", words, on));
	json_t *view = keep(v, json_object()), *one;
	struct buf out = buf_in(v->arena, 4000);
	size_t i;

	if (r == NULL || !CHECK_INT(noticed_seen(v, r, view), OK))
		return "";
	json_array_foreach(json_object_get(view, "names_noticed"), i, one)
		buf_printf(&out, "%s%s:%s>%s*%d", i > 0 ? " " : "",
			text_of(one, "class"), text_of(one, "from"),
			text_of(one, "to"), (int)json_integer_value(
			json_object_get(one, "count")));
	return out.at;
}

static void
forms_are_noticed(struct arena *a)
{
	struct visit *v = fresh(a);

	made(v, &entity_city, city_json(a, "Dezhou",
		"{\"language\":\"ko\",\"form\":\"더저우시\",\"locked\":true,"
		"\"valid\":\"2010/..\"},"
		"{\"language\":\"ko\",\"form\":\"덕주시\",\"valid\":\"../2009\"},"
		"{\"language\":\"ko\",\"form\":\"떠조우시\",\"kind\":\"variant\"},"
		"{\"language\":\"ko\",\"form\":\"더저우\",\"kind\":\"short\"},"
		"{\"language\":\"zh\",\"form\":\"德州市\",\"locked\":true},"
		"{\"language\":\"ja\",\"form\":\"徳州市\",\"locked\":true}"));
	CHECK_TEXT(noticed(v, "2019", "{\"ko\":\"더저우시와 더저우\"}"), "");
	CHECK_TEXT(noticed(v, "2019", "{\"ko\":\"덕주시, 덕주시\"}"),
		"outdated:덕주시>더저우시*2");
	CHECK_TEXT(noticed(v, "2005", "{\"ko\":\"덕주시\"}"),
		"unlocked:덕주시>*1");
	CHECK_TEXT(noticed(v, "2019", "{\"ko\":\"떠조우시\"}"),
		"variant:떠조우시>더저우시*1");
	CHECK_TEXT(noticed(v, "2019", "{\"zh\":\"徳州市\"}"),
		"foreign:徳州市>德州市*1");
	CHECK_TEXT(noticed(v, "2019", "{\"ko\":\"더저우시(德州市)\"}"), "");
	made(v, &entity_city, city_json(a, "Siheung",
		"{\"language\":\"en\",\"form\":\"Siheung\",\"locked\":true},"
		"{\"language\":\"en\",\"form\":\"Siheung City\",\"kind\":"
		"\"variant\"}"));
	CHECK_TEXT(noticed(v, "2019", "{\"en\":\"Siheung City Hall\"}"), "");
	CHECK_TEXT(noticed(v, "2019", "{\"en\":\"in Siheung City today\"}"),
		"variant:Siheung City>Siheung*1");
}

static void
mixed_and_slips(struct arena *a)
{
	struct visit *v = fresh(a);

	made(v, &entity_city, city_json(a, "Some",
		"{\"language\":\"en\",\"form\":\"Chufu\",\"kind\":\"variant\"},"
		"{\"language\":\"en\",\"form\":\"Qufu\",\"kind\":\"official\"}"));
	CHECK_TEXT(noticed(v, "2019", "{\"en\":\"Chufu or Qufu\"}"),
		"mixed:Chufu>Qufu*1 unlocked:Qufu>*1");
	made(v, &entity_organisation, "{\"name\":{\"original\":\"ja\",\"ja\":"
		"\"徳州市長室\"},\"names\":[{\"language\":\"ja\",\"form\":"
		"\"徳州市長室\",\"locked\":true}],\"type\":\"government\"}");
	CHECK_TEXT(noticed(v, "2019", "{\"ja\":\"徳州市場室\"}"),
		"slip:徳州市場室>徳州市長室*1");
	CHECK_TEXT(noticed(v, "2019", "{\"ja\":\"市場と徳州市長室\"}"), "");
}

static void
put_right(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r;
	json_t *input;

	made(v, &entity_city, city_json(a, "Dezhou",
		"{\"language\":\"ko\",\"form\":\"더저우시\",\"locked\":true},"
		"{\"language\":\"ko\",\"form\":\"덕주\",\"kind\":\"reading\"},"
		"{\"language\":\"ko\",\"form\":\"덕주시\",\"kind\":\"reading\"}"));
	r = made(v, &entity_exchange, "{\"name\":{\"ko\":\"덕주시와 덕주, "
		"덕주시\"},\"type\":\"meeting\",\"on\":\"2019\"}");
	if (r == NULL)
		return;
	CHECK_INT(name_replace(v, r, "name", "ko", "덕주시", "아무시", &input),
		ERR_MISSING);
	CHECK_INT(name_replace(v, r, "summary", "ko", "덕주시", "더저우시",
		&input), ERR_MISSING);
	if (!CHECK_INT(name_replace(v, r, "name", "ko", "덕주시", "더저우시",
	    &input), OK))
		return;
	CHECK_TEXT(text_of(json_object_get(input, "name"), "ko"),
		"더저우시와 덕주, 더저우시");
}

/* Of 5,000 forms, in CPU time and with room for slow machines: read within a
 * fifth of a second, a text of 16 kB looked through within a hundredth. */
static void
many_forms(struct arena *a)
{
	struct visit *v = fresh(a);
	struct buf rows = buf_in(a, 1 << 20), text = buf_in(a, 1 << 20);
	const struct authority *all;
	struct found found[40];
	clock_t begun;

	for (int c = 0; c < 100; c++) {
		buf_clear(&rows);
		for (int i = 0; i < 50; i++)
			buf_printf(&rows, "%s{\"language\":\"en\",\"form\":"
				"\"Name%d of %d\",\"kind\":\"variant\"}",
				i > 0 ? "," : "", i, c);
		made(v, &entity_city, city_json(a, arena_printf(a, "City%d",
			c), rows.at));
	}
	for (int i = 0; i < 400; i++)
		buf_text(&text, "Nameless names of 더저우시 and others. ");
	buf_text(&text, "Name49 of 99");
	begun = clock();
	CHECK_INT(authority_of(v, &all), OK);
	CHECK(clock() - begun < CLOCKS_PER_SEC / 5);
	begun = clock();
	CHECK_INT(authority_find(all, text.at, found, 40), 1);
	CHECK(clock() - begun < CLOCKS_PER_SEC / 100);
}

const struct test names_tests[] = {
	{"two periods clash only on days that are sure in both", sure_days_clash},
	{"the official form is that of the day, and one with dates goes before one without", form_of_the_day},
	{"a language has one official form at a time", one_official_at_a_time},
	{"a passport form has capitals only, and a language has one tag", passports_and_tags},
	{"a locked form stays until it is unlocked, and a lock has its reason", locked_stays},
	{"a post has no more holders at once than seats, and the refusal leads to the other", one_seat_one_holder},
	{"one person holds one post once at a time", one_person_once},
	{"a title is that of the day, and of several the one that goes before", title_of_the_day},
	{"of names within names the longest is found, and Latin ones as whole words", longest_is_found},
	{"forms that were not in use, are variants, or are another language's are noticed", forms_are_noticed},
	{"a text that mixes two forms is noticed, and a title that sounds like another word", mixed_and_slips},
	{"the form to be used takes the place of another wherever it was noticed", put_right},
	{"five thousand forms are read and looked for quickly", many_forms},
	{0}
};
