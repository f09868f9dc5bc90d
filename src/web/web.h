/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The door of web/: HTTP in, JSON views and pages out.
 *
 *	door.c      lets connections in, or says that there is no place; listen.c
 *	            sockets, our own or handed over
 *	http.c      the adapter over libmicrohttpd: gathers a request up to its
 *	            bounds, sends the reply; server.c starts and stops it
 *	worker.c    the queue, and the threads that answer
 *	router.c    the walk of a request: route, roles, act, reply
 *	route.c     path to route
 *	request.c   address, query, cookies, languages; body.c form, multipart and
 *	            JSON bodies; address.c who is behind a proxy
 *	reply.c     pages, JSON, redirects, cache headers; failure.c what went wrong
 *	hosts.c     whose pages a guest is shown, where there are many offices
 *	session.c   who is signed in; token.c for programs; credential.c
 *	            passwords and second factors; invitation.c links to set one;
 *	            gate.c how often one may try
 *	guard.c     CSRF, Content-Security-Policy and the other headers
 *	view.c      templates over views; static.c files that are served as they are
 *	cache.c     public pages that were made before; cache_key.c which is
 *	            which; kept.c gives them
 *	limits.c    every bound of the server, one table
 *
 * Start is single-threaded and ends with a constant struct app.  Requests are
 * then served by workers, each with its own arena and reading connection; a
 * request lives and dies on one of them.  An unsafe method is one write act,
 * opened by the router and closed by the handler's enum err, run again when
 * the store asks for it; slow work (passwords) goes before it, in .before.
 */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "record/record.h"

enum method { METHOD_NONE, GET, POST, PATCH, PUT, DELETE_, METHOD__MAX };
/* A route's method is one of these; HEAD is served by GET. */

struct request;

enum route_flag {
	ROUTE_SLOW   = 1 << 0,  /* .before hashes passwords: on the slow workers */
	ROUTE_NO_ACT = 1 << 1,  /* unsafe, but writes nothing */
	ROUTE_RAW    = 1 << 2,  /* body is kept as bytes (import of a file) */
	ROUTE_OPEN   = 1 << 3,  /* no CSRF token: bears its own proof */
	ROUTE_AFAR   = 1 << 4,  /* .before waits for another server: on workers
	                           that nobody else needs */
};

struct route {
	enum method method;
	const char *path;       /* "/{lang}/ties/{slug}": {name} is one segment,
	                           {lang} a language's tag; see route.c */
	unsigned roles;         /* who may; 0: nobody */
	enum err (*handle)(struct request *rq);
	const char *help;       /* one sentence, English, for docs and OpenAPI */
	unsigned flags;
	enum err (*before)(struct request *rq);  /* before the write act */
};

struct upload {
	const char *field, *name;  /* of the form; as the sender calls it */
	const char *at;
	size_t n;
};

enum reply_kind { REPLY_NONE, REPLY_BYTES, REPLY_REDIRECT };

struct reply {
	enum reply_kind kind;
	int status;                /* 200, 201, 303 … */
	const char *type;          /* Content-Type */
	const char *at;            /* body, in the arena or constant */
	size_t n;
	const char *location;      /* Location of 201 and 303 */
	const char *etag;          /* strong, quoted; NULL: none */
	const char *cache;         /* Cache-Control; NULL: private, no-store */
	const char *disposition;   /* Content-Disposition; NULL: none */
	int retry_after;           /* seconds; 0: none */
	bool personal;             /* made for who asks: never kept for others,
	                              nor shared by anybody on the way */
	int64_t until;             /* moment from which it may not be true any
	                              more though nothing was written; 0: none */
	struct {
		const char *name, *value;
	} headers[8];              /* further ones (Set-Cookie, Vary, Link …) */
	size_t header_count;
};

struct app;

