/* SPDX-License-Identifier: Apache-2.0 */
/* The press room: what readers get in each state, that no way leads round an
 * approval, who said what, and two versions side by side. */
#include <string.h>

#include "derive/derive.h"
#include "office/office.h"
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

enum doing { CREATE, CHANGE, STEP, CORRECT, RESTORE, DUE };

struct act {
	enum doing doing;
	const struct entity *of;
	json_t *in;
	int64_t revision;
	struct record *r;        /* what it is done to; the outcome */
};

static enum err
act_run(struct visit *v, void *arg)
{
	struct act *a = arg;

	switch (a->doing) {
	case CREATE:
		return record_create(v, a->of, a->in, &a->r);
	case CHANGE:
		return record_change(v, a->of, a->r->id, 0, a->in, &a->r);
	case STEP:
		return article_step(v, a->r, a->in, &a->r);
	case CORRECT:
		return article_correct(v, a->r, 0, a->in, &a->r);
	case RESTORE:
		return record_restore(v, a->of, a->r->id, a->revision, &a->r);
	case DUE:
		break;
	}
	return ERR_BROKEN;
}

/* Done, or why not. */
static enum err
act(struct visit *v, enum doing doing, const struct entity *of,
	struct record **r, const char *json)
{
	struct act act = { doing, of, keep(v, json_loads(json, 0, NULL)), 1,
		*r };
	enum err err;

	problems_forget(v);
	CHECK(act.in != NULL);
	err = visit_write(v, act_run, &act);
	if (err == OK)
		*r = act.r;
	return err;
}

static struct record *
made(struct visit *v, const struct entity *of, const char *json)
{
	struct record *r = NULL;

	CHECK_INT(act(v, CREATE, of, &r, json), OK);
	return r;
}

static bool
said(const struct visit *v, const char *field, const char *key)
{
	for (const struct problem *p = v->problems; p != NULL; p = p->next)
		if (strcmp(p->key, key) == 0 && (field == NULL ||
		    (p->field != NULL && strcmp(p->field, field) == 0)))
			return true;
	return false;
}

#define ARTICLE "{\"headline\":{\"en\":\"News\"},\"body\":{\"en\":" \
	"\"One. Two.\"}}"

/* ---- faces ---- */

static void
faces_by_state(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r = made(v, &entity_article, ARTICLE), *seen;
	unsigned own = v->roles;

	if (r == NULL)
		return;
	CHECK_INT(article_face(r), ARTICLE_NONE);
	CHECK_INT(act(v, STEP, NULL, &r, "{\"state\":\"published\"}"), OK);
	CHECK(article_public(r));
	v->roles = ROLE_ANYONE;
	CHECK_INT(article_read(v, "news", &seen), OK);
	CHECK(record_value(seen, "body") != NULL);
	v->roles = own;
	CHECK_INT(act(v, STEP, NULL, &r, "{\"state\":\"recalled\"}"),
		ERR_INPUT);
	CHECK(said(v, "reason", "error.required"));
	CHECK_INT(act(v, STEP, NULL, &r, "{\"state\":\"recalled\","
		"\"reason\":{\"en\":\"Wrong.\"}}"), OK);
	v->roles = ROLE_ANYONE;
	CHECK_INT(record_named(v, &entity_article, "news", &seen), ERR_MISSING);
	CHECK_INT(article_read(v, "news", &seen), OK);
	CHECK_INT(article_face(seen), ARTICLE_STUB);
	CHECK(record_value(seen, "body") == NULL);
	CHECK(record_value(seen, "headline") == NULL);
	CHECK_TEXT(record_words(v, seen, "left_says"), "Wrong.");
	v->roles = own;
	CHECK_INT(act(v, STEP, NULL, &r, "{\"state\":\"unpublished\","
		"\"reason\":{\"en\":\"Old.\"},\"headline\":\"1\"}"), OK);
	v->roles = ROLE_ANYONE;
	CHECK_INT(article_read(v, "news", &seen), OK);
	CHECK_INT(article_face(seen), ARTICLE_GONE);
	CHECK(record_value(seen, "headline") != NULL);
}

static void
draft_is_nobodys(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *seen;

	made(v, &entity_article, ARTICLE);
	v->roles = ROLE_ANYONE;
	CHECK_INT(article_read(v, "news", &seen), ERR_MISSING);
}

/* ---- approval ---- */

