/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The box beneath an article, and its number.  An article's page is the same
 * for everybody and may be kept by whoever keeps pages: there the picture of
 * the number makes the number, and puts it into a cookie.  A form that came
 * back has its number in itself.
 */
#include <string.h>

#include "commenting.h"
#include "paper/paper.h"

#define PICTURE_EVERY 1000   /* ms between two numbers for one network */
#define SOUND_EVERY 3000
#define SOUND_BURST 20
#define PICTURE_BURST 60     /* an office reads behind one address */

enum err
commenting_article(struct request *rq, struct record **out)
{
	return article_glance(&rq->visit, request_param(rq, "slug"), out);
}

const char *
commenting_address(struct visit *v, const struct record *article)
{
	return put_address(v, arena_printf(v->arena, "/news/%s/comments",
		record_text(article, "slug")));
}

const char *
commenting_cookie(const struct request *rq)
{
	return rq->secure ? "__Host-number" : "number";
}

/* Another for each article, so that no program learns it once for all. */
const char *
commenting_trap(struct visit *v, const struct record *article)
{
	static const char use[] = "comment trap ";
	uint8_t text[sizeof use - 1 + sizeof article->id.b];
	uint8_t sign[SECRET_DIGEST];

	memcpy(text, use, sizeof use - 1);
	memcpy(text + sizeof use - 1, article->id.b, sizeof article->id.b);
	secret_sign(v->catalogue->key, text, sizeof text, sign);
	return arena_printf(v->arena, "n%s", secret_hex(v->arena, sign, 5));
}

/* ---- the view ---- */

static const char *
typed(struct request *rq, const char *field)
{
	const char *text = request_text(rq, field);

	return text != NULL ? text : "";
}

/* Whom an answer answers. */
static void
put_answered(struct request *rq, json_t *box)
{
	struct visit *v = &rq->visit;
	const char *to = request_text(rq, "answers");
	struct record *first;
	struct id id;

	if (to == NULL)
		to = request_query(rq, "answers");
	if (to == NULL || !id_parse(to, &id))
		return;
	if (record_get(v, &entity_comment, id, &first) != OK) {
		problems_forget(v);
		return;
	}
	put_text(box, "answers", id_text(v->arena, id));
	put_text(box, "answered", put_say(v, "comments.answering",
		record_text(first, "nickname"), NULL));
}

static bool
number_rate(struct request *rq, int64_t *wait)
{
	return rate_pass(rq, arena_printf(rq->visit.arena, "number %s",
		rq->network), PICTURE_EVERY, PICTURE_BURST, wait);
}

/* Who has had very many gets none with the form, but one with the picture when
 * there is one again. */
static void
put_number(struct request *rq, json_t *box, const struct record *article,
	bool own)
{
	struct visit *v = &rq->visit;
	int64_t wait;
	const char *sealed;
	const char *at = put_address(v, arena_printf(v->arena,
		"/news/%s/number", record_text(article, "slug")));
	const char *of;

	own = own && number_rate(rq, &wait);
	sealed = own ? number_make(v, article->id, v->now) : "";
	of = own ? arena_printf(v->arena, "?of=%s", sealed) : "";
	put_text(box, "sealed", sealed);
	put_text(box, "work", put_address(v, arena_printf(v->arena,
		"/news/%s/work%s", record_text(article, "slug"), of)));
	put_text(box, "number", arena_printf(v->arena, "%s.svg%s", at, of));
	put_text(box, "sound", arena_printf(v->arena, "%s.wav%s", at, of));
	put_text(box, "dark", arena_printf(v->arena, "%s.svg%s%sdark=1", at,
		of, own ? "&" : "?"));
}

enum err
box_put(struct request *rq, json_t *view, const struct record *article,
	bool own)
{
	struct visit *v = &rq->visit;
	json_t *made = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}",
		"closed", "", "action", commenting_address(v, article),
		"trap", commenting_trap(v, article),
		"nickname", typed(rq, "nickname"), "text", typed(rq, "text"),
		"answers", "", "answered", "");

	json_object_set_new(view, "box", made);
	TRY(commenting_put(rq, made, article));
	TRY(identity_put(rq, made, article, own));
	if (own)
		put_answered(rq, made);
	put_number(rq, made, article, own);
	return OK;
}

