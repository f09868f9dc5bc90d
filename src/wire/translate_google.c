/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Google Cloud Translation, Basic (v2).  Its own preset is HTML, which escapes
 * plain text on its way back, so the format is always said: text, or html where
 * names are marked.  Glossaries there are in v3 alone.
 */
#include <string.h>

#include "inside.h"

static const char *
code(struct arena *a, const char *lang, bool target)
{
	const char *base = lang_base(a, lang);

	(void)target;
	if (strcmp(base, "zh") == 0)
		return lang_traditional(lang) ? "zh-TW" : "zh-CN";
	return base;
}

static void
ask(struct arena *a, const struct machine *m, const struct piece *p,
	struct call *out)
{
	out->path = "/language/translate/v2";
	out->headers[0] = arena_printf(a, "X-goog-api-key: %s",
		m->key != NULL ? m->key : "");
	out->body = body_text(a, json_pack("{s:o, s:s, s:s, s:s}", "q",
		piece_list(p), "source", p->from, "target", p->to, "format",
		p->marked ? "html" : "text"));
}

static enum translate_fault
answer(struct arena *a, const struct piece *p, json_t *json,
	const char **texts, int64_t *billed)
{
	json_t *list = json_object_get(json_object_get(json, "data"),
		"translations");

	(void)a, (void)billed;
	if (!json_is_array(list) || json_array_size(list) != p->n)
		return TRANSLATE_MALFORMED;
	for (size_t i = 0; i < p->n; i++) {
		texts[i] = json_string_value(json_object_get(
			json_array_get(list, i), "translatedText"));
		if (texts[i] == NULL)
			return TRANSLATE_MALFORMED;
	}
	return TRANSLATE_GOOD;
}

static const char *
reason_of(json_t *error)
{
	const char *reason = json_string_value(json_object_get(json_array_get(
		json_object_get(error, "errors"), 0), "reason"));

	return reason != NULL ? reason : "";
}

/* A quota and a rate are both a 403: only the reason tells them apart. */
static enum translate_fault
refusal(const struct heard *h, json_t *json)
{
	json_t *error = json_object_get(json, "error");
	const char *says = json_string_value(json_object_get(error,
		"message"));
	const char *reason = reason_of(error);

	if (says == NULL)
		says = "";
	if (strstr(says, "API key") != NULL || strstr(reason, "keyInvalid"))
		return TRANSLATE_AUTH;
	if (strcasestr(reason, "rateLimit") != NULL)
		return TRANSLATE_RATE;
	if (strcasestr(reason, "LimitExceeded") != NULL ||
	    strcasestr(reason, "quota") != NULL)
		return TRANSLATE_QUOTA;
	if (h->status == 400 && (strcasestr(says, "too long") != NULL ||
	    strcasestr(says, "too large") != NULL ||
	    strcasestr(says, "too many") != NULL))
		return TRANSLATE_TOO_LARGE;
	if (h->status == 400 && strcasestr(says, "language") != NULL)
		return TRANSLATE_BAD_PAIR;
	return status_fault(h->status);
}

const struct dialect dialect_google = {
	.type = "google", .engine = "Google",
	.base = "https://translation.googleapis.com",
	.items = 128, .points = 5000, .bytes = 100 << 10,
	.guard = GUARD_HTML,
	.code = code, .ask = ask, .answer = answer, .refusal = refusal,
};