/* An article that was approved and published, and an editor before it. */
static struct visit *
approved(struct arena *a, struct record **r)
{
	struct visit *v = fresh(a);

	made(v, &entity_office, "{\"name\":{\"en\":\"Office\"},"
		"\"approval\":true}");
	*r = made(v, &entity_article, ARTICLE);
	if (*r != NULL)
		CHECK_INT(act(v, CHANGE, &entity_article, r,
			"{\"body\":{\"en\":\"One. Three.\"}}"), OK);
	v->roles = ROLE_ANYONE | ROLE_EDITOR;
	return v;
}

static void
published(struct visit *v, struct record **r)
{
	unsigned own = v->roles;

	v->roles |= ROLE_APPROVER;
	CHECK_INT(act(v, STEP, NULL, r, "{\"state\":\"published\"}"), OK);
	v->roles = own;
}

static void
no_way_round_create(struct arena *a)
{
	struct record *r, *other = NULL;
	struct visit *v = approved(a, &r);

	CHECK_INT(act(v, CREATE, &entity_article, &other, "{\"headline\":"
		"{\"en\":\"Out\"},\"body\":{\"en\":\"T\"},\"state\":"
		"\"published\"}"), ERR_INPUT);
	CHECK(said(v, "state", "error.not-yours"));
}

static void
no_way_round_edit(struct arena *a)
{
	struct record *r;
	struct visit *v = approved(a, &r);

	if (r == NULL)
		return;
	CHECK_INT(act(v, CHANGE, &entity_article, &r,
		"{\"state\":\"published\"}"), ERR_INPUT);
	CHECK_INT(act(v, STEP, NULL, &r, "{\"state\":\"published\"}"),
		ERR_INPUT);
	CHECK(said(v, "state", "approval.needed"));
	published(v, &r);
	CHECK_INT(act(v, CHANGE, &entity_article, &r,
		"{\"body\":{\"en\":\"Other.\"}}"), ERR_INPUT);
	CHECK(said(v, "state", "approval.held"));
	CHECK_INT(act(v, CHANGE, &entity_article, &r, "{\"quotations\":["
		"{\"said_as\":{\"en\":\"X\"},\"text\":{\"en\":\"Y\"}}]}"),
		ERR_INPUT);
	CHECK_INT(act(v, CHANGE, &entity_article, &r,
		"{\"notes\":\"For us\",\"comments\":\"closed\"}"), OK);
}

static void
no_way_round_schedule(struct arena *a)
{
	struct record *r;
	struct visit *v = approved(a, &r);

	if (r == NULL)
		return;
	CHECK_INT(act(v, STEP, NULL, &r, "{\"state\":\"scheduled\","
		"\"publish_at\":\"2024-11-09T00:00\"}"), ERR_INPUT);
	CHECK(said(v, "state", "approval.needed"));
	v->roles |= ROLE_APPROVER;
	CHECK_INT(act(v, STEP, NULL, &r, "{\"state\":\"scheduled\","
		"\"publish_at\":\"2024-11-09T00:00\"}"), OK);
	v->roles = ROLE_ANYONE | ROLE_EDITOR;
	CHECK_INT(act(v, CHANGE, &entity_article, &r,
		"{\"body\":{\"en\":\"Other.\"}}"), ERR_INPUT);
	CHECK(said(v, "state", "approval.held"));
}

static void
no_way_round_correction(struct arena *a)
{
	struct record *r;
	struct visit *v = approved(a, &r);

	if (r == NULL)
		return;
	published(v, &r);
	CHECK_INT(act(v, CORRECT, NULL, &r, "{\"note\":{\"en\":\"N\"},"
		"\"body\":{\"en\":\"Other.\"}}"), ERR_INPUT);
	CHECK(said(v, "state", "approval.held"));
	v->roles |= ROLE_APPROVER;
	CHECK_INT(act(v, CORRECT, NULL, &r, "{\"note\":{\"en\":\"N\"},"
		"\"body\":{\"en\":\"Other.\"}}"), OK);
	CHECK_TEXT(record_text(r, "state"), "corrected");
	v->roles = ROLE_ANYONE | ROLE_EDITOR;
	CHECK_INT(act(v, CHANGE, &entity_article, &r,
		"{\"headline\":{\"en\":\"Other\"}}"), ERR_INPUT);
}

