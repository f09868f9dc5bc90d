/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom to ask for a translation, one service after the other, and what to say
 * when none has answered.  A text that one service could not give, or gave
 * unfit, is asked of the next; so a text may be of several hands, and each
 * segment says whose it is.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "inside.h"

#define MACHINES_MOST 20
#define SECONDS 60

static const struct dialect *const dialects[] = {
	&dialect_libre, &dialect_deepl, &dialect_google, &dialect_papago, NULL
};

/* ---- what dialects share ---- */

const char *
lang_base(struct arena *a, const char *lang)
{
	char *base = arena_copy(a, lang, strcspn(lang, "-_"));

	for (char *c = base; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	return base;
}

bool
lang_traditional(const char *lang)
{
	return strcasestr(lang, "hant") != NULL ||
		strcasestr(lang, "-tw") != NULL ||
		strcasestr(lang, "-hk") != NULL;
}

const char *
body_text(struct arena *a, json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT);

	json_decref(json);
	if (text == NULL)
		return "{}";
	arena_defer(a, free, text);
	return text;
}

json_t *
piece_list(const struct piece *p)
{
	json_t *list = json_array();

	for (size_t i = 0; i < p->n; i++)
		json_array_append_new(list, json_string(p->texts[i]));
	return list;
}

enum translate_fault
status_fault(int status)
{
	if (status == 401 || status == 403)
		return TRANSLATE_AUTH;
	if (status == 413 || status == 414)
		return TRANSLATE_TOO_LARGE;
	if (status == 429)
		return TRANSLATE_RATE;
	if (status == 408 || status == 504)
		return TRANSLATE_TIMEOUT;
	return status >= 500 ? TRANSLATE_SERVER : TRANSLATE_BAD_REQUEST;
}

/* ---- the services of this office ---- */

static bool
same_lang(struct arena *a, const char *one, const char *other)
{
	return one != NULL && other != NULL &&
		strcmp(lang_base(a, one), lang_base(a, other)) == 0 &&
		lang_traditional(one) == lang_traditional(other);
}

static bool
pair_fits(struct arena *a, const struct record *r, const char *from,
	const char *to)
{
	json_t *pairs = record_value(r, "pairs"), *pair;
	size_t i;

	json_array_foreach(pairs, i, pair)
		if (same_lang(a, json_string_value(json_object_get(pair,
		    "from")), from) && same_lang(a, json_string_value(
		    json_object_get(pair, "to")), to))
			return true;
	return json_array_size(pairs) == 0;
}

/* The address that was set, else the service's own; no slash at its end. */
static const char *
base_of(struct arena *a, const struct record *r, const struct dialect *d,
	const char *key)
{
	const char *said = record_text(r, "address");
	size_t n = key != NULL ? strlen(key) : 0;
	bool is_free = n > 3 && strcmp(key + n - 3, ":fx") == 0;
	char *base = arena_text(a, said != NULL ? said :
		is_free && d->base_free != NULL ? d->base_free :
		d->base != NULL ? d->base : "");

	n = strlen(base);
	while (n > 0 && base[n - 1] == '/')
		base[--n] = '\0';
	return base;
}

static const struct dialect *
dialect_of(const char *type)
{
	for (const struct dialect *const *d = dialects; *d != NULL; d++)
		if (type != NULL && strcmp((*d)->type, type) == 0)
			return *d;
	return NULL;
}

/* A secret that this server's key opens; what it does not open is none. */
static const char *
secret_of(const struct record *r, const char *field)
{
	const char *text = record_text(r, field);

	return text != NULL && *text > ' ' ? text : NULL;
}

static bool
machine_read(struct visit *v, const struct record *r, struct machine *m)
{
	const struct dialect *d = dialect_of(record_text(r, "type"));
	const char *credit = record_words(v, r, "credit");

	if (d == NULL || r->standing != RECORD_THERE)
		return false;
	*m = (struct machine){ .id = r->id, .dialect = d,
		.called = record_text(r, "called"),
		.engine = d->engine,
		.credit = *credit != '\0' ? credit : NULL,
		.key = secret_of(r, "key"), .key_id = secret_of(r, "key_id"),
		.proxy = record_text(r, "proxy"),
		.cap = record_int(r, "cap", 0),
		.stand_in = record_flag(r, "stand_in") };
	m->base = base_of(v->arena, r, d, m->key);
	if (m->called == NULL)
		m->called = "";
	/* What it says is not to be blamed on whom it plays. */
	if (m->stand_in)
		m->engine = m->called;
	return true;
}

