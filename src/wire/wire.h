/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The door of wire/: what goes out to other machines.
 *
 *	mail.c       one letter to one SMTP server, over libcurl
 *	letter.c     a letter as it stands on the wire (RFC 5322), made safe
 *	notice.c     the table mail_out: what people are to be told, put in by the
 *	             act that causes it, each thing once; sent by a job
 *	words.c      what a notice says, in its reader's language
 *	press.c      letters to the press list, through the same table
 *	ping.c       telling a hub that feeds have something new
 *	translate.h  machine translation by services outside
 *	identity.h   who a reader is, as a provider of identity says it
 *
 * A notice goes out at least once: when the server dies between the other
 * one's "250" and our own note of it, the same letter goes again, with the
 * same Message-ID.
 */
#ifndef WIRE_WIRE_H
#define WIRE_WIRE_H

#include "record/record.h"
#include "identity.h"
#include "translate.h"

/* Once, while there is one thread. */
void wire_start(void);

/* ---- mail.c ---- */

struct mail_server {
	const char *url;       /* "smtp://mail.example.org:587" */
	const char *user;      /* NULL: without a name */
	const char *password;
	const char *from;      /* whose address the letters bear */
	const char *origin;    /* "https://exchange.example.org": what links begin
	                          with; NULL: letters have none */
	bool tls;              /* nothing goes without TLS */
};

struct mail {
	const char *from, *from_name;  /* the name may be NULL */
	const char *to;
	const char *subject;
	const char *body;              /* UTF-8, lines end in \n */
	const char *message_id;        /* "<…@…>", the same for the same letter */
	const char *list_unsubscribe;  /* where one switches it off, or NULL */
	bool one_click;                /* a POST there is enough: RFC 8058 */
	int64_t date;                  /* when it was written */
};

/*
 * Reads "smtp://user@host:port" or "smtps://…" (TLS from the first byte) into
 * out, which lives in a.  A name with a password asks for TLS, but on this
 * machine itself.  False: *why says in one line what is wrong.
 */
bool mail_server_take(struct arena *a, const char *said, const char *from,
	bool tls, const char *password, struct mail_server *out,
	char why[static 300]);

/*
 * Hands m to the server; a minute at most.  OK: the server has it.  ERR_BUSY:
 * not now (nobody there, 4xx, sign-in refused): try again.  ERR_INPUT: never
 * (5xx, or m is no letter).  *why is the server's last line, or ours, in
 * ASCII.
 */
MUST_USE enum err mail_send(struct arena *a, const struct mail_server *server,
	const struct mail *m, char why[static 300]);

/* ---- letter.c ---- */

/* user@host in plain ASCII, fit to stand in a header and an SMTP command. */
bool mail_address_fits(const char *s);
/* The letter as it goes out.  ERR_INPUT: an address is none, or there is a
 * control character where a header would break. */
MUST_USE enum err mail_print(const struct mail *m, struct buf *out);

/* ---- notice.c ---- */

/* The system table of wire/, for the schema; closed by NULL. */
extern const char *const wire_tables[];

/*
 * Tells the account at once by mail, in the act that is open; nothing happens
 * when mail is off, or the account does not want it so, or was told before:
 * account, kind and key together are one notice for good ("assigned",
 * "<record id> <revision>").
 *
 * kind         why one is told, message mail.why-KIND
 * subject_key  message with {0} what and {1} who
 * args         {"what", "who", "by"}, borrowed, each may be absent; what and
 *              who are texts, or {"of": "exchange", "id": "…"}: that record's
 *              title, as the reader may see it; by is a date (EDTF)
 * href         path on this server, "/office/…", or NULL
 */
MUST_USE enum err notice_add(struct visit *v, struct id account,
	const char *kind, const char *key, const char *subject_key,
	json_t *args, const char *href);

/* The same, whatever the account wants, if only it has an address; href bears
 * what is not to be known before it is read. */
MUST_USE enum err notice_must(struct visit *v, struct id account,
	const char *kind, const char *key, const char *subject_key,
	json_t *args, const char *href);

/* An account that mail goes to. */
struct reader {
	struct id id;
	const char *mail, *called;
	enum lang lang;
	unsigned roles;
	struct id office;             /* as in struct visit */
	struct id ties[VISIT_TIES];
	size_t tie_count;
};

/* Accounts that want the daily digest. */
MUST_USE enum err notice_readers(struct visit *v, struct reader **out,
	size_t *n);
/* Was that day looked at for this reader? */
MUST_USE enum err notice_told(struct visit *v, const struct reader *r,
	const char *day, bool *told);
/* A visit as the reader would make it, in the arena and connection of v. */
struct visit notice_visit(const struct visit *v, const struct reader *r);
/* Puts the digest of that day in, in the act that is open; no tasks: only
 * that the day was looked at.  tasks: [{"group","when","what","why","href",
 * "late"}], already in the reader's language. */
MUST_USE enum err notice_digest(struct visit *v, const struct reader *r,
	const char *day, json_t *tasks);

/* Sends one notice and notes that it is sent; no act is open.  OK too when
 * there is nothing to send any more.  office gives the record whose name the
 * letter bears, asked with the reader's visit; it may give NULL. */
MUST_USE enum err notice_send(struct visit *v, struct id notice,
	struct record *(*office)(struct visit *v));
/* ---- press.c ---- */

/* A letter to somebody outside, of the press list or a requester of a block,
 * whose record's id `to` is, in the
 * act that is open; to, kind and key together are one letter for good: *added
 * false.  ERR_CONFLICT: mail is off. */
MUST_USE enum err press_add(struct visit *v, struct id to, const char *kind,
	const char *key, json_t *with, bool *added);
/* Was it put in before? */
MUST_USE enum err press_told(struct visit *v, struct id to, const char *kind,
	const char *key, bool *told);

struct press_letter {
	const char *to, *called;       /* address, and how jobs name them */
	const char *from_name, *subject, *body;
	const char *leave;             /* where one leaves the list; NULL: it is
	                                  no list */
};
/* Writes the letter at the moment that it goes; to stays NULL: it is not to go
 * any more. */
typedef enum err press_write(struct visit *v, struct id to, const char *kind,
	json_t *with, struct press_letter *out);
/* Sends one and notes that it is sent; no act is open. */
MUST_USE enum err press_send(struct visit *v, struct id letter,
	press_write *write);

/* ---- ping.c ---- */

/* Tells the hub of these feeds; half a minute at most, no act is open.
 * ERR_BUSY: not now; ERR_DENIED: it does not want to hear. */
MUST_USE enum err hub_ping(struct visit *v, const char *hub,
	const char *const *topics, size_t n);

/* ---- notice.c again ---- */

/* Forgets notices that were settled so long ago that nobody asks. */
MUST_USE enum err notice_sweep(struct visit *v);

#endif