/* ---- the picture ---- */

/* A new number goes along in a cookie, for the form that stands on the page
 * that everybody is given. */
static enum err
number_new(struct request *rq, const struct record *article,
	const char **sealed)
{
	struct visit *v = &rq->visit;
	int64_t wait;

	if (!number_rate(rq, &wait)) {
		rq->reply.retry_after = (int)((wait + 999) / 1000);
		return fail(v, ERR_BUSY, "error.busy");
	}
	*sealed = number_make(v, article->id, v->now);
	reply_header(rq, "Set-Cookie", arena_printf(v->arena,
		"%s=%s; Path=/; Max-Age=300; HttpOnly; SameSite=Strict%s",
		commenting_cookie(rq), *sealed, rq->secure ? "; Secure" : ""));
	return OK;
}

/* Of ?of=, else a new one. */
static enum err
number_asked(struct request *rq, const struct record *article,
	struct number *out, const char **sealed)
{
	struct visit *v = &rq->visit;
	enum comment_box box;

	TRY(comments_box(v, article, &box));
	if (box != BOX_OPEN)
		return fail(v, ERR_MISSING, "error.not-found");
	*sealed = request_query(rq, "of");
	if (*sealed == NULL)
		TRY(number_new(rq, article, sealed));
	if (number_read(v, *sealed, article->id, out) != OK ||
	    v->now > out->made + NUMBER_LASTS)
		return fail(v, ERR_MISSING, "comments.number-over");
	return OK;
}

/* What is heard on the page that everybody is given is what the picture there
 * shows: that of the cookie. */
enum err
commenting_number(struct request *rq, const struct record *article,
	struct number *out, const char **sealed)
{
	struct visit *v = &rq->visit;
	enum comment_box box;

	TRY(comments_box(v, article, &box));
	*sealed = request_cookie(rq, commenting_cookie(rq));
	if (box == BOX_OPEN && request_query(rq, "of") == NULL &&
	    number_read(v, *sealed, article->id, out) == OK &&
	    v->now <= out->made + NUMBER_LASTS)
		return OK;
	return number_asked(rq, article, out, sealed);
}

/* GET /{lang}/news/{slug}/number.svg */
static enum err
number_picture(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct record *article;
	struct number number;
	const char *sealed;
	struct bytes svg;

	TRY(commenting_article(rq, &article));
	TRY(number_asked(rq, article, &number, &sealed));
	TRY(number_draw(v->arena, number.digits, message(v->lang,
		"comments.number-alt"), request_query(rq, "dark") != NULL,
		&svg));
	return reply_bytes(rq, "image/svg+xml", svg.at, svg.n);
}

/* GET /{lang}/news/{slug}/number.wav */
static enum err
number_spoken(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct record *article;
	struct number number;
	const char *sealed;
	struct bytes wav;
	int64_t wait;

	if (!rate_pass(rq, arena_printf(v->arena, "sound %s", rq->network),
	    SOUND_EVERY, SOUND_BURST, &wait)) {
		rq->reply.retry_after = (int)((wait + 999) / 1000);
		return fail(v, ERR_BUSY, "error.busy");
	}
	TRY(commenting_article(rq, &article));
	TRY(commenting_number(rq, article, &number, &sealed));
	TRY(number_sound(v->arena, number.digits, langs[v->lang].tag, &wav));
	return reply_bytes(rq, "audio/wav", wav.at, wav.n);
}

const struct route comment_box_routes[] = {
	{ GET, "/{lang}/news/{slug}/number.wav", ROLE_ANYONE, number_spoken, "The same number spoken, in the language of the page.", ROUTE_NO_ACT },
	{ GET, "/{lang}/news/{slug}/number.svg", ROLE_ANYONE, number_picture, "The number of a comment form as a picture: ?of= of that form, otherwise a new one in a cookie.", ROUTE_NO_ACT },
	{0}
};
