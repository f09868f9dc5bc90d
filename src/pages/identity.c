/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Confirming who a reader is, before a comment is taken, where the office asks
 * for it.  A post of a browser that was not confirmed is no comment yet: what
 * was typed is kept for the way (never the password), and a page leads on.
 *
 *	POST …/comments ── page ──> GET /{lang}/identity/{way}
 *	                              │ 303
 *	                              v
 *	                            the provider
 *	                              │
 *	                              v
 *	GET …/comments?kept=… <──── GET /identity/return?code=…&state=…
 *
 * Whatever goes wrong on it leads back to the form with what was typed in it,
 * and says what; see office/identity_way.c for who can read that.
 */
#include <string.h>
#include <strings.h>

#include "commenting.h"
#include "wire/wire.h"

#define WAY_EVERY 2000    /* ms between two for one network */
#define WAY_BURST 60

/* ---- cookies ---- */

static const char *
cookie_name(struct request *rq, const char *name, const char *way)
{
	return arena_printf(rq->visit.arena, "%s%s%s%s", rq->secure ?
		"__Host-" : "", name, *way != '\0' ? "-" : "", way);
}

/* Lax, for the browser comes back from elsewhere. */
static void
cookie_set(struct request *rq, const char *name, const char *value,
	int64_t lasts)
{
	reply_header(rq, "Set-Cookie", arena_printf(rq->visit.arena,
		"%s=%s; Path=/; Max-Age=%lld; HttpOnly; SameSite=Lax%s", name,
		value, (long long)(lasts / 1000), rq->secure ? "; Secure" :
		""));
}

static bool
confirmed(struct request *rq, const struct identity_office *of,
	uint8_t token[SECRET_DIGEST])
{
	return identity_open(&rq->visit, of, request_cookie(rq,
		cookie_name(rq, "identity", "")), token);
}

/* The way of that name, if this browser has gone it. */
static bool
way_named(struct request *rq, const char *name, struct way *out)
{
	struct visit *v = &rq->visit;

	return name != NULL && strlen(name) == WAY_NAME &&
		strspn(name, "0123456789abcdef") == WAY_NAME &&
		way_taken(v, request_cookie(rq, cookie_name(rq, "way", name)),
		out) && strcmp(out->name, name) == 0;
}

static const char *
text_in(const json_t *draft, const char *key)
{
	const char *text = json_string_value(json_object_get(draft, key));

	return text != NULL ? text : "";
}

/* ---- what the box says ---- */

static void
put_back(struct request *rq, json_t *box)
{
	struct visit *v = &rq->visit;
	const char *kept = request_text(rq, "kept");
	const char *said = request_query(rq, "fault");

	put_text(box, "kept", kept != NULL ? kept : "");
	if (kept == NULL && request_query(rq, "kept") != NULL)
		put_text(box, "fault", message(v->lang, "identity.gone"));
	for (enum identity_fault f = IDENTITY_GOOD + 1; said != NULL &&
	    f < IDENTITY_FAULT__MAX; f++)
		if (strcmp(identity_word(f), said) == 0)
			put_text(box, "fault", message(v->lang,
				arena_printf(v->arena, "identity.fault-%s",
				said)));
}

enum err
identity_put(struct request *rq, json_t *box, const struct record *article,
	bool own)
{
	struct visit *v = &rq->visit;
	uint8_t token[SECRET_DIGEST];
	struct identity_office of;
	bool known;

	json_object_set_new(box, "confirm", json_false());
	put_text(box, "identity", "");
	put_text(box, "kept", "");
	put_text(box, "fault", "");
	if (!json_is_true(json_object_get(box, "open")) ||
	    !json_is_true(json_object_get(box, "external")))
		return OK;
	TRY(identity_asked(v, article, &of));
	if (!of.asked)
		return OK;
	known = own && confirmed(rq, &of, token);
	put_text(box, "identity", put_say(v, known ? "identity.confirmed" :
		"identity.first", of.called, NULL));
	json_object_set_new(box, "confirm", json_boolean(!known));
	if (own)
		put_back(rq, box);
	return OK;
}

