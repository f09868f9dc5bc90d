/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many segments as as few requests as the service's limits allow.  Limits of
 * characters are counted in code points, those of a body in bytes: a syllable
 * of Hangul is three.  A request is made again, at most twice, only where that
 * may help; how long a service asks us to wait is obeyed, or, where that is
 * longer than we have, told.
 */
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "inside.h"

#define TRIES 3
#define CALL_MS INT64_C(20000)     /* one request */
#define WAIT_MS INT64_C(400)       /* before it is made again; then twice that */
#define OVERHEAD 600               /* bytes of a body besides its texts */

/* ---- one request, once and again ---- */

static void
sleep_ms(int64_t ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	while (nanosleep(&t, &t) != 0)
		;
}

/* All who were refused at once shall not come back at once. */
static int64_t
jittered(int64_t ms)
{
	uint32_t random;

	secret_random(&random, sizeof random);
	return ms / 2 + (int64_t)(random % (uint32_t)(ms / 2 + 1));
}

static bool
worth_again(enum translate_fault fault)
{
	return fault == TRANSLATE_RATE || fault == TRANSLATE_SERVER ||
		fault == TRANSLATE_TIMEOUT;
}

static enum translate_fault
call_once(struct running *run, const struct machine *m, struct line_out *line,
	const struct call *call, json_t **json, int *retry_after)
{
	struct arena *a = run->v->arena;
	int64_t left = run->ends - clock_ticks();
	struct heard h;
	enum translate_fault fault;

	*json = NULL;
	if (left <= 0)
		return TRANSLATE_TIMEOUT;
	fault = line_ask(a, line, call, left < CALL_MS ? left : CALL_MS, &h);
	*retry_after = h.retry_after;
	if (fault != TRANSLATE_GOOD)
		return fault;
	*json = heard_json(a, &h);
	if (h.status == 204)
		return TRANSLATE_GOOD;
	if (h.status == 200 || h.status == 201)
		return json_is_object(*json) ? TRANSLATE_GOOD :
			TRANSLATE_MALFORMED;
	return m->dialect->refusal(&h, json_is_object(*json) ? *json : NULL);
}

enum translate_fault
machine_call(struct running *run, const struct machine *m,
	struct line_out *line, const struct call *call, json_t **json,
	int *retry_after)
{
	enum translate_fault fault = TRANSLATE_SERVER;

	for (int i = 0; i < TRIES; i++) {
		int64_t wait;

		fault = call_once(run, m, line, call, json, retry_after);
		if (!worth_again(fault) || i == TRIES - 1 || run->ask->once)
			break;
		wait = *retry_after > 0 ? *retry_after * INT64_C(1000) :
			jittered(WAIT_MS << i);
		if (clock_ticks() + wait >= run->ends)
			break;
		sleep_ms(wait);
	}
	return fault;
}

/* ---- a request's worth of segments ---- */

struct batch {
	struct running *run;
	const struct machine *machine;
	struct line_out *line;
	const char *from, *to;       /* as the service calls them */
	const char *glossary;
	bool marked, targets;        /* see guard_put */
	size_t *at;                  /* segments of the ask that are in it */
	struct guarded *out;
	size_t n, bytes;
	int64_t points;
};

/* Bytes as a JSON string, where every control character is six. */
static size_t
json_bytes(const char *text)
{
	size_t n = 3;

	for (; *text != '\0'; text++)
		n += (unsigned char)*text < ' ' ? 6 :
			*text == '"' || *text == '\\' ? 2 : 1;
	return n;
}

static bool
batch_holds(const struct batch *b, const char *text, bool alone)
{
	const struct dialect *d = b->machine->dialect;
	size_t n = alone ? 0 : b->n, bytes = alone ? 0 : b->bytes;
	int64_t points = alone ? 0 : b->points;

	return n < d->items &&
		points + points_of(text) <= (int64_t)d->points &&
		bytes + json_bytes(text) + OVERHEAD <= d->bytes;
}

static void
batch_add(struct batch *b, size_t at, struct guarded g)
{
	b->at[b->n] = at;
	b->out[b->n++] = g;
	b->bytes += json_bytes(g.text);
	b->points += points_of(g.text);
}

static void
batch_clear(struct batch *b)
{
	b->n = b->bytes = 0;
	b->points = 0;
}

/* The first term whose word is not in the answer. */
static void
terms_look(const struct translate_ask *ask, const char *source,
	struct translate_text *t)
{
	for (size_t i = 0; i < ask->n_terms; i++) {
		const struct translate_term *term = &ask->terms[i];
		const char *want = term->target != NULL ? term->target :
			term->source;

		if (*term->source == '\0' || *want == '\0' ||
		    strstr(source, term->source) == NULL ||
		    strstr(t->text, want) != NULL)
			continue;
		t->found |= TRANSLATE_TERM_LOST;
		t->lost = term->source;
		return;
	}
}

