/* SPDX-License-Identifier: Apache-2.0 */
/* Signing in and out.  Whoever is refused gets the form again, with the name
 * that was typed but never the password. */
#include "inside.h"

#define DESK "/office/"

static json_t *
form(struct request *rq)
{
	struct visit *v = &rq->visit;
	json_t *view = json_pack("{s:s}", "title",
		message(v->lang, "nav.sign-in"));

	put_text(view, "login", request_text(rq, "login"));
	put_text(view, "next", request_next(rq));
	return view;
}

/* GET /office/sign-in */
static enum err
sign_in_page(struct request *rq)
{
	if (rq->visit.roles & (ROLE_STAFF | ROLE_PARTNER))
		return reply_redirect(rq, DESK);
	return reply_page(rq, "office/sign-in", form(rq));
}

static enum err
prove(struct request *rq)
{
	enum err err = session_prove(rq);

	return err == OK ? OK :
		reply_form(rq, err, "office/sign-in", form(rq));
}

/* POST /office/sign-in */
static enum err
sign_in(struct request *rq)
{
	const char *next = request_next(rq);

	TRY(session_begin(rq));
	return reply_redirect(rq, next != NULL ? next : DESK);
}

/* POST /office/sign-out */
static enum err
sign_out(struct request *rq)
{
	TRY(session_end(rq));
	return reply_redirect(rq, put_address(&rq->visit, "/"));
}

const struct route sign_in_routes[] = {
	{ GET,  "/office/sign-in", ROLE_ANYONE, sign_in_page, "The form to sign in." },
	{ POST, "/office/sign-in", ROLE_ANYONE, sign_in, "Signs in.", ROUTE_SLOW, prove },
	{ POST, "/office/sign-out", ROLE_ANYONE, sign_out, "Signs out." },
	{0}
};
