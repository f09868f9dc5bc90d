/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stories: conversations with a whole server, one a file, each in an office of
 * its own.  The server is the app without its sockets.
 *
 *	# A sentence that is true, which the story tells.
 *	seed   cities                    test/story/seed/cities.jsonl
 *	as     guest                     or: reader officer editor approver
 *	                                 admin partner; "as kim officer editor"
 *	                                 is another account; "as program token
 *	                                 officer" bears a token
 *	GET    /office/ties
 *	303    /office/sign-in           status, how the Location begins
 *	as     officer                   signs in, at the form
 *	POST   /office/ties tier=sister members=$city:dezhou
 *	422    field members = error.too-few   has "typed" lacks "…"
 *	JSON   PATCH /api/v1/ties/$tie {"notes": "…"}
 *	200    json title = "…"
 *
 * What may stand where a check may:
 *
 *	has "TEXT"  lacks "TEXT"     in the body as it is, with its entities read,
 *	                             or with its tags taken out
 *	field NAME = KEY             a problem at that field, in words on the page
 *	says KEY                     a problem with the whole
 *	json PATH = VALUE | json PATH has "TEXT" | json PATH absent
 *	sends NAME = VALUE | sends NAME has "TEXT" | sends NAME absent
 *	queries <= N                 calls to the store's engine
 *
 * Other commands:
 *
 *	keep NAME = json PATH | keep NAME = location | keep NAME = sends NAME
 *	keep NAME = after "TEXT"     up to the next quote or tag
 *	keep NAME = totp KEY [STEPS] digits of a second factor, now or later
 *	keep NAME = number ARTICLE   a form's sealed number, ten seconds old
 *	keep NAME = digits SEALED ARTICLE
 *	keep NAME = state WAY        of the way that a cookie way-WAY is of
 *	keep NAME = "TEXT"           then $NAME; $kind:slug is a record's id
 *	readings ID >= N             how often its personal fields were read
 *	header NAME: VALUE           of the next request only
 *	from ADDRESS                 of the peer, from here on
 *	tokenless                    the next form goes without its token
 *	file NAME [bom|CHARSET]      then lines beginning with |, or with ~ for
 *	                             one in CP949; a form's x=@NAME sends it, or
 *	                             the file of that path
 *	work                         runs every job that is due
 *	import [KIND] @NAME          as the command does; then:
 *	told TAKEN REFUSED           and checks with has and lacks
 *
 *	job KIND                     one that has failed; $job is its id
 *	mail                         from here on there is a mail server
 *	double                       $double is where translation services are played
 *	list-link ID                 $link is where that journalist agrees
 *	faultless                    the story ends here when calls are to fail
 *
 * A line ending in \ goes on in the next.  At its end a story's history is
 * walked, and must be whole.
 */
#ifndef STORY_STORY_H
#define STORY_STORY_H

#include <stdio.h>

#include "derive/derive.h"
#include "office/office.h"
#include "pages/pages.h"
#include "wire/wire.h"

#define STORY_WORDS 120
#define COOKIES_MOST 8

/* ---- stage.c: the office that a story is played in ---- */

struct stage {
	struct arena *arena;
	struct db *store;
	struct db_conn *db;
	const struct app *app;
	struct visit visit;      /* a trusted system visit, in English */
	uint8_t key[SECRET_KEY];
};

/* Opens an empty office, in a new folder or, with $GYORYU_STORE, in a new
 * schema of that PostgreSQL; gone with a. Does not come back if it cannot. */
void stage_open(struct stage *s, struct arena *a);
/* From here on there is a mail server, which nobody answers at. */
void stage_mail(struct stage *s);
/* Translation services that are only played: where they listen, gone with the
 * stage; "": they could not. */
const char *stage_double(struct stage *s);
/* Where somebody of the press list agrees and leaves, as mails have it. */
const char *stage_list_link(struct stage *s, const char *id);
/* The app alone, without a store. */
const struct app *stage_app(struct arena *a);
/* Imports test/story/seed/NAME.jsonl. */
bool stage_seed(struct stage *s, const char *name);
/* Imports bytes as the command does; what it told is in *told. */
enum err stage_import(struct stage *s, const struct entity *of,
	const char *name, const char *at, size_t n, struct import_told *told);
/* An account of that name and roles, made when it is not there. Its password
 * is PASSWORD. */
#define PASSWORD "correct horse battery"
struct id stage_account(struct stage *s, const char *login, const char *roles);
/* A program's token of the account. */
const char *stage_token(struct stage *s, struct id account);
/* A session of the account without its form, for the fault runs. */
const char *stage_session(struct stage *s, struct id account);
/* The id of a record by its slug, login, or id; NULL: there is none. */
const char *stage_record(struct stage *s, const char *kind, const char *name);
/* A job of that kind that has failed; its id. */
const char *stage_job(struct stage *s, const char *kind);
/* Runs every job that is due. */
void stage_work(struct stage *s);
/* How often its personal fields were read; -1: that cannot be counted. */
long stage_readings(struct stage *s, const char *id);
/* Walks the whole history; prints what is wrong. */
bool stage_whole(struct stage *s);

/* ---- the story while it is told ---- */

struct client {
	const char *name;
	const char *cookies[COOKIES_MOST][2];
	const char *csrf;        /* of the last page with a form */
	const char *token;       /* a program's; NULL: a browser */
	const char *address;
};

struct line {
	int number;
	const char *words[STORY_WORDS];
	bool quoted[STORY_WORDS];
	const char *rest[STORY_WORDS];  /* the line from each word on, as it is */
	int n;
};

struct story {
	struct arena *arena;
	struct stage stage;
	const char *path, *sentence;
	int line;                /* that is being played */
	bool failed, ended;
	struct client clients[12];
	int client_count;
	struct client *now;
	struct map *kept;        /* NAME -> text */
	struct map *files;       /* NAME -> struct bytes */
	const char *headers[8][2];
	int header_count;
	bool tokenless;
	struct request *rq;      /* the last one */
	const char *body;        /* its reply, NUL-ended */
	const char *plain[2];    /* entities read; tags taken out as well */
	struct import_told told;
	long queries;            /* of the last request */
	unsigned char *seen;     /* a byte per route of the app, or NULL */
	/* When calls to the store are made to fail. */
	bool faulty;
	long nth;                /* of all calls in requests; 0: none */
	long calls;              /* counted, when nth is 0 */
	bool struck, again;
};

/* Plays a file.  nth > 0: that call to the store fails, once. */
void story_play(struct story *s, const char *path, struct arena *a);
/* Says what is not so; the story goes on. */
void story_fail(struct story *s, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* ---- words.c ---- */

/* Cuts a line into words; false: a quote without its end. */
bool line_cut(struct story *s, const char *text, struct line *out);
/* $NAME and $kind:slug filled in. */
const char *words_fill(struct story *s, const char *text);

/* ---- client.c ---- */

void client_as(struct story *s, const struct line *l);
/* METHOD PATH k=v … */
void client_form(struct story *s, const struct line *l);
/* JSON METHOD PATH {…} */
void client_json(struct story *s, const struct line *l);

/* ---- checks.c ---- */

/* The checks from word i on. */
void checks_make(struct story *s, const struct line *l, int i);
void checks_keep(struct story *s, const struct line *l);
/* A header of the last reply, or NULL. */
const char *reply_sent(struct story *s, const char *name);
/* The body with entities read, and with its tags taken out. */
const char *plain_entities(struct arena *a, const char *html);
const char *plain_text(struct arena *a, const char *html);

#endif