static void
take_one(struct batch *b, size_t i, const char *answer)
{
	const struct translate_ask *ask = b->run->ask;
	const struct machine *m = b->machine;
	struct translate_text *t = &b->run->told->texts[b->at[i]];
	const char *source = ask->segments[b->at[i]];
	const char *text = guard_take(b->run->v->arena, ask, &b->out[i],
		answer, m->dialect->guard, b->marked);

	if (text == NULL) {
		t->refused = "machine.refused-markup";
		return;
	}
	answer_tame(b->run->v->arena, source, text, t);
	if (t->text == NULL)
		return;
	terms_look(ask, source, t);
	t->engine = m->engine;
	t->credit = m->credit;
	b->run->told->given++;
}

static enum translate_fault
batch_send(struct batch *b, int64_t *sent, int *retry_after)
{
	struct arena *a = b->run->v->arena;
	const char **texts = arena_alloc(a, (b->n + 1) * sizeof *texts);
	struct piece p = { b->from, b->to, texts, b->n, b->marked,
		b->glossary };
	int64_t billed = b->points;
	struct call call = { .method = "POST" };
	enum translate_fault fault;
	json_t *json;

	for (size_t i = 0; i < b->n; i++)
		texts[i] = b->out[i].text;
	b->machine->dialect->ask(a, b->machine, &p, &call);
	fault = machine_call(b->run, b->machine, b->line, &call, &json,
		retry_after);
	if (fault == TRANSLATE_GOOD)
		fault = b->machine->dialect->answer(a, &p, json, texts,
			&billed);
	/* Whether one that did not answer has counted it we cannot know. */
	if (fault == TRANSLATE_GOOD || fault == TRANSLATE_TIMEOUT ||
	    fault == TRANSLATE_MALFORMED)
		*sent += billed;
	if (fault == TRANSLATE_BAD_REQUEST && b->glossary != NULL)
		deepl_glossary_forget(b->run, b->machine);
	for (size_t i = 0; fault == TRANSLATE_GOOD && i < b->n; i++)
		take_one(b, i, texts[i]);
	batch_clear(b);
	return fault;
}

/* ---- all of them ---- */

static bool
batch_begin(struct batch *b, struct running *run, const struct machine *m,
	struct translate_why *why)
{
	const struct translate_ask *ask = run->ask;
	struct arena *a = run->v->arena;

	b->run = run;
	b->machine = m;
	b->from = m->dialect->code(a, ask->from, false);
	b->to = m->dialect->code(a, ask->to, true);
	b->at = arena_alloc(a, (ask->n + 1) * sizeof *b->at);
	b->out = arena_alloc(a, (ask->n + 1) * sizeof *b->out);
	if (b->from == NULL || b->to == NULL)
		why->fault = TRANSLATE_BAD_PAIR;
	else if (!line_open(a, m, &b->line))
		why->fault = TRANSLATE_ADDRESS;
	else if (m->dialect->glossaries)
		why->fault = deepl_glossary(run, m, b->line, &b->glossary);
	b->targets = b->glossary == NULL;
	b->marked = guard_needed(ask, b->targets);
	return why->fault == TRANSLATE_GOOD;
}

static void
why_rate(struct running *run, struct translate_why *why, int retry_after)
{
	if (why->fault == TRANSLATE_RATE)
		why->arg1 = arena_printf(run->v->arena, "%d",
			retry_after > 0 ? retry_after : 60);
}

void
machine_run(struct running *run, const struct machine *m, int64_t *sent,
	struct translate_why *why)
{
	const struct translate_ask *ask = run->ask;
	struct batch b = { 0 };
	int retry_after = 0;
	bool more = batch_begin(&b, run, m, why);

	for (size_t i = 0; more && i < ask->n; i++) {
		struct translate_text *t = &run->told->texts[i];
		struct guarded g;

		if (t->text != NULL)
			continue;
		g = guard_put(run->v->arena, ask, ask->segments[i],
			m->dialect->guard, b.marked, b.targets);
		if (!batch_holds(&b, g.text, true)) {
			t->refused = "machine.refused-source";
			continue;
		}
		if (!batch_holds(&b, g.text, false)) {
			why->fault = batch_send(&b, sent, &retry_after);
			more = why->fault == TRANSLATE_GOOD;
		}
		if (more)
			batch_add(&b, i, g);
	}
	if (more && b.n > 0)
		why->fault = batch_send(&b, sent, &retry_after);
	why_rate(run, why, retry_after);
}
