/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Articles of the press room, with the parts that a Korean news page has:
 * desk line, headline with subheads, byline, when it was entered and when it
 * was published, pictures with their credit, what was said by whom, the body.
 *
 * What an article is to readers follows from its state (article_act.c), which
 * nobody edits:
 *
 *	draft ─ review ─ scheduled ─▶ published ─ corrected   everybody reads it
 *	                                  └─ recalled          a stub and a reason
 *	                                  └─ unpublished       gone
 *
 * The first picture has fields of its own, as lists, cards and feeds show it
 * without reading rows; the others are rows.
 */
#include <string.h>

#include "article.h"

#define RIGHTS "own licensed permission press-kit public-domain"

static const struct field subhead_rows[] = {
	{ "line", FIELD_WORDS, REQUIRED | SEARCHED, .max = 200 },
	{0}
};

/* The point of a picture that stays in sight when it is cut, in hundredths
 * from the left and from above. */
static const struct field picture_rows[] = {
	{ "file",        FIELD_FILE, REQUIRED },
	{ "caption",     FIELD_WORDS, .max = 300 },
	{ "credit",      FIELD_WORDS, REQUIRED, .max = 200 },
	{ "alt",         FIELD_WORDS, REQUIRED, .max = 300 },
	{ "rights",      FIELD_CHOICE, .choices = RIGHTS },
	{ "rights_says", FIELD_TEXT, .max = 300, .read = ROLE_STAFF },
	{ "focus_x",     FIELD_INTEGER, .unit = "percent", .max = 100 },
	{ "focus_y",     FIELD_INTEGER, .unit = "percent", .max = 100 },
	{0}
};

/* Who can be known on a picture, and whether they agreed to it. */
static const struct field shown_rows[] = {
	{ "person",  FIELD_REF, .to = &entity_person },
	{ "called",  FIELD_TEXT, .max = 120 },
	{ "picture", FIELD_INTEGER, .min = 1, .max = 100 },
	{ "consent", FIELD_CHOICE, REQUIRED, .choices = "given official asked refused", .preset = "asked" },
	{ "on",      FIELD_DATE, 0 },
	{ "says",    FIELD_TEXT, .max = 300 },
	{0}
};

/* `said_as` is name and title as they are printed: people change posts. */
static const struct field quotation_rows[] = {
	{ "speaker", FIELD_REF, .to = &entity_person },
	{ "said_as", FIELD_WORDS, .max = 200 },
	{ "manner",  FIELD_CHOICE, .choices = "verbatim paraphrase", .preset = "verbatim" },
	{ "text",    FIELD_WORDS, REQUIRED | SEARCHED, .max = 2000 },
	{0}
};

static const struct field correction_rows[] = {
	{ "at",   FIELD_MOMENT, REQUIRED },
	{ "says", FIELD_WORDS, REQUIRED, .max = 1000 },
	{0}
};

static const struct field article_fields[] = {
	{ "slug",           FIELD_SLUG },
	{ "state",          FIELD_CHOICE, GIVEN | REQUIRED | LISTED | FILTERED, .choices = "draft review scheduled published corrected recalled unpublished", .preset = "draft" },
	{ "publish_at",     FIELD_MOMENT, GIVEN | FILTERED, .read = ROLE_STAFF },
	{ "desk",           FIELD_WORDS, .max = 120 },
	{ "headline",       FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 200 },
	{ "subheads",       FIELD_ROWS, .rows = subhead_rows, .max = 6 },
	{ "byline",         FIELD_WORDS, LISTED, .max = 120 },
	{ "entered",        FIELD_MOMENT, LISTED },
	{ "published",      FIELD_MOMENT, LISTED | FILTERED },
	{ "place",          FIELD_WORDS, .max = 120 },
	{ "lead",           FIELD_WORDS, SEARCHED, .max = 600 },
	{ "body",           FIELD_PROSE, SEARCHED, .max = 60000 },
	{ "picture",        FIELD_FILE, 0 },
	{ "picture_credit", FIELD_WORDS, .max = 200 },
	{ "picture_alt",    FIELD_WORDS, .max = 300 },
	{ "picture_rights", FIELD_CHOICE, .choices = RIGHTS },
	{ "picture_x",      FIELD_INTEGER, .unit = "percent", .max = 100 },
	{ "picture_y",      FIELD_INTEGER, .unit = "percent", .max = 100 },
	{ "pictures",       FIELD_ROWS, .rows = picture_rows, .max = 30 },
	{ "shown",          FIELD_ROWS, .rows = shown_rows, .max = 60, .read = ROLE_STAFF },
	{ "quotations",     FIELD_ROWS, .rows = quotation_rows, .max = 40 },
	{ "ties",           FIELD_REFS, FILTERED, .to = &entity_tie },
	{ "exchange",       FIELD_REF, FILTERED, .to = &entity_exchange },
	{ "people",         FIELD_REFS, FILTERED, .to = &entity_person, .read = ROLE_STAFF },
	{ "corrections",    FIELD_ROWS, GIVEN, .rows = correction_rows, .max = 40 },
	{ "left",           FIELD_MOMENT, GIVEN },
	{ "left_says",      FIELD_WORDS, GIVEN, .max = 1000 },
	{ "left_by",        FIELD_CHOICE, GIVEN, .choices = "editor approver admin" },
	{ "left_headline",  FIELD_FLAG, GIVEN },
	{ "comments",       FIELD_CHOICE, FILTERED, .choices = "open closed", .preset = "open" },
	{ "comments_from",  FIELD_MOMENT, 0 },
	{ "comments_until", FIELD_MOMENT, 0 },
	{ "inside_only",    FIELD_FLAG, 0, .read = ROLE_STAFF },
	{ "source",         FIELD_WORDS, .max = 500 },
	{ "notes",          FIELD_TEXT, .max = 4000, .read = ROLE_STAFF },
	{ "sample",         FIELD_FLAG, LISTED | FILTERED },
	{ "office",         FIELD_REF, GIVEN | FILTERED, .to = &entity_office, .read = ROLE_STAFF },
	{0}
};

