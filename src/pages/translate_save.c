/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was typed at the desk, into the record: in one act the sentence with
 * its provenance, the effort that it took, and, when it is signed, the pair
 * for the memory.  Nothing is written over what somebody else wrote meanwhile.
 */
#include <stdlib.h>
#include <string.h>

#include "translating.h"

static const char *
text_in(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text != NULL && *text != '\0' ? text : NULL;
}

/* A flag of a form ("1") or of JSON. */
static bool
flag_in(const json_t *object, const char *key)
{
	return json_is_true(json_object_get(object, key)) ||
		text_in(object, key) != NULL;
}

/* ---- reading ---- */

/* Without white space at its ends: what is between sentences is the gap's. */
static const char *
trimmed(struct arena *a, const char *text)
{
	size_t n;

	text += strspn(text, " \t\n");
	for (n = strlen(text); n > 0 && strchr(" \t\n", text[n - 1]) != NULL;
	    n--)
		;
	return arena_copy(a, text, n);
}

static enum err
text_read(struct visit *v, const json_t *in, const char **out)
{
	const char *text = text_in(in, "text");

	*out = "";
	if (text == NULL)
		return OK;
	if (text_take(v->arena, text, strlen(text), out) != TEXT_GOOD)
		return fail_field(v, "text", "error.not-text", NULL, NULL);
	*out = trimmed(v->arena, *out);
	return OK;
}

static int64_t
seconds_in(const json_t *in)
{
	const json_t *value = json_object_get(in, "seconds");
	int64_t n = json_is_integer(value) ? json_integer_value(value) :
		json_is_string(value) ? strtoll(json_string_value(value),
		NULL, 10) : 0;

	return n < 0 ? 0 : n > EFFORT_SECONDS ? EFFORT_SECONDS : n;
}

enum err
typing_take(struct visit *v, const json_t *in, struct typing *out)
{
	const char *act = text_in(in, "act");
	const char *at = text_in(in, "at");
	int64_t opened;

	*out = (struct typing){ .of = text_in(in, "of"),
		.was = text_in(in, "was"), .offer = text_in(in, "offer"),
		.origin = text_in(in, "origin"), .by = text_in(in, "by"),
		.engine = text_in(in, "engine"), .unit = text_in(in, "unit"),
		.seal = text_in(in, "seal"),
		.seconds = seconds_in(in),
		.sign = flag_in(in, "sign") ||
			(act != NULL && strcmp(act, "sign") == 0),
		.second = flag_in(in, "second") ||
			(act != NULL && strcmp(act, "second") == 0) };
	TRY(text_read(v, in, &out->text));
	if (act != NULL && strcmp(act, "take") == 0 && out->offer != NULL)
		out->text = out->offer;
	opened = opened_read(v, at != NULL ? at : "", text_in(in, "opened"));
	if (out->seconds == 0 && opened > 0 && opened <= v->now)
		out->seconds = (v->now - opened) / 1000 > EFFORT_SECONDS ? 0 :
			(v->now - opened) / 1000;
	return OK;
}

/* ---- saving ---- */

/* Is what came along an offer of ours? */
static bool
offered(struct translation *t, const struct sentence *s,
	const struct typing *typing)
{
	struct offer o = { .text = typing->offer, .origin = typing->origin,
		.by = typing->by != NULL ? typing->by : "",
		.engine = typing->engine,
		.unit = typing->unit != NULL ? typing->unit : "" };

	if (o.text == NULL || o.origin == NULL || o.engine == NULL ||
	    typing->seal == NULL || *typing->text == '\0')
		return false;
	return strcmp(offer_seal(t, s, &o), typing->seal) == 0;
}

/* Origin and by go on with the sentence, or come of the offer, or it is the
 * person's. */
static struct translating
wish_of(struct translation *t, const struct sentence *s,
	const struct typing *typing, bool offer)
{
	const char *origin = sentence_says(s, "origin");
	bool made = origin != NULL && s->state != SENTENCE_EMPTY &&
		strcmp(origin, "none") != 0 && strcmp(origin, "person") != 0;
	struct translating wish = { .field = s->in->field, .from = t->from,
		.to = t->to, .place = s->place, .of = s->pair.of,
		.text = typing->text, .origin = "person",
		.sign = typing->sign, .second = typing->second };

	if (offer) {
		wish.origin = typing->origin;
		wish.by = typing->by;
		wish.edited = strcmp(typing->offer, typing->text) != 0;
	} else if (made && *typing->text != '\0') {
		wish.origin = origin;
		wish.by = sentence_says(s, "by");
		wish.edited = strcmp(s->text, typing->text) != 0 ||
			sentence_says(s, "edited_by") != NULL;
	}
	return wish;
}

static enum err
may_sign(struct visit *v, const struct sentence *s,
	const struct typing *typing)
{
	const char *first = sentence_says(s, "checked_by");

	if ((typing->sign || typing->second) && *typing->text == '\0')
		return fail_field(v, "text", "translate.wrong-empty", NULL,
			NULL);
	if (!typing->second)
		return OK;
	if (first == NULL || strcmp(typing->text, s->text) != 0)
		return fail_field(v, "text", "translate.wrong-first", NULL,
			NULL);
	if (v->who == NULL || strcmp(first, v->who) == 0)
		return fail_field(v, "text", "translate.wrong-second", NULL,
			NULL);
	return OK;
}