struct request {
	struct visit visit;        /* first: who asks, language, problems */
	const struct app *app;
	const struct route *route;
	enum method method;
	const char *path;          /* decoded, normalised, begins with / */
	const char *query_text;    /* as it came, without ? */
	bool wants_json;           /* /api/…, or Accept: application/json */
	bool wants_page;           /* Accept has text/html */
	json_t *query;             /* {"q":"…","f.state":["a","b"]}: decoded */
	json_t *body;              /* JSON body; or the form by dotted names, see
	                              request_form; NULL: none */
	bool form;                 /* body came from a form */
	struct bytes raw;          /* ROUTE_RAW */
	struct upload *uploads;
	size_t upload_count;
	const char *network;       /* of the person: address cut to /24, /48 */
	bool secure;               /* came over TLS, ours or a listed proxy's */
	const char *host;          /* "http://127.0.0.1:8080", for absolute links */
	const char *session;       /* token of the session, NULL: none */
	const char *csrf;          /* token that forms must send back */
	bool lang_in_path;         /* the path named the language */
	void *done_before;         /* what .before found out, for .handle */
	const struct record *read; /* the reply shows its personal fields: logged
	                              when the act is over, or no reply is sent */
	struct reply reply;
	/* router.c's own */
	struct {
		const char *name, *value;
	} params[6];
	size_t param_count;
};

/* ---- the app ---- */

struct limit {
	const char *name;          /* "body" */
	int64_t value, least, most;
	const char *help;
};
enum limit_name {
	LIMIT_HEADER, LIMIT_BODY, LIMIT_UPLOAD, LIMIT_PARTS, LIMIT_FIELDS,
	LIMIT_JSON_DEPTH, LIMIT_LIST, LIMIT_PAGE, LIMIT_REQUEST_SECONDS,
	LIMIT_CONNECTIONS, LIMIT_CONNECTIONS_PER_NETWORK, LIMIT_QUEUE,
	LIMIT_CACHE, LIMIT_WORKERS, LIMIT_SLOW_WORKERS, LIMIT_SESSION_HOURS,
	LIMIT_SIGN_IN_PER_ACCOUNT, LIMIT_SIGN_IN_PER_NETWORK,
	LIMIT_COMMENT_KEY_DAYS,
	LIMIT__MAX
};
extern const struct limit limit_rows[LIMIT__MAX];  /* the defaults */

struct app_wish {              /* what main.c or a test wants of an app */
	struct db *store;
	const struct entity *const *entities;
	const struct route *const *routes;    /* tables, asked in order; NULL ends */
	const struct job_kind *jobs;          /* {0} ends */
	const char *folder;        /* overrides templates/ static/ messages/; NULL */
	const uint8_t *key;        /* SECRET_KEY bytes; the server's own secret */
	const char *const *proxies;/* addresses or prefixes believed; NULL ends */
	const char *origin;        /* "https://exchange.example", or NULL */
	const struct mail_server *mail;       /* of every visit; NULL: mail is off */
	int64_t limits[LIMIT__MAX];/* 0: the default */
	/* Adds what every page needs (office, menu, whether signed in); pages/. */
	enum err (*frame)(struct request *rq, json_t *view);
};

/* Verifies entities, routes, templates, messages, limits.  NULL: each fault
 * is a line in *faults.  Lives in a. */
const struct app *app_open(struct arena *a, const struct app_wish *wish,
	struct buf *faults);
const struct catalogue *app_catalogue(const struct app *app);
const struct job_kind *app_jobs(const struct app *app);
struct db *app_store(const struct app *app);
int64_t app_limit(const struct app *app, enum limit_name name);
const struct route *const *app_routes(const struct app *app);

/* ---- serving ---- */

struct server;

/* Listens on "ADDR:PORT" (port 0: a free one), or on sockets that were handed
 * to the process ($LISTEN_FDS), and serves until stopped.
 * ERR_BROKEN: *why says it in one line. */
MUST_USE enum err server_start(const struct app *app, const char *listen,
	struct server **out, char why[static 300]);
const char *server_address(const struct server *s);  /* "127.0.0.1:8080" */
/* No new requests; those under way end (at most 10 s); then all is closed. */
void server_stop(struct server *s);

/* One request without a socket, as http.c and the story tests give it. */
struct raw_request {
	const char *method, *target;          /* "GET", "/ko/?q=1" */
	struct {
		const char *name, *value;
	} headers[64];
	size_t header_count;
	const char *body;
	size_t body_n;
	const char *address;                  /* of the peer, "127.0.0.1" */
};
/* Runs it through router and handler on this thread.  rq lives in a. */
struct request *app_answer(const struct app *app, struct db_conn *db,
	struct arena *a, const struct raw_request *raw);

