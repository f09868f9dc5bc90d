/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Papago of Naver Cloud: one string a request.  Its errors come in two shapes,
 * the gateway's and the service's own, and newer answers leave parts out, so
 * only what is needed is read.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

static const char *
code(struct arena *a, const char *lang, bool target)
{
	static const char *const known[] = { "ko", "en", "ja", "vi", "th",
		"id", "fr", "es", "ru", "de", "it", NULL };
	const char *base = lang_base(a, lang);

	(void)target;
	if (strcmp(base, "zh") == 0)
		return lang_traditional(lang) ? "zh-TW" : "zh-CN";
	for (const char *const *k = known; *k != NULL; k++)
		if (strcmp(*k, base) == 0)
			return *k;
	return NULL;
}

static void
ask(struct arena *a, const struct machine *m, const struct piece *p,
	struct call *out)
{
	out->path = "/translation";
	out->headers[0] = arena_printf(a, "X-NCP-APIGW-API-KEY-ID: %s",
		m->key_id != NULL ? m->key_id : "");
	out->headers[1] = arena_printf(a, "X-NCP-APIGW-API-KEY: %s",
		m->key != NULL ? m->key : "");
	out->body = body_text(a, json_pack("{s:s, s:s, s:s}", "source",
		p->from, "target", p->to, "text", p->texts[0]));
}

static enum translate_fault
answer(struct arena *a, const struct piece *p, json_t *json,
	const char **texts, int64_t *billed)
{
	(void)a, (void)p, (void)billed;
	texts[0] = json_string_value(json_object_get(json_object_get(
		json_object_get(json, "message"), "result"),
		"translatedText"));
	return texts[0] != NULL ? TRANSLATE_GOOD : TRANSLATE_MALFORMED;
}

static enum translate_fault
refusal(const struct heard *h, json_t *json)
{
	const char *code = json_string_value(json_object_get(json_object_get(
		json, "error"), "errorCode"));

	if (code == NULL)
		code = json_string_value(json_object_get(json, "errorCode"));
	if (code == NULL)
		return status_fault(h->status);
	if (strcmp(code, "N2MT08") == 0)
		return TRANSLATE_TOO_LARGE;
	if (strcmp(code, "N2MT02") == 0 || strcmp(code, "N2MT04") == 0 ||
	    strcmp(code, "N2MT05") == 0 || strcmp(code, "N2MT06") == 0)
		return TRANSLATE_BAD_PAIR;
	if (strcmp(code, "N2MT99") == 0)
		return TRANSLATE_SERVER;
	if (h->status == 429 && strcmp(code, "400") == 0)
		return TRANSLATE_QUOTA;
	return status_fault(h->status);
}

const struct dialect dialect_papago = {
	.type = "papago", .engine = "Papago",
	.base = "https://papago.apigw.ntruss.com/nmt/v1",
	.items = 1, .points = 5000, .bytes = 64 << 10,
	.guard = GUARD_SPAN,
	.code = code, .ask = ask, .answer = answer, .refusal = refusal,
};
