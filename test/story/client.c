/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who speaks in a story: browsers that keep their cookies and send back the
 * token of the page they saw last, and programs that bear a token.
 */
#include <string.h>
#include <strings.h>

#include "story.h"

#define HOST "127.0.0.1:8080"

/* ---- cookies ---- */

static void
cookie_set(struct story *s, const char *name, const char *value)
{
	struct client *c = s->now;

	for (int i = 0; i < COOKIES_MOST; i++)
		if (c->cookies[i][0] == NULL ||
		    strcmp(c->cookies[i][0], name) == 0) {
			c->cookies[i][0] = name;
			c->cookies[i][1] = value;
			return;
		}
	story_fail(s, "too many cookies");
}

/* "session=…; Path=/; Max-Age=0" */
static void
cookie_take(struct story *s, const char *header)
{
	size_t name = strcspn(header, "="), end = strcspn(header, ";");

	if (header[name] != '=' || end < name) {
		story_fail(s, "no cookie: %s", header);
		return;
	}
	/* Another session has other tokens. */
	s->now->csrf = NULL;
	cookie_set(s, arena_copy(s->arena, header, name),
		strstr(header, "Max-Age=0") != NULL ? NULL :
		arena_copy(s->arena, header + name + 1, end - name - 1));
}

static const char *
cookies_send(struct story *s)
{
	struct buf out = buf_in(s->arena, 1 << 14);
	const struct client *c = s->now;

	for (int i = 0; i < COOKIES_MOST && c->cookies[i][0] != NULL; i++)
		if (c->cookies[i][1] != NULL)
			buf_printf(&out, "%s%s=%s", out.n > 0 ? "; " : "",
				c->cookies[i][0], c->cookies[i][1]);
	return out.n > 0 ? out.at : NULL;
}

/* ---- one request ---- */

static void
header_add(struct raw_request *raw, const char *name, const char *value)
{
	if (value == NULL)
		return;
	for (size_t i = 0; i < raw->header_count; i++)
		if (strcasecmp(raw->headers[i].name, name) == 0)
			return;
	raw->headers[raw->header_count].name = name;
	raw->headers[raw->header_count++].value = value;
}

/* Those that the story gave come first, and count. */
static void
headers_add(struct story *s, struct raw_request *raw, const char *type,
	const char *accept)
{
	bool writes = strcmp(raw->method, "GET") != 0 &&
		strcmp(raw->method, "HEAD") != 0;

	for (int i = 0; i < s->header_count; i++)
		header_add(raw, s->headers[i][0], s->headers[i][1]);
	header_add(raw, "Host", HOST);
	header_add(raw, "Accept", accept);
	header_add(raw, "Content-Type", type);
	header_add(raw, "Cookie", cookies_send(s));
	if (s->now->token != NULL)
		header_add(raw, "Authorization", arena_printf(s->arena,
			"Bearer %s", s->now->token));
	else if (writes)
		header_add(raw, "Origin", "http://" HOST);
}

static void
token_see(struct story *s)
{
	static const char before[] = "name=\"_csrf\" value=\"";
	const char *at = strstr(s->body, before);

	if (at == NULL)
		return;
	at += sizeof before - 1;
	s->now->csrf = arena_copy(s->arena, at, strcspn(at, "\""));
}

static void
reply_take(struct story *s)
{
	const struct reply *reply = &s->rq->reply;

	s->body = arena_copy(s->arena, reply->at != NULL ? reply->at : "",
		reply->n);
	s->plain[0] = s->plain[1] = NULL;
	for (size_t i = 0; i < reply->header_count; i++)
		if (strcmp(reply->headers[i].name, "Set-Cookie") == 0)
			cookie_take(s, reply->headers[i].value);
	token_see(s);
}