enum err
identity_kept(struct request *rq, const struct record *article)
{
	static const char *const keys[] = { "nickname", "text", "answers",
		NULL };
	struct visit *v = &rq->visit;
	struct way way;
	json_t *draft;
	enum err err;

	if (!way_named(rq, request_query(rq, "kept"), &way))
		return OK;
	err = way_read(v, &way, &draft);
	if (err == ERR_MISSING || (err == OK && strcmp(text_in(draft,
	    "article"), id_text(v->arena, article->id)) != 0))
		return OK;
	TRY(err);
	rq->body = keep(v, json_pack("{s:s}", "kept", way.name));
	for (const char *const *k = keys; *k != NULL; k++)
		json_object_set(rq->body, *k, json_object_get(draft, *k));
	return OK;
}

/* ---- the way begins ---- */

/* An office with a host of its own is come back to by that. */
static const char *
redirect_of(struct request *rq, const struct identity_office *of)
{
	const char *asked = request_header(rq, "Host");
	size_t n = of->host != NULL ? strlen(of->host) : 0;
	bool own = n > 0 && asked != NULL &&
		strncasecmp(asked, of->host, n) == 0 &&
		(asked[n] == '\0' || asked[n] == ':');

	return own ? arena_printf(rq->visit.arena, "%s://%s/identity/return",
		rq->secure ? "https" : "http", asked) :
		arena_printf(rq->visit.arena, "%s/identity/return", rq->host);
}

static const char *
typed(struct request *rq, const char *field)
{
	const char *text = request_text(rq, field);

	return text != NULL ? text : "";
}

/* Never the password. */
static json_t *
draft_of(struct request *rq, const struct record *article,
	const struct identity_office *of)
{
	struct visit *v = &rq->visit;
	struct id id;

	return keep(v, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s,"
		" s:s}", "office", id_text(v->arena, of->office),
		"article", id_text(v->arena, article->id),
		"slug", record_text(article, "slug"),
		"lang", langs[v->lang].tag, "issuer", of->issuer,
		"redirect", redirect_of(rq, of),
		"nickname", typed(rq, "nickname"), "text", typed(rq, "text"),
		"answers", id_parse(typed(rq, "answers"), &id) ?
		typed(rq, "answers") : ""));
}

/* The form's own bounds hold for what is kept, too. */
static enum err
typed_fits(struct request *rq, bool first)
{
	struct visit *v = &rq->visit;

	if (!first)
		return comment_fits(v, request_text(rq, "nickname"),
			request_text(rq, "text"), request_text(rq,
			"password"));
	if (text_length(typed(rq, "nickname")) > COMMENT_NICKNAME)
		return fail_field(v, "nickname", "error.too-long",
			arena_printf(v->arena, "%d", COMMENT_NICKNAME), NULL);
	if (text_length(typed(rq, "text")) > COMMENT_TEXT)
		return fail_field(v, "text", "error.too-long",
			arena_printf(v->arena, "%d", COMMENT_TEXT), NULL);
	return OK;
}

static enum err
often(struct request *rq)
{
	struct visit *v = &rq->visit;
	int64_t wait;

	if (rate_pass(rq, arena_printf(v->arena, "identity %s", rq->network),
	    WAY_EVERY, WAY_BURST, &wait))
		return OK;
	rq->reply.retry_after = (int)((wait + 999) / 1000);
	return fail_with(v, ERR_BUSY, "comments.wait", arena_printf(v->arena,
		"%d", rq->reply.retry_after), NULL);
}

struct beginning {
	struct way way, before;
	bool again;              /* before is one that led nowhere */
	json_t *draft;
};

static enum err
begin(struct visit *v, void *arg)
{
	struct beginning *b = arg;

	if (b->again)
		TRY(way_end(v, &b->before));
	return way_put(v, &b->way, b->draft);
}