static void
no_way_round_restore(struct arena *a)
{
	struct record *r;
	struct visit *v = approved(a, &r);

	if (r == NULL)
		return;
	published(v, &r);
	CHECK_INT(act(v, RESTORE, &entity_article, &r, "{}"), ERR_INPUT);
	CHECK(said(v, "state", "approval.held"));
}

/* ---- corrections ---- */

static void
correction_believes_nobody(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r = made(v, &entity_article, ARTICLE);
	struct words_seen body;

	if (r == NULL)
		return;
	v->roles = ROLE_ANYONE | ROLE_EDITOR;
	CHECK_INT(act(v, CORRECT, NULL, &r, "{\"note\":{\"en\":\"N\"}}"),
		ERR_CONFLICT);
	CHECK_INT(act(v, STEP, NULL, &r, "{\"state\":\"published\"}"), OK);
	CHECK_INT(act(v, CORRECT, NULL, &r, "{\"note\":{\"en\":\"N\"},"
		"\"body\":{\"original\":\"en\",\"texts\":{\"en\":{\"revision\":"
		"9,\"segments\":[{\"text\":\"Four.\",\"origin\":\"machine\","
		"\"by\":\"Nobody\",\"checked_by\":\"Nobody\"}]}}}}"), OK);
	body = words_see(a, record_value(r, "body"), LANG_EN);
	CHECK_TEXT(body.text, "Four.");
	CHECK_TEXT(body.origin, "person");
	CHECK(body.checked_by == NULL);
	CHECK_INT(act(v, CORRECT, NULL, &r, "{\"note\":{\"en\":\"N\"},"
		"\"state\":\"draft\"}"), ERR_INPUT);
	CHECK(said(v, "state", "error.not-yours"));
	CHECK_INT(act(v, CORRECT, NULL, &r, "{\"note\":{\"ko\":\" \"},"
		"\"body\":{\"en\":\"Five.\"}}"), ERR_INPUT);
	CHECK(said(v, "note", "error.required"));
}

/* ---- its moment ---- */

static void
published_once_when_due(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r = made(v, &entity_article, ARTICLE);
	struct id id;

	if (r == NULL)
		return;
	id = r->id;
	CHECK_INT(act(v, STEP, NULL, &r, "{\"state\":\"scheduled\","
		"\"publish_at\":\"2024-11-09T00:00:00+09:00[Asia/Seoul]\"}"),
		OK);
	v->trusted = true;
	CHECK_INT(article_publish_due(v, NULL), OK);
	CHECK_INT(record_get(v, &entity_article, id, &r), OK);
	CHECK_TEXT(record_text(r, "state"), "scheduled");
	v->now += 5 * 24 * 3600 * INT64_C(1000);
	CHECK_INT(article_publish_due(v, NULL), OK);
	CHECK_INT(record_get(v, &entity_article, id, &r), OK);
	CHECK_TEXT(record_text(r, "state"), "published");
	CHECK_INT(r->revision, 3);
	CHECK(record_value(r, "publish_at") == NULL);
	CHECK_INT(article_publish_due(v, NULL), OK);
	CHECK_INT(record_get(v, &entity_article, id, &r), OK);
	CHECK_INT(r->revision, 3);
}

/* ---- who said it, who is seen ---- */

static void
speaker_is_named(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *p = made(v, &entity_person, "{\"name\":{\"original\":"
		"\"ko\",\"ko\":\"김하나\",\"en\":\"Kim Hana\"},\"posts\":["
		"{\"title\":{\"original\":\"ko\",\"ko\":\"부시장\",\"en\":"
		"\"Deputy Mayor\"},\"held\":\"2020/2023\"},"
		"{\"title\":{\"original\":\"ko\",\"ko\":\"시장\",\"en\":"
		"\"Mayor\"},\"held\":\"2024/..\"}]}");
	struct record *r;
	const json_t *line;

	if (p == NULL)
		return;
	r = made(v, &entity_article, arena_printf(a, "{\"headline\":{"
		"\"original\":\"ko\",\"ko\":\"소식\"},\"entered\":"
		"\"2012-05-01T09:00:00+09:00[Asia/Seoul]\",\"quotations\":[{"
		"\"speaker\":\"%s\",\"text\":{\"ko\":\"그렇다\"}}]}",
		id_text(a, p->id)));
	if (r == NULL)
		return;
	line = json_object_get(json_array_get(record_value(r, "quotations"), 0),
		"said_as");
	CHECK_TEXT(words_in(a, line, "ko"), "김하나");
	CHECK_TEXT(words_in(a, line, "en"), "Kim Hana");
	CHECK(words_in(a, line, "zh") == NULL);
	p = NULL;
	CHECK_INT(act(v, CREATE, &entity_article, &p, "{\"headline\":{\"en\":"
		"\"N\"},\"quotations\":[{\"text\":{\"en\":\"So.\"}}]}"),
		ERR_INPUT);
	CHECK(said(v, "quotations.0.said_as", "article.wrong-speaker"));
}

