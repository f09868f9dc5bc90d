/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LibreTranslate: POST /translate with a list of strings; the key is in the
 * body, as it knows no header for it.  It has no glossary, and what it makes of
 * HTML is not to be relied upon, so names go as tokens.
 */
#include <string.h>

#include "inside.h"

static const char *
code(struct arena *a, const char *lang, bool target)
{
	const char *base = lang_base(a, lang);

	(void)target;
	if (strcmp(base, "zh") == 0)
		return lang_traditional(lang) ? "zh-Hant" : "zh-Hans";
	return base;
}

static void
ask(struct arena *a, const struct machine *m, const struct piece *p,
	struct call *out)
{
	json_t *body = json_pack("{s:o, s:s, s:s, s:s}", "q", piece_list(p),
		"source", p->from, "target", p->to, "format", "text");

	if (m->key != NULL)
		json_object_set_new(body, "api_key", json_string(m->key));
	out->path = "/translate";
	out->body = body_text(a, body);
}

static enum translate_fault
answer(struct arena *a, const struct piece *p, json_t *json,
	const char **texts, int64_t *billed)
{
	json_t *list = json_object_get(json, "translatedText");

	(void)a, (void)billed;
	if (!json_is_array(list) || json_array_size(list) != p->n)
		return TRANSLATE_MALFORMED;
	for (size_t i = 0; i < p->n; i++) {
		texts[i] = json_string_value(json_array_get(list, i));
		if (texts[i] == NULL)
			return TRANSLATE_MALFORMED;
	}
	return TRANSLATE_GOOD;
}

/* It says in words alone what is wrong. */
static enum translate_fault
refusal(const struct heard *h, json_t *json)
{
	const char *says = json_string_value(json_object_get(json, "error"));

	if (says == NULL)
		return status_fault(h->status);
	if (strstr(says, "API key") != NULL)
		return TRANSLATE_AUTH;
	if (strstr(says, "request limits") != NULL)
		return TRANSLATE_RATE;
	if (strstr(says, "exceeds text limit") != NULL)
		return TRANSLATE_TOO_LARGE;
	if (h->status == 400 && (strstr(says, "is not supported") != NULL ||
	    strstr(says, "is not available") != NULL))
		return TRANSLATE_BAD_PAIR;
	return status_fault(h->status);
}

const struct dialect dialect_libre = {
	.type = "libre", .engine = "LibreTranslate",
	.items = 50, .points = 20000, .bytes = 256 << 10,
	.guard = GUARD_TOKENS,
	.code = code, .ask = ask, .answer = answer, .refusal = refusal,
};
