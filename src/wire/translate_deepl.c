/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DeepL, API v2.  The office's terms are kept there as a glossary, one for each
 * pair of languages: made when it is first needed, made anew when the terms
 * have changed, and the older one taken away.  What is not to be translated is
 * marked as a tag that is among ignore_tags.  Where no glossary can be had
 * (the pair has none, the account is full) the terms are marked too.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "inside.h"

#define TERM_BYTES 1024
#define GLOSSARY_FROM 3        /* segments for which one is worth making */
#define READY_TRIES 8
#define READY_MS 250

static const char *
upper(struct arena *a, const char *text)
{
	char *out = arena_text(a, text);

	for (char *c = out; *c != '\0'; c++)
		*c = (char)toupper((unsigned char)*c);
	return out;
}

static const char *
code(struct arena *a, const char *lang, bool target)
{
	const char *base = lang_base(a, lang);

	if (target && strcmp(base, "en") == 0)
		return "EN-US";
	if (target && strcmp(base, "zh") == 0)
		return lang_traditional(lang) ? "ZH-HANT" : "ZH-HANS";
	return upper(a, base);
}

static const char *
authorization(struct arena *a, const struct machine *m)
{
	return arena_printf(a, "Authorization: DeepL-Auth-Key %s",
		m->key != NULL ? m->key : "");
}

static void
ask(struct arena *a, const struct machine *m, const struct piece *p,
	struct call *out)
{
	json_t *body = json_pack("{s:o, s:s, s:s, s:s, s:b, s:b}", "text",
		piece_list(p), "source_lang", p->from, "target_lang", p->to,
		"split_sentences", "0", "preserve_formatting", 1,
		"show_billed_characters", 1);

	if (p->glossary != NULL)
		json_object_set_new(body, "glossary_id",
			json_string(p->glossary));
	if (p->marked) {
		json_object_set_new(body, "tag_handling", json_string("xml"));
		json_object_set_new(body, "ignore_tags", json_pack("[s]",
			"x"));
	}
	out->path = "/v2/translate";
	out->headers[0] = authorization(a, m);
	out->body = body_text(a, body);
}

static enum translate_fault
answer(struct arena *a, const struct piece *p, json_t *json,
	const char **texts, int64_t *billed)
{
	json_t *list = json_object_get(json, "translations");
	int64_t counted = 0;

	(void)a;
	if (!json_is_array(list) || json_array_size(list) != p->n)
		return TRANSLATE_MALFORMED;
	for (size_t i = 0; i < p->n; i++) {
		json_t *one = json_array_get(list, i);
		int64_t n = json_integer_value(json_object_get(one,
			"billed_characters"));

		texts[i] = json_string_value(json_object_get(one, "text"));
		if (texts[i] == NULL)
			return TRANSLATE_MALFORMED;
		counted += n > 0 && n < 1000000 ? n : 0;
	}
	if (counted > 0)
		*billed = counted;
	return TRANSLATE_GOOD;
}

static enum translate_fault
refusal(const struct heard *h, json_t *json)
{
	const char *says = json_string_value(json_object_get(json, "message"));

	if (h->status == 456)
		return TRANSLATE_QUOTA;
	if (h->status == 529)
		return TRANSLATE_RATE;
	if (h->status == 400 && says != NULL &&
	    (strstr(says, "target_lang") != NULL ||
	    strstr(says, "source_lang") != NULL))
		return TRANSLATE_BAD_PAIR;
	return status_fault(h->status);
}

/* ---- the glossary ---- */

static bool
term_fits(const struct translate_term *t)
{
	return t->target != NULL && *t->target != '\0' && *t->source != '\0' &&
		strpbrk(t->source, "\t\n\r") == NULL &&
		strpbrk(t->target, "\t\n\r") == NULL &&
		strlen(t->source) <= TERM_BYTES &&
		strlen(t->target) <= TERM_BYTES &&
		strcspn(t->source, " ") > 0 && strcspn(t->target, " ") > 0;
}

/* A source that is there twice is refused: the first one holds. */
static const char *
entries(struct running *run, size_t *n)
{
	const struct translate_ask *of = run->ask;
	struct buf out = buf_in(run->v->arena, 8 << 20);
	struct map *seen = map_new(run->v->arena);

	*n = 0;
	for (size_t i = 0; i < of->n_terms; i++) {
		const struct translate_term *t = &of->terms[i];

		if (!term_fits(t) || map_get(seen, t->source) != NULL)
			continue;
		map_put(seen, t->source, (void *)t);
		buf_printf(&out, "%s%s\t%s", out.n > 0 ? "\n" : "", t->source,
			t->target);
		++*n;
	}
	return out.at;
}

