/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of web/ share and nobody else sees.  A struct request is the
 * first member of a struct asking, which keeps what only the router, the
 * guard and the replies need to know; asking_of() finds it again.
 */
#ifndef WEB_INSIDE_H
#define WEB_INSIDE_H

#include "base/buf.h"
#include "base/file.h"
#include "web.h"

/* ---- the app ---- */

struct source {            /* sources.c: a file of ours, before it is read */
	const char *path;  /* "templates/office/list.mustache" */
	const void *at;
	size_t n;
};

struct asset {             /* static.c: a file that is served as it is */
	const char *path;  /* "app.css" */
	const char *type;
	const char *at;
	size_t n;
	char version[17];  /* hex, of its content; stands in its address */
	bool packs;        /* text: worth compressing */
	bool packed;       /* under the lock: the two below are made */
	struct bytes gzip, brotli;  /* at NULL: it did not get smaller */
};

struct prefix {            /* address.c: 10.0.0.0/8, all as IPv6 */
	uint8_t b[16];
	int bits;
};

struct gate;               /* gate.c */
struct gcra;               /* gcra.c */
struct metrics;            /* metrics.c */
struct packer;             /* static.c */
struct hosts;              /* hosts.c */
struct cache;              /* cache.c */

struct app {
	struct app_wish wish;
	const struct catalogue *catalogue;
	const struct route *const *tables;  /* ours first; closed by NULL */
	const struct route **routes;        /* the same, row after row */
	size_t route_count;
	struct map *sources;                /* path -> struct source */
	struct map *templates;              /* name -> struct mustache */
	struct map *assets;                 /* path -> struct asset */
	json_t *asset_links;                /* {"app_css":"/static/…"}; constant */
	struct prefix *proxies;
	size_t proxy_count;
	bool hosted;                        /* offices have hosts */
	uint8_t csrf_key[SECRET_KEY];
	/* What may change while the app serves; each has its own lock. */
	struct packer *packer;
	struct gate *by_account, *by_network;
	struct gcra *rates;
	struct hosts *hosts;
	struct metrics *metrics;
	struct cache *cache;
};

/* ---- a request, further in ---- */

struct asking {
	struct request rq;         /* first */
	const struct raw_request *raw;
	int64_t begun;             /* clock_ticks */
	int status;                /* of a refusal, where the err's will not do */
	const char *allow;         /* 405: the methods there are */
	const char *guest;         /* secret in a guest's cookie */
	bool guest_new;            /* that cookie is not yet with the guest */
	bool same_origin;          /* the browser vouches for it */
	bool late;                 /* the form's token or session was over */
	bool bearer;               /* came with a program's token */
	bool head;
	bool lang_asked;           /* by the header: Vary says so */
	bool lang_chosen;          /* by ?lang=: kept in a cookie */
	const char *host_name;     /* asked for, without a port */
	bool cached;               /* reply_cached: ETag over the body */
	struct db_seen seen;       /* what was read for the reply */
	bool lasts;                /* the reply's bytes live as long as the app */
	const char *login;         /* of the account; NULL: not signed in */
	const char *account_lang;
	const char *const (*pairs)[2];  /* the form as it was sent */
	size_t pair_count;
};

struct asking *asking_of(struct request *rq);
/* A header as it was sent, or NULL. */
const char *request_header(const struct request *rq, const char *name);
/* Fills a new request from what came; ERR_INPUT, ERR_LARGE: the request is
 * there all the same, for reply_failure. */
MUST_USE enum err request_read(struct asking *q);
/* A header, and a cookie's value of *n bytes, as they were sent; or NULL. */
const char *raw_header(const struct raw_request *raw, const char *name);
const char *raw_cookie(const struct raw_request *raw, const char *name,
	size_t *n);
/* At which host, and over what, as far as who is next to us is believed. */
struct place {
	const char *host;          /* n bytes, with a port */
	size_t n;
	bool secure;
};
void place_read(const struct app *app, const struct raw_request *raw,
	bool believed, struct place *out);
/* Once the route is known: the body.  A refusal has its status set. */
MUST_USE enum err body_read(struct asking *q);
/* Bytes of body that this request may have. */
size_t body_bound(const struct app *app, const struct raw_request *raw);
/* fail() with a status of its own. */
enum err refuse(struct asking *q, enum err err, int status, const char *key);
/* The value up to the first ; trimmed, lower case; parameter p after it (its
 * value or NULL). */