/* Now, where no moment was given. */
static void
moment_fill(struct visit *v, struct draft *d, const char *field)
{
	if (json_object_get(d->fields, field) == NULL)
		json_object_set_new(d->fields, field, json_string(
			moment_print(v->arena, v->now, v->zone)));
}

/* A picture says whose it is and, to those who do not see it, what is on it. */
static enum err
picture_check(struct visit *v, struct draft *d)
{
	json_t *picture = json_object_get(d->fields, "picture");
	const char *type = text_of(picture, "type");
	enum err err = OK;

	if (picture == NULL)
		return OK;
	if (type == NULL || strncmp(type, "image/", 6) != 0)
		err = fail_field(v, "picture", "article.wrong-picture", NULL,
			NULL);
	if (json_object_get(d->fields, "picture_credit") == NULL)
		err = fail_field(v, "picture_credit", "article.wrong-credit",
			NULL, NULL);
	if (json_object_get(d->fields, "picture_alt") == NULL)
		err = fail_field(v, "picture_alt", "article.wrong-alt", NULL,
			NULL);
	return err;
}

/* Characters that nobody sees and that make two headlines of one. */
static bool
has_invisible(const char *text)
{
	static const char *const marks[] = { "\u200b", "\u2060", "\ufeff",
		"\u200e", "\u200f", NULL };

	for (const char *const *m = marks; *m != NULL; m++)
		if (strstr(text, *m) != NULL)
			return true;
	return false;
}

static enum err
headline_check(struct visit *v, struct draft *d)
{
	json_t *headline = json_object_get(d->fields, "headline"), *text;
	enum err err = OK;
	const char *lang;

	json_object_foreach(json_object_get(headline, "texts"), lang, text)
		if (has_invisible(words_in(v->arena, headline, lang)))
			err = fail_field(v, arena_printf(v->arena,
				"headline.%s", lang), "article.wrong-invisible",
				NULL, NULL);
	return err;
}

static enum err
row_wrong(struct visit *v, const char *rows, size_t at, const char *field,
	const char *key)
{
	return fail_field(v, arena_printf(v->arena, "%s.%zu.%s", rows, at,
		field), key, NULL, NULL);
}

static enum err
pictures_check(struct visit *v, struct draft *d)
{
	enum err err = OK;
	json_t *row;
	size_t i;

	json_array_foreach(json_object_get(d->fields, "pictures"), i, row) {
		const char *type = text_of(json_object_get(row, "file"),
			"type");

		if (type == NULL || strncmp(type, "image/", 6) != 0)
			err = row_wrong(v, "pictures", i, "file",
				"article.wrong-picture");
	}
	return err;
}

/* Whoever does not want to be seen is not published. */
static enum err
consent_check(struct visit *v, struct draft *d)
{
	enum err err = OK;
	json_t *row;
	size_t i;

	json_array_foreach(json_object_get(d->fields, "shown"), i, row) {
		const char *consent = text_of(row, "consent");

		if (consent != NULL && strcmp(consent, "refused") == 0)
			err = row_wrong(v, "shown", i, "consent",
				"article.wrong-consent");
	}
	return err;
}

/* A moment of the draft; false: there is none. */
static bool
moment_of(struct visit *v, const struct draft *d, const char *field,
	int64_t *moment)
{
	const char *text = text_of(d->fields, field);
	char zone[64];

	return text != NULL && moment_parse(text, v->zone, moment, zone);
}