/* A byte for each route that has answered. */
static void
route_note(struct story *s)
{
	const struct route *const *tables = app_routes(s->stage.app);
	size_t n = 0;

	if (s->seen == NULL || s->rq->reply.status >= 400)
		return;
	for (; *tables != NULL; tables++)
		for (const struct route *r = *tables; r->path != NULL; r++, n++)
			if (r == s->rq->route)
				s->seen[n] = 1;
}

/*
 * The request and, when a call to the store was made to fail in it and it was
 * answered so, the same again: then it must go well.
 */
static void
ask(struct story *s, struct raw_request *raw)
{
	long left = s->nth - s->calls;

	raw->address = s->now->address;
	db_fault(s->stage.store, s->nth > 0 && left > 0 ? left : 0);
	s->rq = app_answer(s->stage.app, s->stage.db, s->arena, raw);
	s->queries = db_fault(s->stage.store, 0);
	s->calls += s->queries;
	if (s->nth > 0 && left > 0 && s->calls >= s->nth) {
		s->struck = true;
		if (s->rq->reply.status >= 500) {
			s->again = true;
			reply_take(s);
			s->rq = app_answer(s->stage.app, s->stage.db, s->arena,
				raw);
		}
	}
	reply_take(s);
	route_note(s);
	s->header_count = 0;
	s->tokenless = false;
}

static void
get(struct story *s, const char *path)
{
	struct raw_request raw = { .method = "GET", .target = path };

	headers_add(s, &raw, NULL, "text/html");
	ask(s, &raw);
}

/* ---- forms ---- */

static void
escaped(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++)
		if ((*text >= '0' && *text <= '9') || ((*text | 0x20) >= 'a' &&
		    (*text | 0x20) <= 'z') || strchr("-_.~", *text) != NULL)
			buf_char(out, *text);
		else if (*text == '\n')
			buf_text(out, "%0D%0A");
		else
			buf_printf(out, "%%%02X", (unsigned char)*text);
}

#define BOUNDARY "----StoryBoundaryOfOneForm"

static void
part_file(struct story *s, struct buf *out, const char *field,
	const char *name)
{
	const struct bytes *kept = map_get(s->files, name);
	struct bytes file = {0};

	if (kept != NULL)
		file = *kept;
	else if (file_read(s->arena, name, 8 << 20, &file) != OK)
		story_fail(s, "there is no file %s", name);
	buf_printf(out, "--" BOUNDARY "\r\nContent-Disposition: form-data; "
		"name=\"%s\"; filename=\"%s\"\r\nContent-Type: "
		"application/octet-stream\r\n\r\n", field,
		strrchr(name, '/') != NULL ? strrchr(name, '/') + 1 : name);
	buf_add(out, file.at, file.n);
	buf_text(out, "\r\n");
}

static void
pair_add(struct story *s, struct buf *out, bool parts, const char *name,
	const char *value)
{
	if (parts && *value == '@') {
		part_file(s, out, name, value + 1);
	} else if (parts) {
		buf_printf(out, "--" BOUNDARY "\r\nContent-Disposition: "
			"form-data; name=\"%s\"\r\n\r\n%s\r\n", name, value);
	} else {
		buf_text(out, out->n > 0 ? "&" : "");
		escaped(out, name);
		buf_char(out, '=');
		escaped(out, value);
	}
}

static bool
has_file(const struct line *l)
{
	for (int i = 2; i < l->n; i++)
		if (strstr(l->words[i], "=@") != NULL)
			return true;
	return false;
}

static bool
names_token(const struct line *l)
{
	for (int i = 2; i < l->n; i++)
		if (strncmp(l->words[i], "_csrf=", 6) == 0)
			return true;
	return false;
}

/* The token of the page it saw last, or of one that everybody can see. */
static const char *
token(struct story *s)
{
	if (s->now->csrf == NULL)
		get(s, "/office/sign-in");
	if (s->now->csrf == NULL)
		get(s, "/office/account");
	return s->now->csrf != NULL ? s->now->csrf : "";
}