const char *header_value(struct arena *a, const char *header,
	const char *p, const char **parameter);
/* Does a list like "gzip, br;q=0.8" hold the word, not at q=0? */
bool header_lists(const char *header, const char *word);

/* ---- form.c ---- */

/* %41 to A (and + to a space) once.  False: a broken escape, or a NUL. */
bool percent_decode(struct arena *a, const char *in, size_t n, bool plus,
	const char **out, size_t *out_n);
/* "a=1&b=2" to pairs, decoded, taken in as text.  ERR_INPUT, ERR_LARGE. */
MUST_USE enum err form_pairs(struct arena *a, const char *in, size_t n,
	size_t most, const char *(**out)[2], size_t *count);
/* {"a":"1","b":["2","3"]}: names as they are.  Lives in a. */
json_t *form_flat(struct arena *a, const char *const (*pairs)[2], size_t n);

/* ---- multipart.c ---- */

struct part {
	const char *field, *name;  /* name NULL: no file */
	const char *at;
	size_t n;
};
/* ERR_INPUT: not a multipart body; ERR_LARGE: more than most parts. */
MUST_USE enum err multipart_read(struct arena *a, const char *boundary,
	const char *at, size_t n, size_t most, struct part **out,
	size_t *count);

/* ---- json.c ---- */

/* A JSON body within its bounds, its texts taken in.  *out lives in a. */
MUST_USE enum err json_take(struct arena *a, const char *at, size_t n,
	size_t depth, size_t most, json_t **out);
/* Why json_take refused: a message, which may take line and column; NULL:
 * too many values, or a text in it that no text may be. */
const char *json_fault(const char *at, size_t n, size_t depth, int *line,
	int *column);

/* ---- address.c ---- */

bool prefix_parse(const char *s, struct prefix *out);
/* Is it one of those? */
bool address_listed(const struct prefix *proxies, size_t count,
	const char *address);
/* The person's own address: the rightmost hop that is no proxy of ours.
 * *believed: the peer is one, so its other words count too. */
const char *address_client(struct arena *a, const struct prefix *proxies,
	size_t count, const char *peer, const char *forwarded, bool *believed);
/* Cut to /24 or /48; "" when it is no address. */
const char *address_network(struct arena *a, const char *address);
/* Is it 127.0.0.0/8 or ::1? */
bool address_ours(const char *address);

/* ---- gcra.c ---- */

/* See network_mistrust; before anything of the request was read. */
bool network_mistrusted(const struct app *app, struct arena *a,
	const struct raw_request *raw);

/* ---- route.c, router.c ---- */

/* Does path fit?  Parameters go to names/values, at most 6 of each. */
bool route_fits(const struct route *r, const char *path, struct arena *a,
	struct request *rq);
/* Every path that b fits, a fits too. */
bool route_covers(const char *a, const char *b);
/* NULL: a good pattern; else what is wrong with it. */
const char *pattern_fault(const char *path);
/* The route, or NULL; *allow: methods of the path when only that differs. */
const struct route *route_find(const struct app *app, enum method method,
	const char *path, struct arena *a, struct request *rq,
	const char **allow);
enum method method_of(const char *name);
extern const char *const method_names[METHOD__MAX];
/* Path of a target, decoded and normalised; NULL: not a path. */
const char *path_take(struct arena *a, const char *target,
	const char **query);

/* ---- guard.c ---- */

/* Finds the guest's cookie or thinks of one; sets rq->csrf. */
void guard_begin(struct asking *q);
/* The token that goes with a session (or a guest's secret). */
const char *guard_token(struct asking *q, const char *session);
/* Unsafe methods: where it comes from, and the token of the form. */
MUST_USE enum err guard_origin(struct asking *q);
MUST_USE enum err guard_csrf(struct asking *q);
/* Sets the guest's cookie if the page has his token in it. */
void guard_end(struct asking *q);
/* The headers that every reply bears, one by one; false past the end. */
bool guard_header(const struct request *rq, size_t i, const char **name,
	const char **value);
/* A path on this server, and nothing that a browser reads otherwise. */
bool guard_local(const char *to);

/* ---- session.c, token.c, hosts.c, credential.c, gate.c ---- */

