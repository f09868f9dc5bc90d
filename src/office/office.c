/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The office that this server belongs to (one record, written by hand or by
 * an import, or several, of which each sees its own), the list of all kinds
 * of record, and the little that the subjects share.
 */
#include <string.h>

#include "inside.h"

const struct entity *const office_entities[] = {
	&entity_tie, &entity_exchange, &entity_letter, &entity_promise,
	&entity_plan, &entity_gift, &entity_expense, &entity_document,
	&entity_article, &entity_comment, &entity_hold_word, &entity_takedown, &entity_journalist,
	&entity_city, &entity_organisation, &entity_post, &entity_person,
	&entity_term, &entity_rule, &entity_holiday, &entity_retention, &entity_ground, &entity_approval, &entity_office,
	&entity_service, &entity_account, &entity_import,
	NULL
};

static const struct field office_fields[] = {
	{ "name",     FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 120 },
	{ "sentence", FIELD_WORDS, .max = 300 },
	{ "home",     FIELD_REF, LISTED, .to = &entity_city },
	{ "desk",     FIELD_WORDS, .max = 120 },
	{ "zone",     FIELD_TEXT, REQUIRED | LISTED, .max = 63, .preset = "Asia/Seoul" },
	{ "address",  FIELD_WORDS, .max = 300 },
	{ "mail",     FIELD_MAIL },
	{ "phone",    FIELD_PHONE },
	{ "web",      FIELD_WEB },
	{ "hub",      FIELD_WEB },
	{ "host",     FIELD_TEXT, .max = 200, .read = ROLE_STAFF },
	{ "approval", FIELD_FLAG, 0, .read = ROLE_STAFF },
	{ "comments", FIELD_CHOICE, 0, .choices = "closed none external", .preset = "closed" },
	{ "identity_name", FIELD_WORDS, .max = 80 },
	{ "identity_issuer", FIELD_TEXT, .max = 200, .read = ROLE_ADMINS },
	{ "identity_client", FIELD_TEXT, .max = 200, .read = ROLE_ADMINS },
	{ "identity_secret", FIELD_SECRET, .max = 400, .read = ROLE_ADMINS },
	{ "identity_acr", FIELD_TEXT, .max = 200, .read = ROLE_ADMINS },
	{ "comments_days", FIELD_INTEGER, .unit = "days", .max = 3650, .preset = "0" },
	{ "election_from", FIELD_DATE, 0 },
	{ "election_until", FIELD_DATE, 0 },
	{ "election_comments", FIELD_CHOICE, 0, .choices = "hold close", .preset = "hold" },
	{ "report_holds", FIELD_INTEGER, .max = 100, .preset = "3", .read = ROLE_STAFF },
	{ "block_days", FIELD_INTEGER, .unit = "days", .min = 1, .max = 30, .preset = "30", .read = ROLE_STAFF },
	{ "first_held", FIELD_FLAG, 0, .read = ROLE_STAFF },
	{ "access_months", FIELD_INTEGER, .unit = "months", .min = 12, .max = 120, .preset = "24", .read = ROLE_STAFF },
	{ "sample",   FIELD_FLAG, 0 },
	{0}
};

/* "exchange.example.org", as a browser asks for it: no scheme, no port. */
static bool
host_fits(const char *host)
{
	return strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789.-") ==
		strlen(host);
}

/* Guests of a host are shown one office: whoever else has it, be it an office
 * that this visitor does not know of. */
static enum err
host_free(struct visit *v, const struct draft *d, const char *host)
{
	struct db_stmt *s = db_ask(v->db, "SELECT id FROM office"
		" WHERE host = ? AND id <> ?");
	bool taken;

	db_bind_text(s, host);
	db_bind_id(s, d->before != NULL ? d->before->id : id_new());
	TRY(db_step(s, &taken));
	db_done(s);
	return taken ? fail_field(v, "host", "error.taken", NULL, NULL) : OK;
}

