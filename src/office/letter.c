/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Letters, in and out, each chained to the one that it answers: losing the
 * chain loses the tie.  A letter says itself whether an answer is owed, and by
 * whom; the answer, once it is written or has come, settles that by itself.
 *
 * The names of those who signed and were addressed are people; the titles
 * that they bore at that time stand here as they stood on the paper.
 */
#include <string.h>

#include "inside.h"

static const struct field goods_rows[] = {
	{ "item",     FIELD_WORDS, REQUIRED, .max = 200 },
	{ "quantity", FIELD_INTEGER, .min = 0, .max = 100000000 },
	{ "unit",     FIELD_TEXT, .max = 40 },
	{0}
};

static const struct field letter_fields[] = {
	{ "subject",      FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 300 },
	{ "tie",          FIELD_REF, REQUIRED | LISTED | FILTERED, .to = &entity_tie },
	{ "direction",    FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "out in" },
	{ "type",         FIELD_CHOICE, REQUIRED | FILTERED, .choices = "invitation reply congratulation sympathy thanks proposal postponement introduction notice other" },
	{ "on",           FIELD_DATE, REQUIRED | LISTED | FILTERED },
	{ "state",        FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "draft translated checked signed sent received", .preset = "draft" },
	{ "received",     FIELD_DATE, FILTERED },
	{ "number",       FIELD_TEXT, FILTERED | SEARCHED, .max = 60 },
	{ "their_number", FIELD_TEXT, FILTERED | SEARCHED, .max = 60 },
	{ "channel",      FIELD_CHOICE, FILTERED, .choices = "post mail courier hand messenger video" },
	{ "signatory",    FIELD_REF, .to = &entity_person },
	{ "signed_as",    FIELD_WORDS, .max = 200 },
	{ "addressee",    FIELD_REF, .to = &entity_person },
	{ "addressed_as", FIELD_WORDS, .max = 200 },
	{ "body",         FIELD_PROSE, SEARCHED, .max = 20000 },
	{ "goods",        FIELD_ROWS, .rows = goods_rows, .max = 60 },
	{ "answers",      FIELD_REF, FILTERED, .to = &entity_letter },
	{ "reply",        FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "none owed-by-us owed-by-them answered", .preset = "none" },
	{ "reply_by",     FIELD_DATE, FILTERED },
	{ "exchange",     FIELD_REF, FILTERED, .to = &entity_exchange },
	{ "paper",        FIELD_FILE, 0 },
	{ "public",       FIELD_FLAG, FILTERED },
	{ "shared",       FIELD_FLAG, FILTERED },
	{ "notes",        FIELD_TEXT, .max = 4000, .read = ROLE_STAFF },
	{ "sample",       FIELD_FLAG, FILTERED },
	{ "office",       FIELD_REF, GIVEN | FILTERED, .to = &entity_office, .read = ROLE_STAFF },
	{0}
};

static enum err
direction_check(struct visit *v, const struct draft *d)
{
	const char *direction = text_of(d->fields, "direction");
	const char *state = text_of(d->fields, "state");
	const char *reply = text_of(d->fields, "reply");
	bool in = direction != NULL && strcmp(direction, "in") == 0;
	enum err err = OK;

	if (direction == NULL)
		return OK;
	if (state != NULL && in != (strcmp(state, "received") == 0))
		err = fail_field(v, "state", in ? "letter.wrong-state-in" :
			"letter.wrong-state-out", NULL, NULL);
	if (reply != NULL && strcmp(reply, in ? "owed-by-them" :
	    "owed-by-us") == 0)
		err = fail_field(v, "reply", "letter.wrong-reply", NULL, NULL);
	return err;
}

