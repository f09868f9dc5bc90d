/* SPDX-License-Identifier: Apache-2.0 */
/* What a translator is given: terms of the glossary, and names by the
 * authority. */
#include <string.h>

#include "derive/derive.h"
#include "office/office.h"
#include "store.h"
#include "test.h"

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
	struct record *r;
};

static enum err
act_run(struct visit *v, void *arg)
{
	struct act *a = arg;

	return record_create(v, a->of, a->in, &a->r);
}

static struct record *
made(struct visit *v, const struct entity *of, const char *json)
{
	struct act act = { of, keep(v, json_loads(json, 0, NULL)), NULL };

	CHECK(act.in != NULL);
	if (!CHECK_INT(visit_write(v, act_run, &act), OK))
		return NULL;
	return act.r;
}

/* The first term with that source (NULL: that target, and none). */
static const struct term *
term_of(const struct term *list, size_t n, const char *source,
	const char *target)
{
	for (size_t i = 0; i < n; i++)
		if (source == NULL ? list[i].source == NULL &&
		    strcmp(list[i].target, target) == 0 :
		    list[i].source != NULL &&
		    strcmp(list[i].source, source) == 0)
			return &list[i];
	return NULL;
}

static const char sister[] = "{\"name\": {\"ko\": \"자매도시\", \"en\":"
	" \"sister city\", \"zh\": \"友好城市\"}, \"use\": \"translate\","
	" \"locked\": true, \"note\": {\"en\": \"not town\"}, \"forms\": ["
	"{\"language\": \"ko\", \"form\": \"자매결연도시\"},"
	"{\"language\": \"en\", \"form\": \"twin city\"},"
	"{\"language\": \"en\", \"form\": \"sister town\","
	" \"use\": \"forbidden\"}]}";

static void
pair_given(struct arena *a)
{
	struct visit *v = fresh(a);
	const struct term *t;
	struct term *list;
	size_t n;

	made(v, &entity_term, sister);
	CHECK_INT(glossary_terms(v, "ko", "en", (struct id){ 0 }, &list, &n),
		OK);
	CHECK_INT(n, 3);
	t = term_of(list, n, "자매결연도시", NULL);
	if (!CHECK(t != NULL))
		return;
	CHECK_TEXT(t->target, "sister city");
	CHECK_TEXT(t->others[0], "twin city");
	CHECK_TEXT(t->wrong[0], "sister town");
	CHECK(t->locked && t->use == TERM_PREFERRED);
	CHECK_TEXT(t->says, "not town");
	t = term_of(list, n, NULL, "sister town");
	CHECK(t != NULL && t->use == TERM_FORBIDDEN);
	CHECK_INT(glossary_terms(v, "en", "zh-Hans", (struct id){ 0 }, &list,
		&n), OK);
	t = term_of(list, n, "twin city", NULL);
	CHECK_TEXT(t != NULL ? t->target : "", "友好城市");
	CHECK_INT(glossary_terms(v, "en", "ja", (struct id){ 0 }, &list, &n),
		OK);
	CHECK_INT(n, 0);
}

/* What was kept is read anew once a term is added; uses are told apart. */
static void
uses_given(struct arena *a)
{
	struct visit *v = fresh(a);
	const struct term *t;
	struct term *list;
	size_t n;

	CHECK_INT(glossary_terms(v, "ko", "en", (struct id){ 0 }, &list, &n),
		OK);
	CHECK_INT(n, 0);
	made(v, &entity_term, "{\"name\": {\"ko\": \"해로토로\"},"
		" \"use\": \"keep\"}");
	made(v, &entity_term, "{\"name\": {\"ko\": \"동해\", \"en\":"
		" \"Sea of Japan\"}, \"use\": \"sensitive\", \"forms\": ["
		"{\"language\": \"en\", \"form\": \"East Sea\"}]}");
	made(v, &entity_term, "{\"name\": {\"en\": \"the peninsula\"},"
		" \"use\": \"forbidden\"}");
	CHECK_INT(glossary_terms(v, "ko", "en", (struct id){ 0 }, &list, &n),
		OK);
	CHECK_INT(n, 4);
	t = term_of(list, n, "해로토로", NULL);
	CHECK(t != NULL && t->use == TERM_KEEP);
	t = term_of(list, n, "동해", NULL);
	CHECK(t != NULL && t->use == TERM_SENSITIVE);
	t = term_of(list, n, NULL, "Sea of Japan");
	CHECK(t != NULL && t->use == TERM_SENSITIVE);
	CHECK_TEXT(t != NULL ? t->others[0] : "", "East Sea");
	t = term_of(list, n, NULL, "the peninsula");
	CHECK(t != NULL && t->use == TERM_FORBIDDEN);
	v->roles = ROLE_ANYONE;
	CHECK_INT(glossary_terms(v, "ko", "en", (struct id){ 0 }, &list, &n),
		OK);
	CHECK_INT(n, 0);
}

