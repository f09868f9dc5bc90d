/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mail server of the command line, and gyoryu mail, which writes to
 * somebody through it, to see whether it works.
 *
 *	--mail smtp://user@host:587 --mail-from office@example.org [--mail-tls]
 *
 * The password is in DIR/mail.password, which nobody else may read, or in the
 * environment; never on the command line, where everybody on the machine
 * could.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/file.h"
#include "command.h"
#include "wire/wire.h"

#define PASSWORD_MOST 1000

/* *out NULL: there is none. */
static bool
password_read(struct arena *a, const char *data, const char **out)
{
	const char *path = arena_printf(a, "%s/mail.password", data);
	const char *said = getenv("GYORYU_MAIL_PASSWORD");
	struct bytes text;
	struct stat is;

	*out = said;
	if (said != NULL || stat(path, &is) != 0)
		return true;
	if ((is.st_mode & 077) != 0) {
		fprintf(stderr, "gyoryu: others may read %s: chmod 600 it\n",
			path);
		return false;
	}
	if (file_read(a, path, PASSWORD_MOST, &text) != OK) {
		fprintf(stderr, "gyoryu: cannot read %s: %s\n", path,
			strerror(errno));
		return false;
	}
	*out = arena_copy(a, text.at, strcspn(text.at, "\r\n"));
	return true;
}

bool
mail_server_of(struct arena *a, const struct options *o,
	const struct mail_server **out)
{
	struct mail_server *server;
	const char *password;
	char why[300];

	*out = NULL;
	if (o->mail == NULL)
		return true;
	server = arena_alloc(a, sizeof *server);
	if (!password_read(a, o->data, &password))
		return false;
	if (!mail_server_take(a, o->mail, o->mail_from, o->mail_tls, password,
	    server, why)) {
		fprintf(stderr, "gyoryu: --mail: %s\n", why);
		return false;
	}
	server->origin = o->origin;
	*out = server;
	return true;
}

static int
try_it(struct arena *a, const struct mail_server *server, const char *to)
{
	struct mail m = { .from = server->from, .to = to,
		.subject = "Gyoryu: mail works",
		.body = "This letter was sent by hand, to see whether mail "
			"works.\nIt does.\n",
		.message_id = arena_printf(a, "<%s%s>", id_text(a, id_new()),
			strrchr(server->from, '@')),
		.date = clock_now() };
	char why[300];

	wire_start();
	if (mail_send(a, server, &m, why) != OK) {
		fprintf(stderr, "gyoryu: %s\n", why);
		return EXIT_FAILED;
	}
	printf("%s has taken a letter to %s\n", server->url, to);
	return EXIT_FINE;
}

int
mail_run(const struct options *o)
{
	struct arena *a = arena_new();
	const struct mail_server *server;
	int code = EXIT_FAILED;

	if (o->arg_count != 1 || o->mail == NULL) {
		fprintf(stderr, "gyoryu: gyoryu mail ADDRESS --mail "
			"smtp://… --mail-from ADDRESS\n");
		code = EXIT_USAGE;
	} else if (mail_server_of(a, o, &server)) {
		code = try_it(a, server, o->args[0]);
	}
	arena_free(a);
	return code;
}
