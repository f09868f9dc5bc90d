/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The commands of the program, one file each, on the top floor.  Every one
 * has a line of summary and a page of help; exit codes are 0, 1 (it failed)
 * and 2 (the words were wrong).
 */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include "web/web.h"

enum { EXIT_FINE, EXIT_FAILED, EXIT_USAGE };

#define ARGS_MOST 16   /* of an option that is repeated */
#define WORDS_MOST 200 /* files to import */

/* What was said on the command line, the same words for every command. */
struct options {
	const char *data;              /* --data DIR */
	const char *listen;            /* --listen ADDR:PORT; NULL: the usual */
	const char *store;             /* --store sqlite:FILE | postgresql://… */
	const char *origin;            /* --origin https://… */
	const char *templates;         /* --override DIR */
	const char *proxies[ARGS_MOST + 1];     /* --proxy ADDR, repeated */
	const char *limits[ARGS_MOST + 1];      /* --limit name=value */
	const char *called, *roles, *language;  /* of user add */
	const char *password_file;
	const char *mail, *mail_from;  /* --mail smtp://…; NULL: mail is off */
	bool mail_tls;                 /* --mail-tls: nothing goes without */
	const char *kind, *format;     /* of import and export */
	const char *from, *until;      /* days, of export */
	bool without_personal, with_text;
	bool keep_going, quick, verbose;
	const char *args[WORDS_MOST];  /* what is not an option */
	int arg_count;
};

struct command {
	const char *name, *summary, *help;
	int (*run)(const struct options *o);
	int args_most;                 /* words besides options that it takes */
};
extern const struct command commands[];  /* main.c; closed by {0} */

int init_run(const struct options *o);
int serve_run(const struct options *o);
int demo_run(const struct options *o);
int user_run(const struct options *o);
int import_run(const struct options *o);
int export_run(const struct options *o);
int backup_run(const struct options *o);
int restore_run(const struct options *o);
int check_run(const struct options *o);
int mail_run(const struct options *o);
int double_run(const struct options *o);
int version_run(const struct options *o);

/* ---- house.c: what every command opens first ---- */

struct house {
	struct arena *arena;       /* the program's */
	struct db *store;
	struct db_conn *db;        /* of the thread that opened it */
	const struct app *app;
	struct visit visit;        /* a trusted system visit, in English */
	uint8_t key[SECRET_KEY];
	const char *data;
	const struct mail_server *mail;  /* NULL: mail is off */
	const char *origin;        /* NULL: nobody has said */
};

enum house_wish { HOUSE_IS_THERE, HOUSE_IS_MADE };

/*
 * Opens the store, reads the key, verifies all tables and brings the store to
 * the program's schema.  HOUSE_IS_MADE makes folder, key and store where they
 * are missing.  False: one clear line was printed.
 */
bool house_open(struct house *h, const struct options *o,
	enum house_wish wish);
void house_close(struct house *h);
/* Prints what went wrong in a visit, a line each, with a word before it. */
void house_complain(struct visit *v, const char *what, enum err err);
/* Serves until SIGINT or SIGTERM; prints where it listens. */
int house_serve(struct house *h, const char *listen);

/* A bar on a terminal, nothing elsewhere; done == all ends it. */
void progress_show(int64_t done, int64_t all, void *label);

/* Makes an account with a password (hashed here) and roles. */
MUST_USE enum err account_make(struct house *h, const char *login,
	const char *called, const char *roles, const char *language,
	const char *password, struct id *out);
/* The demonstration's records, from the files the program carries. */
MUST_USE enum err demo_fill(struct house *h);

/* Every table that a backup holds: {"tie": {"id":"id!",…}, "history": …}. */
json_t *backup_tables(struct house *h);

/* The jobs that this program knows, closed by {0} (jobs.c). */
extern const struct job_kind job_kinds[];

/* ---- letters.c: the jobs of mail; with: {"notice": id}, and nothing ---- */

MUST_USE enum err letter_send(struct visit *v, json_t *with);
MUST_USE enum err letter_digest(struct visit *v, json_t *with);

/* ---- mail.c ---- */

/* The mail server that was said, in a; *out NULL: none was.  False: one clear
 * line was printed. */
bool mail_server_of(struct arena *a, const struct options *o,
	const struct mail_server **out);

#endif
