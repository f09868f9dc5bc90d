/* SPDX-License-Identifier: Apache-2.0 */
/* What a story expects of a reply, and what it keeps of it. */
#include <liboath/oath.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/clock.h"
#include "story.h"

/* ---- the body as it is read ---- */

static const struct {
	const char *name, *is;
} entities[] = {
	{ "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" },
	{ "&quot;", "\"" }, { "&#39;", "'" }, { "&#x27;", "'" },
};

const char *
plain_entities(struct arena *a, const char *html)
{
	struct buf out = buf_in(a, 32 << 20);

	while (*html != '\0') {
		size_t i = 0;

		while (*html == '&' && i < 6 && strncmp(html, entities[i].name,
		    strlen(entities[i].name)) != 0)
			i++;
		if (*html == '&' && i < 6) {
			buf_text(&out, entities[i].is);
			html += strlen(entities[i].name);
		} else
			buf_char(&out, *html++);
	}
	return out.at;
}

const char *
plain_text(struct arena *a, const char *html)
{
	struct buf out = buf_in(a, 32 << 20);
	bool space = true, tag = false;

	for (; *html != '\0'; html++) {
		bool blank = strchr(" \t\r\n", *html) != NULL;

		if (*html == '<' && (html[1] == '/' || html[1] == '!' ||
		    ((html[1] | 0x20) >= 'a' && (html[1] | 0x20) <= 'z')))
			tag = true;
		if (!tag && !(blank && space))
			buf_char(&out, blank ? ' ' : *html);
		if (!tag)
			space = blank;
		if (*html == '>')
			tag = false;
	}
	return plain_entities(a, out.at);
}

/* What has a tag in it is looked for in the body as it is. */
static bool
body_has(struct story *s, const char *text)
{
	if (strchr(text, '<') != NULL)
		return strstr(s->body, text) != NULL;
	if (s->plain[0] == NULL) {
		s->plain[0] = plain_entities(s->arena, s->body);
		s->plain[1] = plain_text(s->arena, s->body);
	}
	return strstr(s->body, text) != NULL ||
		strstr(s->plain[0], text) != NULL ||
		strstr(s->plain[1], text) != NULL;
}

/* ---- headers ---- */

const char *
reply_sent(struct story *s, const char *name)
{
	const struct reply *r = &s->rq->reply;
	const struct {
		const char *name, *value;
	} own[] = {
		{ "Content-Type", r->type }, { "Location", r->location },
		{ "ETag", r->etag }, { "Cache-Control", r->cache != NULL ?
			r->cache : "private, no-store" },
		{ "Content-Disposition", r->disposition },
		{ "Retry-After", r->retry_after == 0 ? NULL :
			arena_printf(s->arena, "%d", r->retry_after) },
	};

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (strcasecmp(own[i].name, name) == 0)
			return own[i].value;
	for (size_t i = 0; i < r->header_count; i++)
		if (strcasecmp(r->headers[i].name, name) == 0)
			return r->headers[i].value;
	return NULL;
}

/* ---- JSON ---- */

/* "items.0.title"; the value lives in the arena. NULL: there is none. */
static json_t *
json_at(struct story *s, const char *path)
{
	json_t *at = json_loads(s->body, JSON_DECODE_ANY, NULL);
	char *rest = arena_text(s->arena, path), *name;

	if (at == NULL)
		return NULL;
	keep(&s->stage.visit, at);
	while (at != NULL && (name = strsep(&rest, ".")) != NULL)
		at = json_is_array(at) ?
			json_array_get(at, strtoul(name, NULL, 10)) :
			json_object_get(at, name);
	return at;
}

static const char *
json_says(struct story *s, const json_t *value)
{
	char *dump, *out;

	if (value == NULL)
		return NULL;
	if (json_is_string(value))
		return json_string_value(value);
	dump = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT |
		JSON_SORT_KEYS);
	out = arena_text(s->arena, dump);
	free(dump);
	return out;
}

/* ---- the checks; each takes its words and says how many ---- */

static int
compare(struct story *s, const struct line *l, int i, const char *what,
	const char *got)
{
	const char *how = i < l->n ? l->words[i] : "";
	const char *want = i + 1 < l->n ? words_fill(s, l->words[i + 1]) : "";

	if (strcmp(how, "absent") == 0) {
		if (got != NULL)
			story_fail(s, "%s is there: %s", what, got);
		return 1;
	}
	if (strcmp(how, "=") == 0 && (got == NULL || strcmp(got, want) != 0))
		story_fail(s, "%s is %s, not %s", what, got ? got : "absent",
			want);
	else if (strcmp(how, "has") == 0 && (got == NULL ||
	    strstr(got, want) == NULL))
		story_fail(s, "%s does not have \"%s\": %s", what, want,
			got ? got : "absent");
	else if (strcmp(how, "=") != 0 && strcmp(how, "has") != 0)
		story_fail(s, "%s %s what?", what, how);
	return 2;
}