/* ---- how often (gcra.c) ---- */

/* GCRA: one more of what may come once in `every` ms, `burst` of them at once;
 * *tat is its one moment.  False: not now, and *wait ms until it may. */
bool gcra_pass(int64_t *tat, int64_t now, int64_t every, int64_t burst,
	int64_t *wait);
/* The same for a key, in the app's one table, whose size is fixed. */
bool rate_pass(struct request *rq, const char *key, int64_t every,
	int64_t burst, int64_t *wait);
/* How far ahead of now the moment of that key is, in ms; counts nothing. */
int64_t rate_ahead(struct request *rq, const char *key);

/* What this network has sent was no good: for a minute, for each time, it is
 * not let in while so many wait that not all can be. */
void network_mistrust(struct request *rq);

/* ---- reading a request ---- */

/* {name} of the route's path; "" when there is none. */
const char *request_param(const struct request *rq, const char *name);
/* A query parameter's (first) text, or NULL. */
const char *request_query(const struct request *rq, const char *name);
/* A text of the body at its top level, or NULL. */
const char *request_text(const struct request *rq, const char *name);
/* A header as it was sent, or NULL. */
const char *request_header(const struct request *rq, const char *name);
/* A cookie's value, or NULL. */
const char *request_cookie(const struct request *rq, const char *name);
/* The parameter or field `next`, if it is a path on this server; or NULL. */
const char *request_next(const struct request *rq);
/* The upload of that field, or NULL. */
const struct upload *request_upload(const struct request *rq,
	const char *field);

/*
 * Dotted form names to a JSON value: "name.ko=서" -> {"name":{"ko":"서"}},
 * "dates.0.on=2005" -> {"dates":[{"on":"2005"}]}, numbers sort, gaps close;
 * a name twice -> an array.  Names beginning with _ are ours (_csrf,
 * _revision) and stay at the top; the router takes _csrf out.  ERR_INPUT: too
 * deep, too many, or a name that is both a text and a group.  *out lives in a.
 */
MUST_USE enum err form_json(struct arena *a, const char *const (*pairs)[2],
	size_t n, json_t **out);

/* ---- replying; these return OK so that a handler may end with them ---- */

/*
 * view as JSON when a program asks, else through templates/NAME.mustache
 * within templates/page.mustache (public) or templates/office/page.mustache
 * (NAME begins "office/"), where {{>body}} is the page.  Takes the reference
 * of view.  The base of every template (view.c): {t: messages, lang, langs:
 * […], path, csrf, asset, signed_in, …frame}.  Status 200, or what the
 * handler has put in rq->reply.status; one of 400 and more undoes the act.
 */
enum err reply_page(struct request *rq, const char *name, json_t *view);
/* Only JSON.  Takes the reference. */
enum err reply_json(struct request *rq, int status, json_t *json);
/* 303 to a path on this server. */
enum err reply_redirect(struct request *rq, const char *to);
/* Bytes in the arena or constant. */
enum err reply_bytes(struct request *rq, const char *type, const void *at,
	size_t n);
void reply_header(struct request *rq, const char *name, const char *value);
/* "public, max-age=…" and a strong ETag over the body, answered 304; before or
 * after the reply.  Without effect for whoever is signed in, and on a page
 * with a form's token in it.  Such a page is kept and given to everybody until
 * something that was read for it is written to, the day ends, or reply.until
 * comes; see cache.h. */
void reply_cached(struct request *rq, const char *cache_control);
/* The whole of what went wrong: an RFC 9457 problem document, or the page
 * error.mustache (a handler that shows a form again uses reply_form). */
enum err reply_failure(struct request *rq, enum err err);
/*
 * A form again, 422 (409 on conflict, 429 too often), with view.problems =
 * [{"field","says"}], problems_there when there are any, and problem_of =
 * {"dates_0_on":[{"says"}]} for templates; everything typed is kept by the
 * caller in the view.  Takes the reference.  The act is undone.  Any other
 * err (ERR_AGAIN, ERR_BROKEN, ERR_MISSING …) is no matter of the form: it is
 * handed back for the router.
 */