static void
refused_is_not_published(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r = made(v, &entity_article, "{\"headline\":{\"en\":"
		"\"N\"},\"body\":{\"en\":\"T\"},\"shown\":[{\"called\":"
		"\"A child\",\"consent\":\"refused\"}]}");

	if (r == NULL)
		return;
	CHECK_INT(act(v, STEP, NULL, &r, "{\"state\":\"published\"}"),
		ERR_INPUT);
	CHECK(said(v, "shown.0.consent", "article.wrong-consent"));
}

static void
headline_is_seen_whole(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r = NULL;

	CHECK_INT(act(v, CREATE, &entity_article, &r,
		"{\"headline\":{\"en\":\"Ne\\u200bws\"}}"), ERR_INPUT);
	CHECK(said(v, "headline.en", "article.wrong-invisible"));
	CHECK_INT(act(v, CREATE, &entity_article, &r,
		"{\"headline\":{\"en\":\"Ne\\u202ews\"}}"), ERR_INPUT);
	/* Hangul in its parts becomes whole. */
	CHECK_INT(act(v, CREATE, &entity_article, &r, "{\"headline\":{\"ko\":"
		"\"\\u1109\\u1175\\u1112\\u1173\\u11bc\"}}"), OK);
	if (r != NULL)
		CHECK_TEXT(words_in(a, record_value(r, "headline"), "ko"),
			"시흥");
}

/* ---- versions ---- */

static void
versions_by_sentence(struct arena *a)
{
	struct visit *v = fresh(a);
	struct record *r = made(v, &entity_article, "{\"headline\":{\"en\":"
		"\"N\"},\"body\":{\"en\":\"First.\\n\\nSecond.\\n\\nLast.\"}}");
	json_t *view, *pairs;

	if (r == NULL || !CHECK_INT(act(v, CHANGE, &entity_article, &r,
	    "{\"body\":{\"en\":\"First.\\n\\nNew.\\n\\nSecund.\\n\\nLast.\"}}"),
	    OK))
		return;
	CHECK_INT(version_view(v, r, 0, 0, "en", &view), OK);
	keep(v, view);
	pairs = json_object_get(json_array_get(json_object_get(view, "fields"),
		0), "pairs");
	CHECK_INT(json_array_size(pairs), 4);
	CHECK(json_is_true(json_object_get(json_array_get(pairs, 0), "same")));
	CHECK(json_is_false(json_object_get(json_array_get(pairs, 1),
		"same")));
	CHECK(json_is_true(json_object_get(json_array_get(pairs, 3), "same")));
	CHECK_INT(version_view(v, r, 1, 9, "en", &view), ERR_MISSING);
	CHECK_INT(version_view(v, r, 1, 2, "ko", &view), OK);
	keep(v, view);
	CHECK_INT(json_array_size(json_object_get(view, "fields")), 0);
}

const struct test article_tests[] = {
	{"an article is whole, a stub or gone to readers by its state, and of the last two no text is left", faces_by_state},
	{"a draft is nobody's", draft_is_nobodys},
	{"approval: nothing is published by being made so", no_way_round_create},
	{"approval: nothing is published, nor what was approved changed, by an edit", no_way_round_edit},
	{"approval: nothing is scheduled without it, nor changed while it waits", no_way_round_schedule},
	{"approval: a correction needs an approver", no_way_round_correction},
	{"approval: an older text is not brought back over an approved one", no_way_round_restore},
	{"a correction has a note, and nobody is believed who made its text", correction_believes_nobody},
	{"what is scheduled is published once its moment has come, once", published_once_when_due},
	{"a quotation without a line gets the speaker's name, without a title that they did not bear that day, in the languages that know it", speaker_is_named},
	{"who refused to be seen is not published", refused_is_not_published},
	{"a headline has no hidden characters, and Hangul is whole", headline_is_seen_whole},
	{"two versions stand side by side sentence by sentence", versions_by_sentence},
	{0}
};