static enum err
reply_way(struct request *rq, const struct record *article,
	const struct identity_office *of, const struct way *way, bool first)
{
	struct visit *v = &rq->visit;
	json_t *view = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s,"
		" s:b, s:b, s:s}", "title", message(v->lang, "identity.title"),
		"headline", record_title(v, article),
		"article", put_address(v, arena_printf(v->arena, "/news/%s",
			record_text(article, "slug"))),
		"go", put_address(v, arena_printf(v->arena, "/identity/%s",
			way->name)),
		"go_says", put_say(v, "identity.go", of->called, NULL),
		"says", put_say(v, "identity.not-yet", of->called, NULL),
		"learns", put_say(v, "identity.learns", of->called, NULL),
		"text", typed(rq, "text"), "typed", *typed(rq, "text") != '\0',
		"unlisted", 1, "back", arena_printf(v->arena,
			"%s?kept=%s#write", commenting_address(v, article),
			way->name));

	cookie_set(rq, cookie_name(rq, "way", way->name), way->bears,
		WAY_LASTS);
	/* What was to be a comment is none as yet. */
	rq->reply.status = first ? 200 : 409;
	return reply_page(rq, "comment-identity", view);
}

static enum err
way_begin(struct request *rq, const struct record *article,
	const struct identity_office *of, bool first)
{
	struct visit *v = &rq->visit;
	struct beginning b;

	TRY(typed_fits(rq, first));
	TRY(often(rq));
	way_new(v, &b.way);
	b.again = way_named(rq, request_text(rq, "kept"), &b.before);
	b.draft = draft_of(rq, article, of);
	TRY(visit_write(v, begin, &b));
	if (b.again)
		cookie_set(rq, cookie_name(rq, "way", b.before.name), "", 0);
	return reply_way(rq, article, of, &b.way, first);
}

enum err
identity_before(struct request *rq, const struct record *article,
	const uint8_t **token)
{
	struct visit *v = &rq->visit;
	const char *what = request_text(rq, "what");
	bool first = what != NULL && strcmp(what, "identify") == 0;
	uint8_t *own = arena_alloc(v->arena, SECRET_DIGEST);
	struct identity_office of;

	*token = NULL;
	TRY(identity_asked(v, article, &of));
	if (!of.asked)
		return OK;
	if (!confirmed(rq, &of, own)) {
		struct identity_office all;
		enum err err = identity_settings(v, of.office, &all);

		if (err == ERR_MISSING)
			return fail(v, ERR_CONFLICT, "comments.closed-office");
		TRY(err);
		return way_begin(rq, article, &all, first);
	}
	*token = own;
	return OK;
}

/* The comment is there; nothing of the way to it is needed any more. */
enum err
identity_left(struct request *rq, struct id comment, const uint8_t *token)
{
	struct visit *v = &rq->visit;
	struct way way;

	if (token == NULL)
		return OK;
	TRY(comment_identity_keep(v, comment, token));
	if (!way_named(rq, request_text(rq, "kept"), &way))
		return OK;
	TRY(way_end(v, &way));
	cookie_set(rq, cookie_name(rq, "way", way.name), "", 0);
	return OK;
}

/* ---- there and back ---- */

struct going {
	struct way way;
	json_t *draft;
	struct identity_office of;
	struct identity_provider provider;
	struct identity_way path;
	enum identity_fault fault;
	const char *address;         /* of the provider, on the way there */
	const char *sealed;          /* back: what the browser now bears */
};

/* ERR_CONFLICT: this browser has begun none of that name. */
static enum err
going_found(struct request *rq, const char *name, struct going *g)
{
	struct visit *v = &rq->visit;
	struct id office;
	enum err err = way_named(rq, name, &g->way) ?
		way_read(v, &g->way, &g->draft) : ERR_MISSING;

	if (err == ERR_MISSING)
		return fail(v, ERR_CONFLICT, "identity.no-way");
	TRY(err);
	if (!id_parse(text_in(g->draft, "office"), &office))
		return fail(v, ERR_CONFLICT, "identity.no-way");
	err = identity_settings(v, office, &g->of);
	if (err == ERR_MISSING || (err == OK && strcmp(g->of.issuer,
	    text_in(g->draft, "issuer")) != 0)) {
		g->fault = IDENTITY_MIXED;
		return OK;
	}
	TRY(err);
	g->provider = (struct identity_provider){ .issuer = g->of.issuer,
		.client = g->of.client, .secret = g->of.secret,
		.acr = g->of.acr };
	g->path = (struct identity_way){ .state = g->way.state,
		.nonce = g->way.nonce, .verifier = g->way.verifier,
		.redirect = text_in(g->draft, "redirect") };
	return OK;
}