static const char *
pairs(struct story *s, const struct line *l, bool parts, size_t *n)
{
	struct buf out = buf_in(s->arena, 16 << 20);

	if (!s->tokenless && !names_token(l) && s->now->token == NULL)
		pair_add(s, &out, parts, "_csrf", token(s));
	for (int i = 2; i < l->n; i++) {
		const char *word = words_fill(s, l->words[i]);
		size_t name = strcspn(word, "=");

		if (word[name] == '\0')
			story_fail(s, "no field: %s", word);
		else
			pair_add(s, &out, parts, arena_copy(s->arena, word,
				name), word + name + 1);
	}
	if (parts)
		buf_text(&out, "--" BOUNDARY "--\r\n");
	*n = out.n;
	return out.at;
}

void
client_form(struct story *s, const struct line *l)
{
	struct raw_request raw = { .method = l->words[0] };
	bool writes = strcmp(l->words[0], "GET") != 0 &&
		strcmp(l->words[0], "HEAD") != 0;
	bool parts = has_file(l);

	if (l->n < 2) {
		story_fail(s, "where to?");
		return;
	}
	raw.target = words_fill(s, l->words[1]);
	if (writes)
		raw.body = pairs(s, l, parts, &raw.body_n);
	headers_add(s, &raw, !writes ? NULL : parts ?
		"multipart/form-data; boundary=" BOUNDARY :
		"application/x-www-form-urlencoded", "text/html");
	ask(s, &raw);
}

void
client_json(struct story *s, const struct line *l)
{
	struct raw_request raw = {0};

	if (l->n < 3) {
		story_fail(s, "JSON METHOD PATH {…}");
		return;
	}
	raw.method = l->words[1];
	raw.target = words_fill(s, l->words[2]);
	if (l->n > 3) {
		raw.body = words_fill(s, l->rest[3]);
		raw.body_n = strlen(raw.body);
	}
	if (s->now->token == NULL && s->now->cookies[0][0] != NULL &&
	    !s->tokenless && raw.body_n > 0 && s->header_count < 8) {
		s->headers[s->header_count][1] = token(s);
		s->headers[s->header_count++][0] = "X-CSRF-Token";
	}
	headers_add(s, &raw, raw.body_n > 0 ? "application/json" : NULL,
		"application/json");
	ask(s, &raw);
}

/* ---- who ---- */

static void
sign_in(struct story *s)
{
	struct line l;
	char form[300];

	get(s, "/office/sign-in");
	snprintf(form, sizeof form, "POST /office/sign-in login=%s "
		"password=\"%s\"", s->now->name, PASSWORD);
	line_cut(s, form, &l);
	client_form(s, &l);
	if (s->rq->reply.status != 303)
		story_fail(s, "%s cannot sign in: %d", s->now->name,
			s->rq->reply.status);
}

static void
enter(struct story *s, const char *name, const char *roles, bool program)
{
	struct id account = stage_account(&s->stage, name, roles);

	if (program) {
		s->now->token = stage_token(&s->stage, account);
	} else if (s->faulty) {
		cookie_set(s, "session", stage_session(&s->stage, account));
	} else {
		sign_in(s);
	}
}

/* as NAME [token] [ROLE …] */
void
client_as(struct story *s, const struct line *l)
{
	const char *name = l->n > 1 ? l->words[1] : "guest";
	bool program = l->n > 2 && strcmp(l->words[2], "token") == 0;
	int first = program ? 3 : 2;

	for (int i = 0; i < s->client_count; i++)
		if (strcmp(s->clients[i].name, name) == 0) {
			s->now = &s->clients[i];
			return;
		}
	if (s->client_count == 12) {
		story_fail(s, "too many people");
		return;
	}
	s->now = &s->clients[s->client_count++];
	*s->now = (struct client){ .name = name, .address = "127.0.0.1" };
	if (strcmp(name, "guest") != 0 && strcmp(name, "stranger") != 0)
		enter(s, name, l->n > first ? words_fill(s, l->rest[first]) :
			name, program);
}
