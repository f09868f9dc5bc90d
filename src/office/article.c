/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Articles of the press room, with the parts that a Korean news page has:
 * desk line, headline with subheads, byline, when it was entered and when it
 * was published, a picture with its credit, what was said by whom, the body.
 * A reader sees it once its state is `published`.
 */
#include <string.h>

#include "inside.h"

static const struct field subhead_rows[] = {
	{ "line", FIELD_WORDS, REQUIRED | SEARCHED, .max = 200 },
	{0}
};

/* `said_as` is name and title as they are printed: people change posts. */
static const struct field quotation_rows[] = {
	{ "speaker", FIELD_REF, .to = &entity_person },
	{ "said_as", FIELD_WORDS, REQUIRED, .max = 200 },
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
	{ "headline",       FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 200 },
	{ "state",          FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "draft published", .preset = "draft" },
	{ "subheads",       FIELD_ROWS, .rows = subhead_rows, .max = 6 },
	{ "desk",           FIELD_WORDS, .max = 120 },
	{ "byline",         FIELD_WORDS, LISTED, .max = 120 },
	{ "entered",        FIELD_MOMENT, LISTED },
	{ "published",      FIELD_MOMENT, LISTED | FILTERED },
	{ "place",          FIELD_WORDS, .max = 120 },
	{ "lead",           FIELD_WORDS, SEARCHED, .max = 600 },
	{ "body",           FIELD_PROSE, SEARCHED, .max = 60000 },
	{ "picture",        FIELD_FILE, 0 },
	{ "picture_credit", FIELD_WORDS, .max = 200 },
	{ "picture_alt",    FIELD_WORDS, .max = 300 },
	{ "quotations",     FIELD_ROWS, .rows = quotation_rows, .max = 40 },
	{ "corrections",    FIELD_ROWS, .rows = correction_rows, .max = 40 },
	{ "ties",           FIELD_REFS, FILTERED, .to = &entity_tie },
	{ "exchange",       FIELD_REF, FILTERED, .to = &entity_exchange },
	{ "comments",       FIELD_CHOICE, FILTERED, .choices = "open closed", .preset = "open" },
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

/* The public must find something to read, and not before its time: there is
 * no embargo, so a published article cannot bear a moment to come. */
static enum err
published_check(struct visit *v, struct draft *d)
{
	const char *published;
	char zone[64];
	int64_t moment;

	if (json_object_get(d->fields, "body") == NULL)
		return fail_field(v, "body", "article.wrong-body", NULL, NULL);
	moment_fill(v, d, "published");
	published = text_of(d->fields, "published");
	if (!v->trusted && published != NULL &&
	    moment_parse(published, v->zone, &moment, zone) &&
	    moment > v->now + 60000)
		return fail_field(v, "published", "article.wrong-published",
			NULL, NULL);
	return OK;
}

static enum err
article_check(struct visit *v, struct draft *d)
{
	const char *state = text_of(d->fields, "state");
	enum err picture = picture_check(v, d), published = OK;

	moment_fill(v, d, "entered");
	if (state != NULL && strcmp(state, "published") == 0)
		published = published_check(v, d);
	if (picture != OK || published != OK)
		return ERR_INPUT;
	return slug_fill(v, d, "headline");
}

const struct entity entity_article = {
	.name = "article", .plural = "articles", .fields = article_fields,
	.title = "headline", .order = "-published",
	.read = ROLE_ANYONE, .write = ROLE_EDITOR | ROLE_ADMINS,
	.open = { "state", "published" },
	.gate = { "state", "published", &entity_office, "approval" },
	.page = "/news/{slug}",
	.owned = "office",
	.check = article_check, .seen = noticed_seen,
};