/* To the form, which says what went wrong. */
static enum err
reply_back(struct request *rq, const struct going *g)
{
	struct visit *v = &rq->visit;
	const char *fault = identity_word(g->fault);
	enum lang lang = lang_of(text_in(g->draft, "lang"));

	return reply_redirect(rq, arena_printf(v->arena,
		"/%s/news/%s/comments?kept=%s%s%s#write", langs[lang !=
		LANG__MAX ? lang : v->lang].tag, text_in(g->draft, "slug"),
		g->way.name, fault != NULL ? "&fault=" : "",
		fault != NULL ? fault : ""));
}

/* .before, for it may have to ask the provider about itself. */
static enum err
go_find(struct request *rq)
{
	struct going *g = arena_alloc(rq->visit.arena, sizeof *g);

	TRY(going_found(rq, request_param(rq, "way"), g));
	if (g->fault == IDENTITY_GOOD)
		g->fault = identity_address(&rq->visit, &g->provider,
			&g->path, lang_html(langs[rq->visit.lang].tag),
			&g->address);
	rq->done_before = g;
	return OK;
}

/* GET /{lang}/identity/{way} */
static enum err
go(struct request *rq)
{
	const struct going *g = rq->done_before;

	if (g->fault != IDENTITY_GOOD)
		return reply_back(rq, g);
	/* reply_redirect leads to ourselves alone; this is the one way out. */
	rq->reply.kind = REPLY_REDIRECT;
	rq->reply.status = 303;
	rq->reply.location = g->address;
	rq->reply.at = "";
	return OK;
}

static enum err
use(struct visit *v, void *arg)
{
	return way_use(v, arg);
}

static void
confirm(struct request *rq, struct going *g)
{
	struct visit *v = &rq->visit;
	struct identity_back back = { .code = request_query(rq, "code"),
		.error = request_query(rq, "error"),
		.issuer = request_query(rq, "iss") };
	uint8_t token[SECRET_DIGEST];
	const char *subject;

	g->fault = identity_confirm(v, &g->provider, &g->path, &back,
		&subject);
	if (g->fault != IDENTITY_GOOD)
		return;
	identity_token(v, &g->of, subject, token);
	g->sealed = identity_seal(v, &g->of, token);
}

/* .before, for it asks the provider.  The state is all of it that is taken
 * from the address before it is known that this browser was sent. */
static enum err
return_find(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct going *g = arena_alloc(v->arena, sizeof *g);
	const char *state = request_query(rq, "state");
	size_t n = state != NULL ? strlen(state) : 0;
	enum err err;

	TRY(going_found(rq, n > WAY_NAME ? arena_copy(v->arena, state,
		WAY_NAME) : NULL, g));
	if (strlen(g->way.state) != n ||
	    !secret_same(g->way.state, state, n))
		return fail(v, ERR_CONFLICT, "identity.no-way");
	err = visit_write(v, use, &g->way);
	if (err == ERR_CONFLICT) {
		problems_forget(v);
		g->fault = IDENTITY_USED;
	} else if (err != OK) {
		return err;
	} else if (g->fault == IDENTITY_GOOD) {
		confirm(rq, g);
	}
	rq->done_before = g;
	return OK;
}

/* GET /identity/return */
static enum err
returned(struct request *rq)
{
	const struct going *g = rq->done_before;

	if (g->sealed != NULL)
		cookie_set(rq, cookie_name(rq, "identity", ""), g->sealed,
			IDENTITY_LASTS);
	return reply_back(rq, g);
}

const struct route identity_routes[] = {
	{ GET, "/{lang}/identity/{way}", ROLE_ANYONE, go, "Sends a reader who has begun it to whom the office has confirm identity.", ROUTE_AFAR, go_find },
	{ GET, "/identity/return", ROLE_ANYONE, returned, "Where that provider sends them back to, with code and state; leads on to the form of the comment.", ROUTE_AFAR, return_find },
	{0}
};