/* The program's own reading: who may ask for a translation need not be one who
 * may see a key. */
static struct visit
visit_own(const struct visit *v)
{
	struct visit own = *v;

	own.roles |= ROLE_SYSTEM;
	own.brief = false;
	return own;
}

/* The one that is named; to be tried, even while it is switched off. */
static enum err
machine_one(struct visit *v, const struct translate_ask *ask,
	struct machine *out, size_t *n)
{
	const struct entity *of = catalogue_entity(v->catalogue, "service");
	struct visit own = visit_own(v);
	struct record *r;
	enum err err;

	*n = 0;
	problems_forget(&own);
	err = of != NULL ? record_get(&own, of, ask->service, &r) :
		ERR_MISSING;
	if (err != OK)
		return err == ERR_MISSING ? OK : err;
	if (ask->once || (record_flag(r, "active") && pair_fits(v->arena, r,
	    ask->from, ask->to)))
		*n = machine_read(v, r, out);
	return OK;
}

static enum err
machines_read(struct visit *v, const char *from, const char *to,
	struct machine *out, size_t *n)
{
	const struct entity *of = catalogue_entity(v->catalogue, "service");
	struct visit own = visit_own(v);
	struct query *q;
	struct list list;

	*n = 0;
	problems_forget(&own);
	if (of == NULL)
		return OK;
	q = query_of(&own, of);
	query_where(q, "active", QUERY_IS, "true");
	query_order(q, "preference");
	query_limit(q, MACHINES_MOST);
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++)
		if (pair_fits(v->arena, list.at[i], from, to))
			*n += machine_read(v, list.at[i], &out[*n]);
	return OK;
}

enum err
translate_services(struct visit *v, const char *from, const char *to,
	struct translate_service **out, size_t *n)
{
	struct machine *all = arena_alloc(v->arena,
		MACHINES_MOST * sizeof *all);

	TRY(machines_read(v, from, to, all, n));
	*out = arena_alloc(v->arena, (*n + 1) * sizeof **out);
	for (size_t i = 0; i < *n; i++) {
		struct translate_service *s = &(*out)[i];

		*s = (struct translate_service){ .id = all[i].id,
			.engine = all[i].engine, .called = all[i].called,
			.credit = all[i].credit, .cap = all[i].cap,
			.double_ = all[i].stand_in };
		TRY(translate_spent(v, all[i].id, &s->spent));
	}
	return OK;
}

/* ---- what went wrong, in words ---- */

static const char *const fault_keys[TRANSLATE_FAULT__MAX] = {
	[TRANSLATE_GOOD] = "machine.why-none",
	[TRANSLATE_AUTH] = "machine.why-auth",
	[TRANSLATE_QUOTA] = "machine.why-quota",
	[TRANSLATE_RATE] = "machine.why-rate",
	[TRANSLATE_TOO_LARGE] = "machine.why-too-large",
	[TRANSLATE_BAD_PAIR] = "machine.why-bad-pair",
	[TRANSLATE_BAD_REQUEST] = "machine.why-bad-request",
	[TRANSLATE_SERVER] = "machine.why-server",
	[TRANSLATE_TIMEOUT] = "machine.why-timeout",
	[TRANSLATE_MALFORMED] = "machine.why-malformed",
	[TRANSLATE_CAP] = "machine.why-cap",
	[TRANSLATE_ADDRESS] = "machine.why-address",
	[TRANSLATE_NONE] = "machine.why-none",
	[TRANSLATE_INSIDE] = "machine.why-inside",
};

static const char *
pair_says(struct visit *v, const struct translate_ask *ask)
{
	return arena_printf(v->arena, "%s → %s", lang_name(v->arena, v->lang,
		ask->from), lang_name(v->arena, v->lang, ask->to));
}

static void
why_end(struct running *run, struct translate_why *why)
{
	struct visit *v = run->v;

	why->key = fault_keys[why->fault];
	if (why->fault == TRANSLATE_NONE)
		why->arg0 = pair_says(v, run->ask);
	else if (why->fault != TRANSLATE_INSIDE)
		why->arg0 = why->called;
	if (why->fault == TRANSLATE_BAD_PAIR)
		why->arg1 = pair_says(v, run->ask);
	run->told->n_why++;
}