/* Who it is, from cookie or token.  ERR_DENIED: a token that is none. */
MUST_USE enum err session_find(struct asking *q);
MUST_USE enum err token_find(struct asking *q, const char *token);
/* One more try of this network; ERR_BUSY when it must wait. */
MUST_USE enum err sign_in_gate(struct request *rq);
/* Another proof than session_prove's was good: session_begin may follow. */
void session_proved(struct request *rq, struct id account);
/* Forgets links that were over long ago. */
MUST_USE enum err invitation_sweep(struct visit *v);
/* Takes over an account: the row is id, login, roles, language, called,
 * office. */
void session_take(struct asking *q, struct db_stmt *s);
/* The ties that a partner is shown something of, of an account taken over. */
MUST_USE enum err ties_find(struct visit *v);

struct credential {
	struct id account;
	const char *hash;          /* NULL: no password */
	struct bytes totp;         /* sealed; n 0: no second factor */
	int64_t totp_step;
};
/* By the account's login.  ERR_MISSING: none, or not active. */
MUST_USE enum err credential_find(struct visit *v, const char *login,
	struct credential *out);
/* Are these the digits of now?  *step is then theirs. */
bool credential_totp(struct visit *v, const struct credential *c,
	const char *digits, int64_t *step);
/* In the act: the step is used up.  ERR_INPUT: it already was. */
MUST_USE enum err credential_step(struct visit *v, struct id account,
	int64_t step);
/* The sealing key of second factors. */
void credential_key(const struct visit *v, uint8_t out[SECRET_KEY]);

/* Whose pages a guest is shown: sets visit.office by the host asked for, where
 * the store has more than one office. */
MUST_USE enum err hosts_find(struct asking *q);
/* Something was written: the offices may have changed. */
void hosts_forget(const struct app *app);
/* The same without a store; false: it must be asked. */
bool hosts_office(const struct app *app, const char *name, struct id *office);
struct hosts *hosts_new(struct arena *a);
/* Does an office have a field for its host at all? */
bool hosts_there(const struct catalogue *c);

struct gcra *gcra_new(struct arena *a);
struct gate *gate_new(struct arena *a, int64_t burst);
/* One try of this key.  False: not now; *wait in ms. */
bool gate_try(struct gate *g, const char *key, int64_t now, int64_t *wait);
/* The last try does not count. */
void gate_back(struct gate *g, const char *key);
/* It was right: its tries are forgotten. */
void gate_forget(struct gate *g, const char *key);

/* ---- view.c, static.c, sources.c ---- */

/* What is carried and what stands in folder (or NULL): path -> struct source. */
struct map *sources_open(struct arena *a, const char *folder,
	struct buf *faults);
/* These say what is wrong in faults. */
void views_open(struct arena *a, struct app *app, struct buf *faults);
void messages_open(struct arena *a, struct app *app, struct buf *faults);
void assets_open(struct arena *a, struct app *app);
/* The page NAME within its layout.  ERR_BROKEN: no such, or too long. */
MUST_USE enum err view_render(struct asking *q, const char *name,
	json_t *view, struct buf *out);
enum err static_serve(struct request *rq);

/* ---- reply.c, failure.c ---- */

/* After the handler: ETag, 304, cookies, Vary. */
void reply_finish(struct asking *q);
void reply_forget(struct request *rq);
/* Is the ETag in an If-None-Match? */
bool etag_listed(const char *header, const char *etag);
/* A refusal in words, without the store; in a. */
void failure_plain(const struct raw_request *raw, struct arena *a, int status,
	const char **type, const char **text);

/* ---- metrics.c ---- */

struct metrics *metrics_new(struct arena *a, size_t routes);
/* The row of a route, or of none (NULL). */
size_t metrics_row(const struct app *app, const struct route *route);
void metrics_answered(const struct app *app, size_t row, int status,
	int64_t ms);
/* Of the server: what there is now. */
enum gauge { GAUGE_CONNECTIONS, GAUGE_WAITING, GAUGE_RUNNING, GAUGE_GATHERED,
	GAUGE_KEPT, GAUGE_REFUSED, GAUGE_GIVEN, GAUGE__MAX };
void metrics_add(const struct app *app, enum gauge gauge, int64_t by);
int64_t metrics_now(const struct app *app, enum gauge gauge);

/* ---- builtin.c ---- */

extern const struct route web_routes[];

#endif