static int
check_has(struct story *s, const struct line *l, int i)
{
	const char *text = words_fill(s, l->words[i]);
	bool wanted = strcmp(l->words[i - 1], "has") == 0;

	if (body_has(s, text) != wanted)
		story_fail(s, "it %s \"%s\"", wanted ? "lacks" : "has", text);
	return 1;
}

/* Is the problem's sentence, or what of it is the same always, on the page? */
static bool
on_page(struct story *s, const char *key)
{
	const char *says = message(s->rq->visit.lang, key);
	const char *longest = says;
	size_t most = 0;

	/* The longest piece between {0} and {1}. */
	while (*says != '\0') {
		size_t n = strcspn(says, "{");

		if (n > most) {
			most = n;
			longest = says;
		}
		says += n;
		says += strcspn(says, "}");
		says += *says == '}';
	}
	return body_has(s, arena_copy(s->arena, longest, most));
}

static bool
same_field(const char *problem, const char *field)
{
	return problem == NULL ? *field == '\0' : strcmp(problem, field) == 0;
}

static void
problems_show(struct story *s)
{
	for (struct problem *p = s->rq->visit.problems; p != NULL; p = p->next)
		printf("#   %s = %s\n", p->field ? p->field : "(whole)",
			p->key);
}

static void
check_problem(struct story *s, const char *field, const char *key)
{
	struct problem *p = s->rq->visit.problems;

	while (p != NULL && (!same_field(p->field, field) ||
	    strcmp(p->key, key) != 0))
		p = p->next;
	if (p == NULL) {
		story_fail(s, "no problem %s = %s", *field ? field :
			"(whole)", key);
		problems_show(s);
	} else if (!on_page(s, key))
		story_fail(s, "%s is not told: %s", key,
			message(s->rq->visit.lang, key));
}

static int
check_field(struct story *s, const struct line *l, int i)
{
	if (i + 2 < l->n)
		check_problem(s, l->words[i], l->words[i + 2]);
	return 3;
}

static int
check_says(struct story *s, const struct line *l, int i)
{
	check_problem(s, "", l->words[i]);
	return 1;
}

static int
check_json(struct story *s, const struct line *l, int i)
{
	return 1 + compare(s, l, i + 1, l->words[i],
		json_says(s, json_at(s, l->words[i])));
}

static int
check_sends(struct story *s, const struct line *l, int i)
{
	return 1 + compare(s, l, i + 1, l->words[i],
		reply_sent(s, l->words[i]));
}

/* What fails has fewer calls or more; then they are not counted. */
static int
check_queries(struct story *s, const struct line *l, int i)
{
	long most = i + 1 < l->n ? strtol(l->words[i + 1], NULL, 10) : 0;

	if (!s->faulty && s->queries > most)
		story_fail(s, "%ld calls to the store, not %ld at most",
			s->queries, most);
	return 2;
}

static const struct {
	const char *name;
	int (*check)(struct story *s, const struct line *l, int i);
} checks[] = {
	{ "has", check_has }, { "lacks", check_has },
	{ "field", check_field }, { "says", check_says },
	{ "json", check_json }, { "sends", check_sends },
	{ "queries", check_queries },
};

void
checks_make(struct story *s, const struct line *l, int i)
{
	const size_t most = sizeof checks / sizeof *checks;

	while (i < l->n) {
		size_t k = 0;

		while (k < most && strcmp(checks[k].name, l->words[i]) != 0)
			k++;
		if (k == most || i + 1 >= l->n) {
			story_fail(s, "what is %s?", l->words[i]);
			return;
		}
		i += 1 + checks[k].check(s, l, i + 1);
	}
}

/* What stands behind a text, up to the next quote or tag. */
static const char *
after(struct story *s, const char *text)
{
	const char *at = strstr(s->body, text);

	if (at == NULL)
		return NULL;
	at += strlen(text);
	return arena_copy(s->arena, at, strcspn(at, "\"<"));
}