/* A zone is right when a moment can be told in it. */
static enum err
office_check(struct visit *v, struct draft *d)
{
	const char *zone = text_of(d->fields, "zone");
	const char *host = text_of(d->fields, "host");
	char kept[64];
	int64_t moment;

	if (host != NULL && !host_fits(host))
		return fail_field(v, "host", "office.wrong-host", host, NULL);
	if (host != NULL)
		TRY(host_free(v, d, host));
	TRY(commenting_office_check(v, d));
	TRY(identity_check(v, d));
	if (zone != NULL &&
	    !moment_parse("2024-11-07T00:00", zone, &moment, kept))
		return fail_field(v, "zone", "office.wrong-zone", zone, NULL);
	return OK;
}

const struct entity entity_office = {
	.name = "office", .plural = "offices", .fields = office_fields,
	.title = "name", .order = "name",
	.read = ROLE_ANYONE, .write = ROLE_ADMINS,
	.owned = "id",
	.check = office_check,
};

enum err
office_own(struct visit *v, struct record **out)
{
	struct query *q = query_of(v, &entity_office);
	struct list list;

	query_limit(q, 1);
	TRY(query_run(q, &list));
	if (list.n == 0)
		return fail(v, ERR_MISSING, "office.not-there");
	*out = list.at[0];
	return OK;
}

const char *
text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

bool
days_of(const char *edtf, int *first, int *last)
{
	struct edtf date;

	if (edtf == NULL || !edtf_parse(edtf, &date))
		return false;
	edtf_days(&date, first, last);
	return true;
}

/* Not finding a record is no problem here: what was said of it since is taken
 * back. */
static enum err
missing_forget(struct visit *v, struct problem *problems,
	struct problem **last, enum err err)
{
	if (err != ERR_MISSING)
		return err;
	v->problems = problems;
	v->last_problem = last;
	*last = NULL;
	return OK;
}

enum err
record_peek(struct visit *v, const struct entity *of, struct id id,
	const char *names, struct record **out)
{
	struct problem *problems = v->problems, **last = v->last_problem;
	enum err err = names != NULL ? record_part(v, of, id, names, out) :
		record_get(v, of, id, out);

	if (err != OK)
		*out = NULL;
	return missing_forget(v, problems, last, err);
}

/* Is there a record of that slug, of whichever office? */
static enum err
slug_taken(struct visit *v, const struct draft *d, const char *slug,
	bool *taken)
{
	struct problem *problems = v->problems, **last = v->last_problem;
	struct id office = v->office;
	unsigned roles = v->roles;
	struct record *other;
	enum err err;

	v->office = (struct id){ 0 };
	v->roles |= ROLE_SYSTEM;
	err = record_find(v, d->of, "slug", slug, &other);
	v->office = office;
	v->roles = roles;
	*taken = err == OK &&
		(d->before == NULL || !id_same(other->id, d->before->id));
	return missing_forget(v, problems, last, err);
}

enum err
slug_fill_from(struct visit *v, struct draft *d, const char *text)
{
	const char *stem, *slug;
	bool taken = false;

	if (json_object_get(d->fields, "slug") != NULL)
		return OK;
	stem = text_slug(v->arena, text, 60);
	if (*stem == 0)
		stem = arena_printf(v->arena, "%s-%s", d->of->name,
			secret_token(v->arena, 5));
	slug = stem;
	for (int i = 2; i < 100; i++) {
		TRY(slug_taken(v, d, slug, &taken));
		if (!taken)
			break;
		slug = arena_printf(v->arena, "%s-%d", stem, i);
	}
	json_object_set_new(d->fields, "slug", json_string(slug));
	return OK;
}

enum err
slug_fill(struct visit *v, struct draft *d, const char *words_field)
{
	json_t *words = json_object_get(d->fields, words_field);
	const char *text = NULL;

	if (words != NULL)
		text = words_in(v->arena, words, "en");
	if (text == NULL && text_of(words, "original") != NULL)
		text = words_in(v->arena, words, text_of(words, "original"));
	return slug_fill_from(v, d, text != NULL ? text : "");
}
