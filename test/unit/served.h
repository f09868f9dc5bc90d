/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A small app for the tests of web/: its own templates, a store with one
 * account, and routes without entities.
 *
 *	GET  /{lang}/               a page; public for a minute
 *	GET  /{lang}/form           a page with a form's token
 *	POST /{lang}/words          keeps `text`; see served.c for its ways to fail
 *	GET  /{lang}/words          how many were kept
 *	GET  /{lang}/count          the same, as a page that is kept for all
 *	GET  /{lang}/say/{what}     the parameter
 *	GET  /office/desk           for staff
 *	POST /office/sign-in        login, password, code
 *	POST /office/sign-out
 *	POST /office/raw            bytes, for staff: their number
 *	POST /office/files          uploads, for staff: {"field","name","n"}
 *	GET  /wait?ms=…             takes so long
 *	GET  /large                 4 MiB
 */
#ifndef UNIT_SERVED_H
#define UNIT_SERVED_H

#include "web/web.h"

struct served {
	struct arena *arena;
	struct db *store;
	struct db_conn *db;
	const struct app *app;
	struct id account;
	const char *folder;
	/* What the browser keeps. */
	const char *session, *guest, *csrf;
};

/* How often /wait was begun. */
extern _Atomic int served_waits;

/* account "mina", password "correct horse", officer, language zh. */
struct served *served_new(struct arena *a, const struct app_wish *more);

/* One request; headers are pairs, closed by NULL.  Its cookies and, with a
 * form, its token go with it. */
struct request *served_ask(struct served *s, const char *method,
	const char *target, const char *body, const char *const *headers);
struct request *served_get(struct served *s, const char *target);
struct request *served_post(struct served *s, const char *target,
	const char *form);
/* A reply's header that the handler or router set, or NULL. */
const char *served_header(const struct request *rq, const char *name);
bool served_has(const struct request *rq, const char *text);
void served_sign_in(struct served *s);

#endif