/* The digits of a second factor's key, now or some steps of 30 s later. */
static const char *
digits(struct story *s, const char *key, long later)
{
	char *binary, *out = arena_alloc(s->arena, 8);
	size_t n;

	if (oath_base32_decode(key, strlen(key), &binary, &n) != OATH_OK)
		return NULL;
	oath_totp_generate(binary, n, time(NULL) + 30 * later, 30, 0, 6, out);
	free(binary);
	return out;
}

/* keep NAME = json PATH | location | sends NAME | "TEXT" | after "TEXT" |
 * totp KEY [STEPS] | work TICKET TARGET MOST */
/* A number as a reader has it who took ten seconds to write. */
static const char *
number(struct story *s, const char *article)
{
	struct visit *v = &s->stage.visit;
	struct id id;

	if (!id_parse(article, &id))
		return NULL;
	return number_make(v, id, clock_now() - 10000);
}

/* What the picture of a sealed number shows. */
static const char *
number_digits(struct story *s, const char *sealed, const char *article)
{
	struct number n;
	struct id id;

	if (!id_parse(article, &id) ||
	    number_read(&s->stage.visit, sealed, id, &n) != OK)
		return NULL;
	return arena_text(s->arena, n.digits);
}

/* The state of a way to who confirms identity, as its cookie has it. */
static const char *
way_state(struct story *s, const char *name)
{
	struct way way;

	for (int i = 0; i < COOKIES_MOST && s->now->cookies[i][0] != NULL; i++)
		if (strncmp(s->now->cookies[i][0], "way-", 4) == 0 &&
		    strcmp(s->now->cookies[i][0] + 4, name) == 0 &&
		    way_taken(&s->stage.visit, s->now->cookies[i][1], &way))
			return arena_text(s->arena, way.state);
	return NULL;
}

/* What a reader's device reckons out. */
static const char *
work_answer(struct story *s, const char *ticket, const char *target, long most)
{
	uint8_t wanted[SECRET_DIGEST], digest[SECRET_DIGEST];
	struct arena *a = arena_new();
	const char *answer = NULL;

	if (!secret_unhex(target, wanted, sizeof wanted))
		most = 0;
	for (long i = 0; i < most && answer == NULL; i++) {
		const char *text = arena_printf(a, "%s.%ld", ticket, i);

		secret_sha256(text, strlen(text), digest);
		if (secret_same(digest, wanted, sizeof digest))
			answer = arena_printf(s->arena, "%ld", i);
		arena_reset(a);
	}
	arena_free(a);
	return answer;
}

void
checks_keep(struct story *s, const struct line *l)
{
	const char *value = NULL, *location;

	if (l->n < 4) {
		story_fail(s, "keep NAME = what?");
		return;
	}
	if (l->quoted[3])
		value = words_fill(s, l->words[3]);
	else if (strcmp(l->words[3], "json") == 0 && l->n > 4)
		value = json_says(s, json_at(s, l->words[4]));
	else if (strcmp(l->words[3], "sends") == 0 && l->n > 4)
		value = reply_sent(s, l->words[4]);
	else if (strcmp(l->words[3], "after") == 0 && l->n > 4)
		value = after(s, l->words[4]);
	else if (strcmp(l->words[3], "totp") == 0 && l->n > 4)
		value = digits(s, words_fill(s, l->words[4]), l->n > 5 ?
			strtol(l->words[5], NULL, 10) : 0);
	else if (strcmp(l->words[3], "number") == 0 && l->n > 4)
		value = number(s, words_fill(s, l->words[4]));
	else if (strcmp(l->words[3], "state") == 0 && l->n > 4)
		value = way_state(s, words_fill(s, l->words[4]));
	else if (strcmp(l->words[3], "digits") == 0 && l->n > 5)
		value = number_digits(s, words_fill(s, l->words[4]),
			words_fill(s, l->words[5]));
	else if (strcmp(l->words[3], "work") == 0 && l->n > 6)
		value = work_answer(s, words_fill(s, l->words[4]),
			words_fill(s, l->words[5]), strtol(words_fill(s,
			l->words[6]), NULL, 10));
	else if (strcmp(l->words[3], "location") == 0) {
		location = s->rq != NULL ? s->rq->reply.location : NULL;
		value = location == NULL ? NULL : strrchr(location, '/') + 1;
	}
	if (value == NULL)
		story_fail(s, "there is nothing to keep as %s", l->words[1]);
	map_put(s->kept, l->words[1], (void *)(uintptr_t)(value != NULL ?
		value : ""));
}
