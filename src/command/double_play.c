/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What each played service says to a request: its shapes, its limits and its
 * errors, as the makers describe theirs.  Faults that are in the texts
 * themselves are put in here, in say_text; those of the connection in double.c.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/secret.h"
#include "double.h"

#define TEXTS_MOST 200

static void
json_drop(void *json)
{
	json_decref(json);
}

void
say(struct played *p, int status, json_t *json)
{
	p->status = status;
	p->says = json;
	if (json != NULL)
		arena_defer(p->arena, json_drop, json);
}

static const char *
member(const struct played *p, const char *name)
{
	return json_string_value(json_object_get(p->body, name));
}

static bool
header_is(struct played *p, const char *name, const char *value)
{
	const char *sent = p->header(p->arg, name);

	return sent != NULL && strcmp(sent, value) == 0;
}

static bool
asks(const struct played *p, const char *method, const char *path)
{
	return strcmp(p->method, method) == 0 && strcmp(p->path, path) == 0;
}

static size_t
points(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

static bool
among(const char *word, const char *list)
{
	size_t n = strlen(word);

	for (const char *c = list; n > 0 && (c = strcasestr(c, word)) != NULL;
	    c++)
		if ((c == list || c[-1] == ' ') && (c[n] == ' ' ||
		    c[n] == '\0'))
			return true;
	return false;
}

/* ---- a text, and what may be wrong with it ---- */

static const char *
looped(struct arena *a)
{
	struct buf out = buf_in(a, 4000);

	for (int i = 0; i < 8; i++)
		buf_text(&out, "the visit of the visit ");
	return out.at;
}

static const char *
long_one(struct arena *a)
{
	char *text = arena_alloc(a, (10 << 20) + 1);

	memset(text, 'a', 10 << 20);
	return text;
}

static const char *
entities(struct arena *a, const char *text)
{
	struct buf out = buf_in(a, 4 << 20);

	buf_escape(&out, text, strlen(text));
	buf_text(&out, " &amp; &#39;so&#39;");
	return out.at;
}

static const char *
say_text(struct played *p, const char *from, const char *to, const char *text,
	const char *glossary)
{
	struct arena *a = p->arena;
	const char *said = dictionary_say(a, p->words, from, to, text,
		glossary);

	switch (p->fault) {
	case FAULT_ENTITIES: return entities(a, said);
	case FAULT_SCRIPT: return arena_printf(a,
		"%s<script>alert(1)</script>", said);
	case FAULT_LINK: return arena_printf(a,
		"%s [more](https://evil.example/x)", said);
	case FAULT_BIDI: return arena_printf(a,
		"\u202e%s\u200b\u2066\x07", said);
	case FAULT_UTF8: return arena_printf(a, "%s@BAD@", said);
	case FAULT_HUGE: return long_one(a);
	case FAULT_LOOP: return looped(a);
	case FAULT_EMPTY: return "";
	default: return said;
	}
}

/* How many texts are given back: one too few, where that is the fault. */
static size_t
given(const struct played *p, size_t n)
{
	return p->fault == FAULT_COUNT && n > 0 ? n - 1 : n;
}

/* ---- LibreTranslate ---- */

#define LIBRE_CODES "ko en ja zh zh-Hans zh-Hant zt"

static void
libre_wrong(struct played *p, int status, const char *says)
{
	say(p, status, json_pack("{s:s}", "error", says));
}

static bool
libre_fits(struct played *p)
{
	static const char *const needed[] = { "q", "source", "target", NULL };
	const char *from = member(p, "source"), *to = member(p, "target");

	for (const char *const *n = needed; *n != NULL; n++)
		if (json_object_get(p->body, *n) == NULL) {
			libre_wrong(p, 400, arena_printf(p->arena,
				"Invalid request: missing %s parameter", *n));
			return false;
		}
	if (from == NULL || (!among(from, LIBRE_CODES) &&
	    strcmp(from, "auto") != 0) || to == NULL ||
	    !among(to, LIBRE_CODES)) {
		libre_wrong(p, 400, arena_printf(p->arena,
			"%s is not supported", from != NULL &&
			!among(from, LIBRE_CODES) ? from : to));
		return false;
	}
	return true;
}

static void
libre_translate(struct played *p)
{
	json_t *q = json_object_get(p->body, "q"), *list = json_array();
	const char *from = member(p, "source"), *to = member(p, "target");

	for (size_t i = 0; i < given(p, json_array_size(q)); i++) {
		const char *text = json_string_value(json_array_get(q, i));

		json_array_append_new(list, json_string(say_text(p, from, to,
			text != NULL ? text : "", NULL)));
	}
	if (json_is_string(q))
		say(p, 200, json_pack("{s:s}", "translatedText", say_text(p,
			from, to, json_string_value(q), NULL)));
	else
		say(p, 200, json_pack("{s:O}", "translatedText", list));
	json_decref(list);
}

static void
libre(struct played *p)
{
	const char *key = member(p, "api_key");

	if (asks(p, "GET", "/health"))
		say(p, 200, json_pack("{s:s}", "status", "ok"));
	else if (asks(p, "GET", "/languages"))
		say(p, 200, json_pack("[{s:s,s:s,s:[s,s]},{s:s,s:s,s:[s,s]}]",
			"code", "ko", "name", "Korean", "targets", "en", "ko",
			"code", "en", "name", "English", "targets", "en",
			"ko"));
	else if (!asks(p, "POST", "/translate"))
		libre_wrong(p, 404, "Not found");
	else if (p->fault == FAULT_RATE)
		libre_wrong(p, 429, "Slowdown: 80 per 1 minute");
	else if (p->fault == FAULT_QUOTA)
		libre_wrong(p, 403, "Too many request limits violations");
	else if (p->body == NULL)
		libre_wrong(p, 400, "Invalid JSON format");
	else if (key == NULL && p->fault != FAULT_AUTH)
		libre_wrong(p, 400, "Please contact the server operator to "
			"get an API key");
	else if (p->fault == FAULT_AUTH || strcmp(key, DOUBLE_KEY) != 0)
		libre_wrong(p, 403, "Invalid API key");
	else if (p->fault == FAULT_SERVER)
		libre_wrong(p, 500, "Cannot translate text: 'NoneType'");
	else if (libre_fits(p))
		libre_translate(p);
}

/* ---- DeepL ---- */

#define DEEPL_SOURCES "KO EN JA ZH"
#define DEEPL_TARGETS "KO EN EN-US EN-GB JA ZH ZH-HANS ZH-HANT"

static void
deepl_wrong(struct played *p, int status, const char *says)
{
	say(p, status, json_pack("{s:s}", "message", says));
}

static struct kept_glossary *
glossary_of(struct played *p, const char *id)
{
	for (int i = 0; id != NULL && i < GLOSSARIES_MOST; i++)
		if (p->glossaries[i].id != NULL &&
		    strcmp(p->glossaries[i].id, id) == 0)
			return &p->glossaries[i];
	return NULL;
}

static json_t *
glossary_json(const struct kept_glossary *g)
{
	int entries = 1;

	for (const char *c = g->entries; *c != '\0'; c++)
		entries += *c == '\n' && c[1] != '\0';
	return json_pack("{s:s, s:s, s:b, s:s, s:s, s:s, s:i}",
		"glossary_id", g->id, "name", "Gyoryu", "ready", 1,
		"source_lang", g->from, "target_lang", g->to,
		"creation_time", "2026-01-01T00:00:00Z", "entry_count",
		entries);
}

/* Two lines with the same source are refused, as they are there. */
static bool
entries_fit(struct arena *a, const char *tsv)
{
	struct map *seen = map_new(a);

	while (*tsv != '\0') {
		size_t line = strcspn(tsv, "\n"), tab = strcspn(tsv, "\t");
		const char *key = arena_copy(a, tsv, tab);

		if (tab == 0 || tab + 1 >= line || map_get(seen, key) != NULL)
			return false;
		map_put(seen, key, seen);
		tsv += line + (tsv[line] == '\n');
	}
	return true;
}

static void
glossary_make(struct played *p)
{
	const char *from = member(p, "source_lang");
	const char *to = member(p, "target_lang");
	const char *entries = member(p, "entries");
	struct kept_glossary *g = p->glossaries;
	uint8_t id[16];

	while (g < p->glossaries + GLOSSARIES_MOST && g->id != NULL)
		g++;
	if (from == NULL || to == NULL || entries == NULL ||
	    !entries_fit(p->arena, entries)) {
		say(p, 400, json_pack("{s:s, s:s}", "message", "Bad request",
			"detail", "Key with the index 1 (starting at position "
			"13) duplicates key with the index 0"));
	} else if (g == p->glossaries + GLOSSARIES_MOST) {
		deepl_wrong(p, 456, "Quota Exceeded");
	} else {
		secret_random(id, sizeof id);
		g->arena = arena_new();
		g->id = secret_hex(g->arena, id, sizeof id);
		g->from = arena_text(g->arena, from);
		g->to = arena_text(g->arena, to);
		g->entries = arena_text(g->arena, entries);
		say(p, 201, glossary_json(g));
	}
}

static void
deepl_glossaries(struct played *p)
{
	struct kept_glossary *g = p->path[14] == '/' ? glossary_of(p,
		p->path + 15) : NULL;
	json_t *list = json_array();

	if (asks(p, "POST", "/v2/glossaries")) {
		glossary_make(p);
	} else if (asks(p, "GET", "/v2/glossaries")) {
		for (int i = 0; i < GLOSSARIES_MOST; i++)
			if (p->glossaries[i].id != NULL)
				json_array_append_new(list, glossary_json(
					&p->glossaries[i]));
		say(p, 200, json_pack("{s:O}", "glossaries", list));
	} else if (g == NULL) {
		deepl_wrong(p, 404, "Not found");
	} else if (strcmp(p->method, "DELETE") == 0) {
		arena_free(g->arena);
		*g = (struct kept_glossary){ 0 };
		say(p, 204, NULL);
	} else {
		say(p, 200, glossary_json(g));
	}
	json_decref(list);
}

static bool
deepl_fits(struct played *p, struct kept_glossary **glossary)
{
	const char *from = member(p, "source_lang");
	const char *to = member(p, "target_lang");
	const char *id = member(p, "glossary_id");
	size_t n = json_array_size(json_object_get(p->body, "text"));
	const char *wrong = NULL;

	*glossary = glossary_of(p, id);
	if (n == 0 || n > 50)
		wrong = "Bad request. Reason: Parameter 'text' not specified "
			"or too many.";
	else if (to == NULL || !among(to, DEEPL_TARGETS))
		wrong = "Value for 'target_lang' not supported.";
	else if (from != NULL && !among(from, DEEPL_SOURCES))
		wrong = "Value for 'source_lang' not supported.";
	else if (id != NULL && (from == NULL || *glossary == NULL))
		wrong = "No dictionary found for this glossary and languages.";
	if (wrong != NULL)
		deepl_wrong(p, 400, wrong);
	return wrong == NULL;
}

/* "ko" of "KO", "en" of "EN-US". */
static const char *
deepl_lang(struct arena *a, const char *code)
{
	char *lang = arena_copy(a, code != NULL ? code : "KO", 2);

	lang[0] = (char)(lang[0] | 0x20);
	lang[1] = (char)(lang[1] | 0x20);
	return lang;
}

static void
deepl_translate(struct played *p)
{
	json_t *q = json_object_get(p->body, "text"), *list;
	const char *from = member(p, "source_lang");
	const char *to = member(p, "target_lang");
	struct kept_glossary *g;

	if (!deepl_fits(p, &g))
		return;
	list = json_array();
	for (size_t i = 0; i < given(p, json_array_size(q)); i++) {
		const char *text = json_string_value(json_array_get(q, i));
		json_t *one;

		if (text == NULL)
			text = "";
		one = json_pack("{s:s, s:s}", "detected_source_language",
			from != NULL ? from : "KO", "text", say_text(p,
			deepl_lang(p->arena, from), deepl_lang(p->arena, to),
			text, g != NULL ? g->entries : NULL));
		if (json_is_true(json_object_get(p->body,
		    "show_billed_characters")))
			json_object_set_new(one, "billed_characters",
				json_integer((json_int_t)points(text)));
		json_array_append_new(list, one);
	}
	say(p, 200, json_pack("{s:o}", "translations", list));
}

static void
deepl(struct played *p)
{
	if (p->fault == FAULT_AUTH || !header_is(p, "Authorization",
	    "DeepL-Auth-Key " DOUBLE_KEY))
		deepl_wrong(p, 403, "Authorization failure");
	else if (p->header(p->arg, "User-Agent") == NULL)
		deepl_wrong(p, 400, "User-Agent is missing");
	else if (p->fault == FAULT_RATE)
		deepl_wrong(p, 429, "Too many requests");
	else if (p->fault == FAULT_QUOTA)
		deepl_wrong(p, 456, "Quota Exceeded");
	else if (p->fault == FAULT_SERVER)
		deepl_wrong(p, 503, "Resource currently unavailable");
	else if (p->body_n > 128 << 10)
		deepl_wrong(p, 413, "Request Entity Too Large");
	else if (asks(p, "GET", "/v2/usage"))
		say(p, 200, json_pack("{s:i, s:i}", "character_count", 0,
			"character_limit", 500000));
	else if (strncmp(p->path, "/v2/glossaries", 14) == 0)
		deepl_glossaries(p);
	else if (asks(p, "POST", "/v2/translate"))
		deepl_translate(p);
	else
		deepl_wrong(p, 404, "Not found");
}

/* ---- Google ---- */

#define GOOGLE_CODES "ko en ja zh zh-CN zh-TW"

static void
google_wrong(struct played *p, int status, const char *says,
	const char *reason, const char *state)
{
	say(p, status, json_pack("{s:{s:i, s:s, s:[{s:s, s:s, s:s}], s:s}}",
		"error", "code", status, "message", says, "errors", "message",
		says, "domain", "usageLimits", "reason", reason, "status",
		state));
}

/* The text of html goes back escaped; where it is plain, as it is. */
static const char *
google_text(struct played *p, const char *from, const char *to,
	const char *text, bool html)
{
	const char *said = say_text(p, from, to, text, NULL);
	struct buf out = buf_in(p->arena, 12 << 20);

	if (!html || p->fault != FAULT_NONE)
		return said;
	for (; *said != '\0'; said++)
		if (*said == '\'')
			buf_text(&out, "&#39;");
		else
			buf_char(&out, *said);
	return out.at;
}

static void
google_translate(struct played *p)
{
	json_t *q = json_object_get(p->body, "q"), *list = json_array();
	const char *from = member(p, "source"), *to = member(p, "target");
	const char *format = member(p, "format");
	bool html = format == NULL || strcmp(format, "html") == 0;
	size_t n = json_is_string(q) ? 1 : json_array_size(q);

	for (size_t i = 0; i < given(p, n); i++) {
		const char *text = json_string_value(json_is_string(q) ? q :
			json_array_get(q, i));
		json_t *one = json_pack("{s:s}", "translatedText", google_text(
			p, from != NULL ? from : "ko", to, text != NULL ?
			text : "", html));

		if (from == NULL)
			json_object_set_new(one, "detectedSourceLanguage",
				json_string("ko"));
		json_array_append_new(list, one);
	}
	say(p, 200, json_pack("{s:{s:o}}", "data", "translations", list));
}

static bool
google_fits(struct played *p)
{
	json_t *q = json_object_get(p->body, "q");
	const char *from = member(p, "source"), *to = member(p, "target");

	if (json_array_size(q) > 128)
		google_wrong(p, 400, "Too many text segments", "invalid",
			"INVALID_ARGUMENT");
	else if (p->body_n > 100 << 10)
		google_wrong(p, 400, "Request payload size exceeds the limit: "
			"too large", "badRequest", "INVALID_ARGUMENT");
	else if (q == NULL || to == NULL)
		google_wrong(p, 400, "Required Text", "required",
			"INVALID_ARGUMENT");
	else if (!among(to, GOOGLE_CODES) || (from != NULL &&
	    !among(from, GOOGLE_CODES)))
		google_wrong(p, 400, "Bad language pair", "invalid",
			"INVALID_ARGUMENT");
	else
		return true;
	return false;
}

static void
google(struct played *p)
{
	if (p->fault == FAULT_AUTH ||
	    !header_is(p, "X-goog-api-key", DOUBLE_KEY))
		google_wrong(p, 400, "API key not valid. Please pass a valid "
			"API key.", "badRequest", "INVALID_ARGUMENT");
	else if (p->fault == FAULT_RATE)
		google_wrong(p, 403, "User Rate Limit Exceeded",
			"userRateLimitExceeded", "PERMISSION_DENIED");
	else if (p->fault == FAULT_QUOTA)
		google_wrong(p, 403, "Daily Limit Exceeded",
			"dailyLimitExceeded", "PERMISSION_DENIED");
	else if (p->fault == FAULT_SERVER)
		google_wrong(p, 503, "The service is currently unavailable.",
			"backendError", "UNAVAILABLE");
	else if (asks(p, "GET", "/language/translate/v2/languages"))
		say(p, 200, json_pack("{s:{s:[{s:s},{s:s}]}}", "data",
			"languages", "language", "ko", "language", "en"));
	else if (!asks(p, "POST", "/language/translate/v2"))
		google_wrong(p, 404, "Not found", "notFound", "NOT_FOUND");
	else if (google_fits(p))
		google_translate(p);
}

/* ---- Papago ---- */

#define PAPAGO_CODES "ko en ja zh-CN zh-TW vi th id fr es ru de it"

static void
gateway_wrong(struct played *p, int status, const char *code,
	const char *says)
{
	say(p, status, json_pack("{s:{s:s, s:s}}", "error", "errorCode", code,
		"message", says));
}

static void
papago_wrong(struct played *p, int status, const char *code,
	const char *says)
{
	say(p, status, json_pack("{s:s, s:s}", "errorCode", code,
		"errorMessage", says));
}

static bool
papago_fits(struct played *p)
{
	const char *from = member(p, "source"), *to = member(p, "target");
	const char *text = member(p, "text");

	if (from == NULL)
		papago_wrong(p, 400, "N2MT01", "source parameter is needed");
	else if (!among(from, PAPAGO_CODES) && strcmp(from, "auto") != 0)
		papago_wrong(p, 400, "N2MT02", "Unsupported source language");
	else if (to == NULL)
		papago_wrong(p, 400, "N2MT03", "target parameter is needed");
	else if (!among(to, PAPAGO_CODES))
		papago_wrong(p, 400, "N2MT04", "Unsupported target language");
	else if (strcmp(from, to) == 0)
		papago_wrong(p, 400, "N2MT05",
			"Source and target languages are the same");
	else if (text == NULL || *text == '\0')
		papago_wrong(p, 400, "N2MT07", "text parameter is needed");
	else if (points(text) > 5000)
		papago_wrong(p, 400, "N2MT08", "text is too long");
	else
		return true;
	return false;
}

static void
papago_translate(struct played *p)
{
	const char *from = member(p, "source"), *to = member(p, "target");
	json_t *result;

	if (!papago_fits(p))
		return;
	result = json_pack("{s:s, s:s}", "srcLangType", from, "tarLangType",
		to);
	if (p->fault != FAULT_COUNT)
		json_object_set_new(result, "translatedText", json_string(
			say_text(p, from, to, member(p, "text"), NULL)));
	say(p, 200, json_pack("{s:{s:s, s:s, s:s, s:o}}", "message", "@type",
		"response", "@service", "naverservice.nmt.proxy", "@version",
		"1.0.0", "result", result));
}

static void
papago(struct played *p)
{
	if (p->fault == FAULT_AUTH ||
	    !header_is(p, "X-NCP-APIGW-API-KEY-ID", DOUBLE_KEY_ID) ||
	    !header_is(p, "X-NCP-APIGW-API-KEY", DOUBLE_KEY))
		gateway_wrong(p, 401, "200", "Authentication Failed");
	else if (!asks(p, "POST", "/translation"))
		gateway_wrong(p, 404, "300", "Not Found Exception");
	else if (p->fault == FAULT_RATE)
		gateway_wrong(p, 429, "410", "Throttle Limited");
	else if (p->fault == FAULT_QUOTA)
		gateway_wrong(p, 429, "400", "Quota Exceeded");
	else if (p->fault == FAULT_SERVER)
		papago_wrong(p, 500, "N2MT99", "Internal server error");
	else if (p->body == NULL)
		gateway_wrong(p, 400, "100", "Bad Request Exception");
	else
		papago_translate(p);
}

const struct service_played services_played[] = {
	{ "libre", libre }, { "deepl", deepl }, { "google", google },
	{ "papago", papago }, {0}
};