enum err reply_form(struct request *rq, enum err err, const char *name,
	json_t *view);

/* ---- sessions ---- */

/* .before of the sign-in route (ROUTE_SLOW): takes the fields login, password
 * and code; says sign-in.wrong, sign-in.wait, or sign-in.code-needed at the
 * field code … in the visit.  ERR_INPUT, ERR_BUSY. */
enum err session_prove(struct request *rq);
/* Within the act: a new session for the account that was proved; sets the
 * cookie (renewed at each sign-in). */
enum err session_begin(struct request *rq);
enum err session_end(struct request *rq);
/* When the account had signed in the time before this one; 0: never. */
MUST_USE enum err session_before(struct visit *v, int64_t *moment);
/* Removes sessions unused for longer than any setting allows; a job, with an
 * act of its own. */
MUST_USE enum err session_sweep(struct visit *v);
/* Checks a new password of the account called login and hashes it, slowly: in
 * .before, or at the command line.  ERR_INPUT, said at field: under 10
 * characters, or the name itself. */
MUST_USE enum err password_take(struct visit *v, const char *field,
	const char *login, const char *password, const char **hash);
/* Keeps it, and ends the account's sessions and tokens.  hash NULL: leaves
 * it.  In the act that is open. */
MUST_USE enum err account_password(struct visit *v, struct id account,
	const char *hash);
/* A link's token by which the account's owner sets a password, within seven
 * days, once; earlier ones are over.  In the act that is open. */
MUST_USE enum err invitation_make(struct visit *v, struct id account,
	const char **token, int64_t *ends);
struct invitation {
	struct id account;
	const char *login, *called;
	int64_t ends;
	bool totp;                 /* a second factor stays asked for */
};
/* The invitation of a token; the visit speaks its account's language, unless
 * another was chosen.  ERR_MISSING: said in the visit, invitation.wrong, .used
 * or .over; ERR_BUSY: too many wrong ones from this network. */
MUST_USE enum err invitation_find(struct request *rq, const char *token,
	struct invitation *out);
/* In the act: the password of this hash is the account's, and it is signed
 * in, unless it has a second factor to be asked for.  ERR_MISSING: as before;
 * another was quicker. */
MUST_USE enum err invitation_use(struct request *rq, const char *token,
	const char *hash, bool *signed_in);
/* A new API token of the account, shown once. In the act that is open. */
MUST_USE enum err token_make(struct visit *v, struct id account,
	const char *label, const char **token);
/* The account's tokens, newest first: [{"id","label","made","seen"}], moments
 * in ms, seen 0: never used.  A new reference. */
MUST_USE enum err token_list(struct visit *v, struct id account, json_t **out);
/* Ends the account's token of that id.  In the act that is open. */
MUST_USE enum err token_end(struct visit *v, struct id account,
	const char *id);
/* A new secret address of the visitor's calendar; an earlier one is over.  In
 * the act that is open. */
MUST_USE enum err feed_make(struct visit *v, const char **token);
MUST_USE enum err feed_end(struct visit *v);
/* When it was made and last used; 0: there is none, never. */
MUST_USE enum err feed_state(struct visit *v, int64_t *made, int64_t *seen);
/* The visit becomes that of the token's account, in its language.  ERR_MISSING:
 * no such address; ERR_BUSY: too many wrong ones from this network. */
MUST_USE enum err feed_open(struct request *rq, const char *token);
/* Is the account's second factor on? */
MUST_USE enum err account_has_totp(struct visit *v, struct id account,
	bool *on);
/* Switches the second factor on (digits prove it) or off (key NULL). */
MUST_USE enum err account_totp(struct visit *v, struct id account,
	const uint8_t *key, const char *digits);

/* The system tables of web/ (session, credential, token), for the schema;
 * closed by NULL. */
extern const char *const web_tables[];

/* Times and counts for /metrics, in Prometheus text. */
void metrics_print(const struct app *app, struct buf *out);

#endif