static void
tie_only(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *one, *other, *tie;
	struct term *list;
	size_t n;

	one = made(v, &entity_city, "{\"name\": {\"en\": \"Haneul\"},"
		" \"country\": \"KR\", \"slug\": \"haneul\"}");
	other = made(v, &entity_city, "{\"name\": {\"en\": \"Dongpu\"},"
		" \"country\": \"CN\", \"slug\": \"dongpu\"}");
	if (one == NULL || other == NULL)
		return;
	tie = made(v, &entity_tie, arena_printf(a, "{\"tier\": \"sister\","
		" \"members\": [\"%s\", \"%s\"]}", id_text(a, one->id),
		id_text(a, other->id)));
	if (!CHECK(tie != NULL))
		return;
	made(v, &entity_term, arena_printf(a, "{\"name\": {\"ko\": \"동해\","
		" \"en\": \"East Sea\"}, \"use\": \"sensitive\","
		" \"tie\": \"%s\"}", id_text(a, tie->id)));
	CHECK_INT(glossary_terms(v, "ko", "en", (struct id){ 0 }, &list, &n),
		OK);
	CHECK_INT(n, 0);
	CHECK_INT(glossary_terms(v, "ko", "en", tie->id, &list, &n), OK);
	CHECK_INT(n, 2);
}

static const char dezhou[] = "{\"name\": {\"ko\": \"더저우시\", \"en\":"
	" \"Dezhou\", \"zh\": \"德州市\"}, \"country\": \"CN\","
	" \"slug\": \"dezhou\", \"names\": ["
	"{\"language\": \"ko\", \"form\": \"더저우시\", \"kind\": \"official\","
	" \"locked\": true},"
	"{\"language\": \"ko\", \"form\": \"더저우\", \"kind\": \"short\"},"
	"{\"language\": \"ko\", \"form\": \"덕주시\", \"kind\": \"reading\"},"
	"{\"language\": \"zh\", \"form\": \"德州市\", \"kind\": \"official\","
	" \"locked\": true},"
	"{\"language\": \"en\", \"form\": \"Dezhou\", \"kind\": \"official\"}]}";

static void
names_given(struct arena *a)
{
	struct visit *v = fresh(a);
	struct term *list;
	size_t n;

	made(v, &entity_city, dezhou);
	CHECK_INT(office_names_in(v, "德州市代表团来访，德州市长致辞。", "zh", "ko",
		20000, &list, &n), OK);
	if (!CHECK_INT(n, 1))
		return;
	CHECK_TEXT(list->source, "德州市");
	CHECK_TEXT(list->target, "더저우시");
	CHECK_TEXT(list->others[0], "더저우");
	CHECK_TEXT(list->wrong[0], "덕주시");
	CHECK(list->name && list->locked);
	CHECK_INT(office_names_in(v, "They saw Dezhou.", "en", "ja", 20000,
		&list, &n), OK);
	CHECK_INT(n, 0);
	CHECK_INT(office_names_in(v, "Nobody.", "en", "ko", 20000, &list, &n),
		OK);
	CHECK_INT(n, 0);
}

const struct test glossary_tests[] = {
	{ "a term is given with its forms, right and wrong, both ways", pair_given },
	{ "each use of a term is told apart, and only staff are given them", uses_given },
	{ "a term of one tie is for texts of that tie", tie_only },
	{ "names in a text come with the form to be used and those not to be", names_given },
	{0}
};