static const char *
beside(const struct translation *t, const struct sentence *s, int step)
{
	const struct sentence *n = s + step;

	return n >= t->sentences && n < t->sentences + t->count &&
		n->in == s->in ? n->pair.source : NULL;
}

static struct memory_pair
pair_of(const struct translation *t, const struct sentence *s,
	const char *text)
{
	return (struct memory_pair){ .from = t->from, .to = t->to,
		.source = s->pair.source, .target = text,
		.before = beside(t, s, -1), .after = beside(t, s, 1),
		.field = s->in->field };
}

static enum err
effort_save(struct translation *t, const struct sentence *s,
	const struct typing *typing, bool offer, const struct record *now)
{
	struct effort e = { .field = s->in->field, .of = s->pair.of,
		.from = t->from, .to = t->to, .seconds = typing->seconds,
		.done = typing->sign };

	e.changed = effort_changed(offer ? typing->offer : s->text,
		typing->text);
	if (offer) {
		e.engine = typing->engine;
		e.offered = effort_length(typing->offer);
	}
	return effort_note(t->v, now, &e);
}

enum err
typing_save(struct translation *t, const struct sentence *s,
	const struct typing *typing, enum saved *how)
{
	struct visit *v = t->v;
	bool same = strcmp(s->text, typing->text) == 0;
	bool offer = offered(t, s, typing);
	struct translating wish = wish_of(t, s, typing, offer);
	struct memory_pair pair = pair_of(t, s, typing->text);
	struct record *now;
	enum err err;

	if (typing->of != NULL && strcmp(typing->of, s->pair.of) != 0)
		return *how = SAVED_SOURCE, OK;
	if (typing->was != NULL && !same && strcmp(typing->was,
	    sentence_digest(v, s->text)) != 0)
		return *how = SAVED_OTHER, OK;
	TRY(may_sign(v, s, typing));
	*how = SAVED_NOTHING;
	if (same && !typing->sign && !typing->second &&
	    s->state != SENTENCE_STALE)
		return OK;
	err = translation_write(t, &wish, 1, &now);
	if (err == ERR_CONFLICT)
		return *how = SAVED_SOURCE, problems_forget(v), OK;
	TRY(err);
	*how = SAVED;
	if (*typing->text != '\0' && !typing->second)
		TRY(effort_save(t, s, typing, offer, now));
	if (offer && typing->unit != NULL && *typing->unit != '\0')
		TRY(memory_used(v, strtoll(typing->unit, NULL, 10)));
	return typing->sign ? memory_add(v, now, &pair, 1) : OK;
}

/* ---- a whole text ---- */

static enum err
may_sign_all(struct translation *t, bool second)
{
	struct visit *v = t->v;
	size_t left = t->states[SENTENCE_EMPTY] + t->states[SENTENCE_STALE] +
		(second ? t->states[SENTENCE_UNCHECKED] : 0);

	if (left > 0)
		return fail_field(v, "text", second ?
			"translate.wrong-unsigned" : "translate.wrong-left",
			arena_printf(v->arena, "%zu", left), NULL);
	for (size_t i = 0; second && i < t->count; i++) {
		const struct sentence *s = &t->sentences[i];
		const char *first = sentence_says(s, "checked_by");

		if (s->state == SENTENCE_CHECKED && (v->who == NULL ||
		    (first != NULL && strcmp(first, v->who) == 0)))
			return fail_field(v, "text", "translate.wrong-second",
				NULL, NULL);
	}
	return OK;
}

static enum err
sign_effort(struct translation *t, const struct sentence *s,
	const struct record *now)
{
	struct effort e = { .field = s->in->field, .of = s->pair.of,
		.from = t->from, .to = t->to, .done = true };

	return effort_note(t->v, now, &e);
}

enum err
translation_sign(struct translation *t, bool second, size_t *signed_)
{
	struct visit *v = t->v;
	struct translating *list = arena_alloc(v->arena,
		(t->count + 1) * sizeof *list);
	struct memory_pair *pairs = arena_alloc(v->arena,
		(t->count + 1) * sizeof *pairs);
	struct typing typing = { .sign = !second, .second = second };
	struct record *now;
	size_t n = 0;

	TRY(may_sign_all(t, second));
	for (size_t i = 0; i < t->count; i++) {
		const struct sentence *s = &t->sentences[i];

		if (s->state != (second ? SENTENCE_CHECKED :
		    SENTENCE_UNCHECKED))
			continue;
		typing.text = s->text;
		pairs[n] = pair_of(t, s, s->text);
		list[n++] = wish_of(t, s, &typing, false);
	}
	*signed_ = n;
	if (n == 0)
		return OK;
	TRY(translation_write(t, list, n, &now));
	for (size_t i = 0; !second && i < t->count; i++)
		if (t->sentences[i].state == SENTENCE_UNCHECKED)
			TRY(sign_effort(t, &t->sentences[i], now));
	return second ? OK : memory_add(v, now, pairs, n);
}