/* What it answers is of the same tie, went the other way, and is not itself. */
static enum err
answers_check(struct visit *v, const struct draft *d)
{
	const char *answers = text_of(d->fields, "answers");
	const char *tie = text_of(d->fields, "tie");
	const char *direction = text_of(d->fields, "direction");
	struct record *other;
	struct id id;

	if (answers == NULL || tie == NULL || direction == NULL ||
	    !id_parse(answers, &id))
		return OK;
	if (d->before != NULL && id_same(id, d->before->id))
		return fail_field(v, "answers", "letter.wrong-itself", NULL,
			NULL);
	TRY(record_get(v, &entity_letter, id, &other));
	if (strcmp(id_text(v->arena, record_ref(other, "tie")), tie) != 0)
		return fail_field(v, "answers", "letter.wrong-tie", NULL,
			NULL);
	if (strcmp(record_text(other, "direction"), direction) == 0)
		return fail_field(v, "answers", "letter.wrong-way", NULL,
			NULL);
	return OK;
}

/* Neither comes before the letter was written. */
static enum err
days_check(struct visit *v, const struct draft *d)
{
	static const char *const days[][2] = {
		{ "received", "letter.wrong-received" },
		{ "reply_by", "letter.wrong-reply-by" },
	};
	const char *on = text_of(d->fields, "on");
	int first, last, day, day_last;
	enum err err = OK;

	if (!days_of(on, &first, &last))
		return OK;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++)
		if (days_of(text_of(d->fields, days[i][0]), &day, &day_last) &&
		    day_last < first)
			err = fail_field(v, days[i][0], days[i][1],
				text_date(v->arena, v->lang, on), NULL);
	return err;
}

static enum err
letter_check(struct visit *v, struct draft *d)
{
	enum err err = direction_check(v, d), days = days_check(v, d);

	if (text_of(d->fields, "reply_by") != NULL &&
	    text_of(d->fields, "reply") != NULL &&
	    strcmp(text_of(d->fields, "reply"), "none") == 0)
		err = fail_field(v, "reply", "letter.wrong-by", NULL, NULL);
	return err != OK || days != OK ? ERR_INPUT : answers_check(v, d);
}

/* An answer that was sent, or has come, settles what was owed. */
static enum err
letter_stored(struct visit *v, const struct record *now,
	const struct record *before)
{
	const char *state = record_text(now, "state");
	struct id id = record_ref(now, "answers");
	struct record *other;
	const char *reply;

	(void)before;
	if (id_none(id) || state == NULL || (strcmp(state, "sent") != 0 &&
	    strcmp(state, "received") != 0))
		return OK;
	TRY(record_get(v, &entity_letter, id, &other));
	reply = record_text(other, "reply");
	if (reply != NULL && strncmp(reply, "owed", 4) != 0)
		return OK;
	return record_change(v, &entity_letter, id, 0,
		keep(v, json_pack("{s:s}", "reply", "answered")), &other);
}

static enum err
party_of(struct visit *v, const struct record *r, json_t *lines)
{
	int day = record_day(v, r);

	TRY(party_add(v, lines, message(v->lang, "letter.signatory"),
		record_ref(r, "signatory"), day, record_value(r, "signed_as")));
	return party_add(v, lines, message(v->lang, "letter.addressee"),
		record_ref(r, "addressee"), day,
		record_value(r, "addressed_as"));
}

/* Adds what signatory and addressee were called on the day of the letter, its
 * answers, and the names in its text that want a look. */
static enum err
letter_seen(struct visit *v, const struct record *r, json_t *view)
{
	json_t *lines = keep(v, json_array());

	TRY(party_of(v, r, lines));
	party_seen(v, view, record_text(r, "on"), json_incref(lines));
	TRY(linked_seen(v, r, view));
	return noticed_seen(v, r, view);
}

const struct entity entity_letter = {
	.name = "letter", .plural = "letters", .fields = letter_fields,
	.title = "subject", .order = "-on",
	.read = ROLE_ANYONE, .write = ROLE_WRITERS,
	.open = { "public", "true" },
	.gate = { "state", "signed", &entity_office, "approval", "sent" },
	.owned = "office", .shared = { "tie", "shared" },
	.check = letter_check, .stored = letter_stored,
	.seen = letter_seen,
};