/* Who reads it again is told nothing of why it had gone; what was corrected
 * before is still corrected. */
static void
back_again(json_t *fields)
{
	static const char *const left[] = { "left", "left_says", "left_by",
		"left_headline", NULL };

	for (const char *const *f = left; *f != NULL; f++)
		json_object_del(fields, *f);
	if (json_array_size(json_object_get(fields, "corrections")) > 0)
		json_object_set_new(fields, "state", json_string("corrected"));
}

/* The public must find something to read, and not before its time.  Until its
 * moment has come it is scheduled, whoever says that it is published. */
static enum err
published_check(struct visit *v, struct draft *d)
{
	enum err consent = consent_check(v, d);
	int64_t moment;

	if (json_object_get(d->fields, "body") == NULL)
		return fail_field(v, "body", "article.wrong-body", NULL, NULL);
	if (moment_of(v, d, "publish_at", &moment) && moment > v->now) {
		json_object_set_new(d->fields, "state",
			json_string("scheduled"));
		return consent;
	}
	json_object_del(d->fields, "publish_at");
	back_again(d->fields);
	moment_fill(v, d, "published");
	if (moment_of(v, d, "published", &moment) && moment > v->now + 60000)
		return fail_field(v, "published", "article.wrong-published",
			NULL, NULL);
	return consent;
}

static enum err
scheduled_check(struct visit *v, struct draft *d)
{
	enum err consent = consent_check(v, d);

	if (json_object_get(d->fields, "body") == NULL)
		return fail_field(v, "body", "article.wrong-body", NULL, NULL);
	if (json_object_get(d->fields, "publish_at") == NULL)
		return fail_field(v, "publish_at", "error.required", NULL,
			NULL);
	return consent;
}

/* Above a new article stands what the office says of itself. */
static enum err
desk_fill(struct visit *v, struct draft *d)
{
	struct record *office;
	json_t *desk;
	struct id id;

	if (d->before != NULL || json_object_get(d->fields, "desk") != NULL ||
	    !id_parse(text_of(d->fields, "office") != NULL ?
		text_of(d->fields, "office") : "", &id))
		return OK;
	TRY(record_peek(v, &entity_office, id, "desk", &office));
	desk = office != NULL ? record_value(office, "desk") : NULL;
	if (desk != NULL)
		json_object_set(d->fields, "desk", desk);
	return OK;
}

static enum err
state_check(struct visit *v, struct draft *d)
{
	const char *state = text_of(d->fields, "state");

	if (state == NULL)
		return OK;
	if (strcmp(state, "scheduled") == 0)
		return scheduled_check(v, d);
	return article_read_by_all(state) ? published_check(v, d) : OK;
}

static enum err
article_check(struct visit *v, struct draft *d)
{
	enum err picture = picture_check(v, d);
	enum err pictures = pictures_check(v, d);
	enum err headline = headline_check(v, d);
	enum err speakers = speakers_check(v, d), state;
	enum err commenting = commenting_article_check(v, d);

	moment_fill(v, d, "entered");
	TRY(desk_fill(v, d));
	state = state_check(v, d);
	if (picture != OK || pictures != OK || headline != OK ||
	    commenting != OK)
		return ERR_INPUT;
	if (speakers != OK || state != OK)
		return speakers != OK ? speakers : state;
	return slug_fill(v, d, "headline");
}

/* Whatever way it came to be scheduled, its job waits for it. */
static enum err
article_stored(struct visit *v, const struct record *now,
	const struct record *before)
{
	const char *at = record_text(now, "publish_at");
	const char *was = before != NULL ? record_text(before, "publish_at") :
		NULL;
	int64_t moment;
	char zone[64];

	TRY(hub_stored(v, now, before));
	if (at == NULL || (was != NULL && strcmp(at, was) == 0 &&
	    strcmp(record_text(before, "state"), "scheduled") == 0) ||
	    strcmp(record_text(now, "state"), "scheduled") != 0 ||
	    !moment_parse(at, v->zone, &moment, zone))
		return OK;
	return job_add(v, "article.publish", arena_printf(v->arena, "%s %s",
		id_text(v->arena, now->id), at), NULL, moment);
}

const struct entity entity_article = {
	.name = "article", .plural = "articles", .fields = article_fields,
	.title = "headline", .order = "-published",
	.read = ROLE_ANYONE, .write = ROLE_EDITOR | ROLE_ADMINS,
	.open = { "state", ARTICLE_OPEN },
	.gate = { "state", "published", &entity_office, "approval", "scheduled corrected", .holds = true, .when = "publish_at" },
	.page = "/news/{slug}",
	.owned = "office",
	.check = article_check, .stored = article_stored,
	.seen = noticed_seen,
};
