/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gyoryu user: accounts from the command line, so that the first one can be
 * made and a lost password be mended.
 */
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"
#include "command.h"
#include "office/office.h"

struct account_wish {
	json_t *in;
	const char *hash, *label, *token;
	struct record *account;
};

/* ---- making one ---- */

static enum err
create(struct visit *v, void *arg)
{
	struct account_wish *w = arg;

	TRY(record_create(v, &entity_account, w->in, &w->account));
	return account_password(v, w->account->id, w->hash);
}

enum err
account_make(struct house *h, const char *login, const char *called,
	const char *roles, const char *language, const char *password,
	struct id *out)
{
	char hash[SECRET_HASH];
	struct account_wish w = { .hash = hash };
	const char *normal;

	if (text_take(h->arena, password, strlen(password), &normal) !=
	    TEXT_GOOD)
		return fail(&h->visit, ERR_INPUT, "error.not-utf8");
	if (text_length(normal) < 10 || strcmp(normal, login) == 0)
		return fail(&h->visit, ERR_INPUT, "account.password-short");
	TRY(secret_password_hash(normal, strlen(normal), hash));
	w.in = keep(&h->visit, json_pack("{s:s, s:s, s:s, s:s, s:b}",
		"login", login, "called", called, "roles", roles,
		"language", language, "active", 1));
	TRY(visit_write(&h->visit, create, &w));
	*out = w.account->id;
	return OK;
}

/* ---- the password: from a file, or typed unseen ---- */

static const char *
first_line(struct arena *a, const char *text)
{
	return arena_copy(a, text, strcspn(text, "\r\n"));
}

static const char *
password_typed(struct arena *a)
{
	struct termios was, quiet;
	char line[1024];
	bool terminal = tcgetattr(STDIN_FILENO, &was) == 0;

	if (terminal) {
		fprintf(stderr, "password (at least 10 characters): ");
		quiet = was;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	}
	if (fgets(line, sizeof line, stdin) == NULL)
		line[0] = '\0';
	if (terminal) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
		fputc('\n', stderr);
	}
	return first_line(a, line);
}

static const char *
password_of(struct house *h, const struct options *o)
{
	struct bytes text;

	if (o->password_file == NULL)
		return password_typed(h->arena);
	if (file_read(h->arena, o->password_file, 1024, &text) != OK) {
		fprintf(stderr, "gyoryu: cannot read %s\n", o->password_file);
		return NULL;
	}
	return first_line(h->arena, text.at);
}

/* ---- the acts ---- */

static int
add(struct house *h, const struct options *o)
{
	const char *password = password_of(h, o);
	struct id id;
	enum err err;

	if (password == NULL)
		return EXIT_FAILED;
	err = account_make(h, o->args[1], o->called ? o->called : o->args[1],
		o->roles ? o->roles : "reader",
		o->language ? o->language : "ko", password, &id);
	if (err != OK) {
		house_complain(&h->visit, o->args[1], err);
		return EXIT_FAILED;
	}
	printf("%s may sign in\n", o->args[1]);
	return EXIT_FINE;
}

static enum err
set_password(struct visit *v, void *arg)
{
	struct account_wish *w = arg;

	return account_password(v, w->account->id, w->hash);
}

static int
password(struct house *h, const struct options *o)
{
	const char *text = password_of(h, o), *normal;
	char hash[SECRET_HASH];
	struct account_wish w = { .hash = hash };
	enum err err;

	if (text == NULL || text_take(h->arena, text, strlen(text), &normal)
	    != TEXT_GOOD || text_length(normal) < 10) {
		fprintf(stderr, "gyoryu: a password has at least 10 "
			"characters\n");
		return EXIT_FAILED;
	}
	err = record_find(&h->visit, &entity_account, "login", o->args[1],
		&w.account);
	if (err == OK)
		err = secret_password_hash(normal, strlen(normal), hash);
	if (err == OK)
		err = visit_write(&h->visit, set_password, &w);
	if (err != OK)
		house_complain(&h->visit, o->args[1], err);
	return err == OK ? EXIT_FINE : EXIT_FAILED;
}

static enum err
make_token(struct visit *v, void *arg)
{
	struct account_wish *w = arg;

	return token_make(v, w->account->id, w->label, &w->token);
}

static int
token(struct house *h, const struct options *o)
{
	struct account_wish w = {
		.label = o->arg_count > 2 ? o->args[2] : "command line" };
	enum err err = record_find(&h->visit, &entity_account, "login",
		o->args[1], &w.account);

	if (err == OK)
		err = visit_write(&h->visit, make_token, &w);
	if (err != OK) {
		house_complain(&h->visit, o->args[1], err);
		return EXIT_FAILED;
	}
	printf("%s\n", w.token);
	return EXIT_FINE;
}

static enum err
say(struct visit *v, struct record *r, void *arg)
{
	const char *roles = record_chosen(v->arena, r, "roles");

	(void)arg;
	printf("%-20s %-30s %s%s\n", record_text(r, "login"),
		roles != NULL ? roles : "",
		record_text(r, "called") ? record_text(r, "called") : "",
		record_flag(r, "active") ? "" : " (closed)");
	return OK;
}

static int
list(struct house *h, const struct options *o)
{
	enum err err = query_each(query_of(&h->visit, &entity_account), say,
		NULL);

	(void)o;
	if (err != OK)
		house_complain(&h->visit, "user list", err);
	return err == OK ? EXIT_FINE : EXIT_FAILED;
}

static const struct {
	const char *name;
	int args;
	int (*run)(struct house *h, const struct options *o);
} acts[] = {
	{ "add", 2, add }, { "password", 2, password }, { "token", 2, token },
	{ "list", 1, list },
};

int
user_run(const struct options *o)
{
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
		struct house h;
		int code;

		if (o->arg_count < acts[i].args ||
		    strcmp(o->args[0], acts[i].name) != 0)
			continue;
		if (!house_open(&h, o, HOUSE_IS_THERE))
			return EXIT_FAILED;
		code = acts[i].run(&h, o);
		house_close(&h);
		return code;
	}
	fprintf(stderr, "gyoryu: user add LOGIN, user password LOGIN, "
		"user token LOGIN [LABEL] or user list\n");
	return EXIT_USAGE;
}