static void
old_drop(struct running *run, const struct machine *m, struct line_out *line,
	const char *name)
{
	struct arena *a = run->v->arena;
	struct call call = { .method = "DELETE", .headers = {
		authorization(a, m) } };
	int retry_after;
	json_t *json;

	if (name == NULL || *name == '\0')
		return;
	call.path = arena_printf(a, "/v2/glossaries/%s", name);
	/* One that stays behind there does no harm. */
	(void)machine_call(run, m, line, &call, &json, &retry_after);
}

/* An id that may stand in an address. */
static bool
name_fits(const char *name)
{
	return name != NULL && *name != '\0' && strlen(name) < 100 &&
		strspn(name, "0123456789abcdefABCDEF-") == strlen(name);
}

static bool
ready(struct running *run, const struct machine *m, struct line_out *line,
	const char *name, json_t *json)
{
	struct arena *a = run->v->arena;
	struct call call = { .method = "GET", .headers = {
		authorization(a, m) } };
	struct timespec pause = { 0, READY_MS * 1000000L };
	int retry_after;

	call.path = arena_printf(a, "/v2/glossaries/%s", name);
	for (int i = 0; i < READY_TRIES; i++) {
		if (json_is_true(json_object_get(json, "ready")))
			return true;
		nanosleep(&pause, NULL);
		if (machine_call(run, m, line, &call, &json, &retry_after) !=
		    TRANSLATE_GOOD)
			return false;
	}
	return false;
}

/* NULL: it could not be made. */
static const char *
make(struct running *run, const struct machine *m, struct line_out *line,
	const char *tsv, enum translate_fault *fault)
{
	struct arena *a = run->v->arena;
	struct call call = { .method = "POST", .path = "/v2/glossaries",
		.headers = { authorization(a, m) } };
	const char *name;
	int retry_after;
	json_t *json;

	call.body = body_text(a, json_pack("{s:s, s:s, s:s, s:s, s:s}",
		"name", "Gyoryu", "source_lang", lang_base(a, run->ask->from),
		"target_lang", lang_base(a, run->ask->to), "entries", tsv,
		"entries_format", "tsv"));
	*fault = machine_call(run, m, line, &call, &json, &retry_after);
	if (*fault != TRANSLATE_GOOD)
		return NULL;
	name = json_string_value(json_object_get(json, "glossary_id"));
	if (!name_fits(name))
		return NULL;
	name = arena_text(a, name);
	return ready(run, m, line, name, json) ? name : NULL;
}

/* Not having one is no failure; a refused key is. */
static enum translate_fault
glossary_new(struct running *run, const struct machine *m,
	struct line_out *line, const char *pair, const char *digest,
	const char *tsv, const char *old, const char **out)
{
	enum translate_fault fault;

	*out = make(run, m, line, tsv, &fault);
	if (*out == NULL)
		return fault == TRANSLATE_AUTH || fault == TRANSLATE_ADDRESS ?
			fault : TRANSLATE_GOOD;
	if (glossary_keep(run->v, m, pair, digest, *out) != OK)
		return TRANSLATE_GOOD;
	old_drop(run, m, line, old);
	return TRANSLATE_GOOD;
}

enum translate_fault
deepl_glossary(struct running *run, const struct machine *m,
	struct line_out *line, const char **out)
{
	struct arena *a = run->v->arena;
	const char *pair = arena_printf(a, "%s>%s", lang_base(a,
		run->ask->from), lang_base(a, run->ask->to));
	const char *tsv, *digest, *kept, *name;
	uint8_t bytes[SECRET_DIGEST];
	size_t n;

	*out = NULL;
	tsv = entries(run, &n);
	if (n == 0)
		return TRANSLATE_GOOD;
	secret_digest(tsv, strlen(tsv), bytes);
	digest = secret_hex(a, bytes, sizeof bytes);
	if (glossary_kept(run->v, m, pair, &kept, &name) != OK)
		return TRANSLATE_GOOD;
	if (kept != NULL && strcmp(kept, digest) == 0 && name_fits(name)) {
		*out = name;
		return TRANSLATE_GOOD;
	}
	if (run->ask->n < GLOSSARY_FROM)
		return TRANSLATE_GOOD;
	return glossary_new(run, m, line, pair, digest, tsv, name, out);
}

void
deepl_glossary_forget(struct running *run, const struct machine *m)
{
	struct arena *a = run->v->arena;
	const char *pair = arena_printf(a, "%s>%s", lang_base(a,
		run->ask->from), lang_base(a, run->ask->to));

	/* Kept once more, it is only asked for once more. */
	(void)!glossary_keep(run->v, m, pair, "", "");
}

const struct dialect dialect_deepl = {
	.type = "deepl", .engine = "DeepL",
	.base = "https://api.deepl.com",
	.base_free = "https://api-free.deepl.com",
	.items = 50, .points = 30000, .bytes = 128 << 10,
	.guard = GUARD_XML, .glossaries = true,
	.code = code, .ask = ask, .answer = answer, .refusal = refusal,
};