static struct translate_why *
why_begin(struct running *run, const struct machine *m)
{
	struct translate_why *why = &run->told->why[run->told->n_why];

	*why = (struct translate_why){ .called = m != NULL ? m->called : "" };
	if (m != NULL)
		why->service = m->id;
	return why;
}

const char *
translate_says(struct visit *v, const struct translate_why *why)
{
	return message_around(v->arena, v->lang, why->key, why->arg0,
		why->arg1);
}

/* ---- asking ---- */

static int64_t
points_left(const struct running *run)
{
	int64_t n = 0;

	for (size_t i = 0; i < run->ask->n; i++)
		if (run->told->texts[i].text == NULL)
			n += points_of(run->ask->segments[i]);
	return n;
}

/* What has no letter to be translated stays as it is, and costs nothing. */
static void
blank_settle(struct running *run)
{
	for (size_t i = 0; i < run->ask->n; i++)
		if (text_blank(run->ask->segments[i])) {
			run->told->texts[i].text = run->ask->segments[i];
			run->told->given++;
		}
}

static void
first_told(struct running *run, const struct machine *m)
{
	struct translate_told *told = run->told;

	if (told->engine != NULL)
		return;
	told->service = m->id;
	told->engine = m->engine;
	told->called = m->called;
	told->credit = m->credit;
}

/* Asks one service for what is not there yet. */
static enum err
machine_ask(struct running *run, const struct machine *m)
{
	struct translate_why *why = why_begin(run, m);
	int64_t n = points_left(run), sent = 0;
	size_t given = run->told->given;
	bool fits;

	TRY(spent_take(run->v, m, n, &fits));
	if (fits) {
		machine_run(run, m, &sent, why);
		TRY(spent_give(run->v, m, n - sent));
	} else {
		why->fault = TRANSLATE_CAP;
		why->arg1 = arena_printf(run->v->arena, "%lld",
			(long long)m->cap);
	}
	run->told->billed += sent;
	if (run->told->given > given)
		first_told(run, m);
	if (why->fault != TRANSLATE_GOOD)
		why_end(run, why);
	return OK;
}

static enum err
all_ask(struct running *run)
{
	struct visit *v = run->v;
	const struct translate_ask *ask = run->ask;
	struct machine *all = arena_alloc(v->arena,
		MACHINES_MOST * sizeof *all);
	size_t n;

	if (!id_none(ask->service))
		TRY(machine_one(v, ask, all, &n));
	else
		TRY(machines_read(v, ask->from, ask->to, all, &n));
	for (size_t i = 0; i < n && run->told->given < ask->n; i++)
		TRY(machine_ask(run, &all[i]));
	if (n == 0) {
		struct translate_why *why = why_begin(run, NULL);

		why->fault = TRANSLATE_NONE;
		why_end(run, why);
	}
	return OK;
}

static void
inside_say(struct running *run)
{
	struct translate_why *why = why_begin(run, NULL);

	why->fault = TRANSLATE_INSIDE;
	why_end(run, why);
}

enum err
translate_run(struct visit *v, const struct translate_ask *ask,
	struct translate_told *told)
{
	struct running run = { v, ask, told, clock_ticks() +
		(ask->seconds > 0 ? ask->seconds : SECONDS) * INT64_C(1000) };

	*told = (struct translate_told){ .texts = arena_alloc(v->arena,
		(ask->n + 1) * sizeof *told->texts), .why = arena_alloc(
		v->arena, (MACHINES_MOST + 1) * sizeof *told->why) };
	if (ask->n > TRANSLATE_SEGMENTS || ask->n_terms > TRANSLATE_TERMS)
		return fail_with(v, ERR_LARGE, "machine.too-many",
			arena_printf(v->arena, "%d", TRANSLATE_SEGMENTS),
			NULL);
	if (ask->inside) {
		inside_say(&run);
		return ERR_BUSY;
	}
	blank_settle(&run);
	if (told->given < ask->n)
		TRY(all_ask(&run));
	return told->given > 0 || ask->n == 0 ? OK : ERR_BUSY;
}
