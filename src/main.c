/* SPDX-License-Identifier: Apache-2.0 */
/* The table of subcommands, and their common words. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"

#define COMMON \
	"\n" \
	"  --data DIR      the folder of the office (./data)\n" \
	"  --store WHERE   sqlite:FILE or postgresql://… (sqlite:DIR/gyoryu.db)\n"

const struct command commands[] = {
	{ "init", "make a new, empty office",
	  "gyoryu init\n"
	  "Makes the folder, its secret key and the store. Keep a copy of\n"
	  "secret.key: without it what is sealed cannot be read.\n" COMMON,
	  init_run },
	{ "serve", "serve the public site and the office",
	  "gyoryu serve\n\n"
	  "  --listen ADDR:PORT  where (127.0.0.1:8080; port 0: a free one)\n"
	  "  --origin URL        how the world sees it, https://…\n"
	  "  --proxy ADDR        believe forwarded addresses from here; repeat\n"
	  "  --limit NAME=VALUE  set a bound of the server; repeat\n"
	  "  --mail URL          smtp://user@host:587 or smtps://…; without it\n"
	  "                      no mail is sent. The password is in\n"
	  "                      DIR/mail.password or GYORYU_MAIL_PASSWORD\n"
	  "  --mail-from ADDR    whom the letters come from\n"
	  "  --mail-tls          send nothing to a server without TLS\n"
	  "  --override DIR      templates/ static/ messages/ of your own\n"
	  "  --verbose           a line a request in the log\n" COMMON,
	  serve_run },
	{ "demo", "a fresh server with the founding facts, until stopped",
	  "gyoryu demo\n"
	  "Works in a temporary folder that goes when it stops; prints its\n"
	  "address and the sample accounts.\n\n"
	  "  --listen ADDR:PORT  where (127.0.0.1:8080, else a free port)\n"
	  "  --store WHERE       an empty PostgreSQL database instead\n",
	  demo_run },
	{ "user", "accounts: add, password, token, list",
	  "gyoryu user add LOGIN     asks for the password\n"
	  "gyoryu user password LOGIN\n"
	  "gyoryu user token LOGIN [LABEL]   a token for programs, shown once\n"
	  "gyoryu user list\n\n"
	  "  --called NAME          the name that others see\n"
	  "  --roles \"ROLE …\"       reader officer editor approver admin\n"
	  "  --language TAG         ko, en, zh, ja\n"
	  "  --password-file FILE   its first line, instead of asking\n" COMMON,
	  user_run, 3 },
	{ "import", "records from CSV or JSON lines",
	  "gyoryu import FILE…\n"
	  "All of a file or nothing; faults are told as file:line:column.\n\n"
	  "  --kind KIND     of a CSV's records: city, tie, …\n"
	  "  --keep-going    take the good lines\n" COMMON,
	  import_run, WORDS_MOST },
	{ "export", "records to standard output",
	  "gyoryu export\n\n"
	  "  --kind KIND     only these\n"
	  "  --format csv    a table (of one kind) in place of JSON lines\n"
	  "  --without-personal   of comments: what statistics need, and\n"
	  "    --from DAY, --until DAY   those of these days\n"
	  "    --text        with the text of those that everybody reads\n"
	  COMMON,
	  export_run },
	{ "backup", "everything into one file",
	  "gyoryu backup FILE\n"
	  "Works while the server runs. The file holds the secret key too:\n"
	  "keep it as you would keep the server.\n" COMMON,
	  backup_run, 1 },
	{ "restore", "a new office from such a file",
	  "gyoryu restore FILE\n"
	  "Into an empty folder or database, of either engine.\n" COMMON,
	  restore_run, 1 },
	{ "check", "verify tables, store, and history",
	  "gyoryu check\n\n"
	  "  --quick         leave out comparing each record with its history\n"
	  COMMON,
	  check_run },
	{ "mail", "a letter to somebody, to see whether mail works",
	  "gyoryu mail ADDRESS\n\n"
	  "  --mail URL          smtp://user@host:587 or smtps://…\n"
	  "  --mail-from ADDR    whom the letter comes from\n"
	  "  --mail-tls          send nothing to a server without TLS\n"
	  "  --data DIR          where mail.password lies (./data)\n",
	  mail_run, 1 },
	{ "double", "translation services played, for trying things out",
	  "gyoryu double\n"
	  "LibreTranslate, DeepL, Google and Papago as they answer, from a\n"
	  "dictionary of our own; prints its addresses and its key. Nothing\n"
	  "of it is a translation to be relied upon.\n\n"
	  "  --listen ADDR:PORT  where (127.0.0.1:0, a free port)\n",
	  double_run },
	{ "version", "this program and what it stands on",
	  "gyoryu version\n", version_run },
	{0}
};

enum option_name {
	OPTION_DATA = 256, OPTION_LISTEN, OPTION_STORE, OPTION_ORIGIN,
	OPTION_OVERRIDE, OPTION_PROXY, OPTION_LIMIT, OPTION_CALLED,
	OPTION_ROLES, OPTION_LANGUAGE, OPTION_PASSWORD_FILE, OPTION_KIND,
	OPTION_FORMAT, OPTION_KEEP_GOING, OPTION_QUICK, OPTION_VERBOSE,
	OPTION_MAIL, OPTION_MAIL_FROM, OPTION_MAIL_TLS, OPTION_WITHOUT,
	OPTION_FROM, OPTION_UNTIL, OPTION_TEXT,
};

static const struct option words[] = {
	{ "data", required_argument, NULL, OPTION_DATA },
	{ "listen", required_argument, NULL, OPTION_LISTEN },
	{ "store", required_argument, NULL, OPTION_STORE },
	{ "origin", required_argument, NULL, OPTION_ORIGIN },
	{ "override", required_argument, NULL, OPTION_OVERRIDE },
	{ "proxy", required_argument, NULL, OPTION_PROXY },
	{ "limit", required_argument, NULL, OPTION_LIMIT },
	{ "called", required_argument, NULL, OPTION_CALLED },
	{ "roles", required_argument, NULL, OPTION_ROLES },
	{ "language", required_argument, NULL, OPTION_LANGUAGE },
	{ "password-file", required_argument, NULL, OPTION_PASSWORD_FILE },
	{ "kind", required_argument, NULL, OPTION_KIND },
	{ "format", required_argument, NULL, OPTION_FORMAT },
	{ "keep-going", no_argument, NULL, OPTION_KEEP_GOING },
	{ "quick", no_argument, NULL, OPTION_QUICK },
	{ "verbose", no_argument, NULL, OPTION_VERBOSE },
	{ "mail", required_argument, NULL, OPTION_MAIL },
	{ "mail-from", required_argument, NULL, OPTION_MAIL_FROM },
	{ "mail-tls", no_argument, NULL, OPTION_MAIL_TLS },
	{ "without-personal", no_argument, NULL, OPTION_WITHOUT },
	{ "from", required_argument, NULL, OPTION_FROM },
	{ "until", required_argument, NULL, OPTION_UNTIL },
	{ "text", no_argument, NULL, OPTION_TEXT },
	{ "help", no_argument, NULL, 'h' },
	{0}
};

static void
usage(FILE *out)
{
	fprintf(out, "gyoryu %s: a city's sister-city exchange\n\n", VERSION);
	for (const struct command *c = commands; c->name != NULL; c++)
		fprintf(out, "  %-9s %s\n", c->name, c->summary);
	fprintf(out, "\ngyoryu COMMAND --help tells more\n");
}

static void
add(const char *list[ARGS_MOST + 1], const char *value)
{
	for (int i = 0; i < ARGS_MOST; i++)
		if (list[i] == NULL) {
			list[i] = value;
			return;
		}
}

static void
option_set(struct options *o, int word, const char *value)
{
	switch (word) {
	case OPTION_DATA: o->data = value; break;
	case OPTION_LISTEN: o->listen = value; break;
	case OPTION_STORE: o->store = value; break;
	case OPTION_ORIGIN: o->origin = value; break;
	case OPTION_OVERRIDE: o->templates = value; break;
	case OPTION_PROXY: add(o->proxies, value); break;
	case OPTION_LIMIT: add(o->limits, value); break;
	case OPTION_CALLED: o->called = value; break;
	case OPTION_ROLES: o->roles = value; break;
	case OPTION_LANGUAGE: o->language = value; break;
	case OPTION_PASSWORD_FILE: o->password_file = value; break;
	case OPTION_KIND: o->kind = value; break;
	case OPTION_FORMAT: o->format = value; break;
	case OPTION_KEEP_GOING: o->keep_going = true; break;
	case OPTION_QUICK: o->quick = true; break;
	case OPTION_MAIL: o->mail = value; break;
	case OPTION_MAIL_FROM: o->mail_from = value; break;
	case OPTION_MAIL_TLS: o->mail_tls = true; break;
	case OPTION_WITHOUT: o->without_personal = true; break;
	case OPTION_FROM: o->from = value; break;
	case OPTION_UNTIL: o->until = value; break;
	case OPTION_TEXT: o->with_text = true; break;
	case OPTION_VERBOSE: o->verbose = true; break;
	}
}

/* -1: go on; else the exit code. */
static int
options_read(const struct command *c, int argc, char **argv,
	struct options *o)
{
	int word;

	while ((word = getopt_long(argc, argv, "h", words, NULL)) != -1) {
		if (word == 'h') {
			fputs(c->help, stdout);
			return EXIT_FINE;
		}
		if (word == '?')
			return EXIT_USAGE;
		option_set(o, word, optarg);
	}
	for (; optind < argc; optind++) {
		if (o->arg_count == c->args_most) {
			fprintf(stderr, "gyoryu: %s takes no further word: %s\n",
				c->name, argv[optind]);
			return EXIT_USAGE;
		}
		o->args[o->arg_count++] = argv[optind];
	}
	return -1;
}

int
main(int argc, char **argv)
{
	struct options o = { .data = "data" };

	if (argc < 2) {
		usage(stderr);
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		usage(stdout);
		return EXIT_FINE;
	}
	for (const struct command *c = commands; c->name != NULL; c++)
		if (strcmp(c->name, argv[1]) == 0) {
			int code = options_read(c, argc - 1, argv + 1, &o);

			return code >= 0 ? code : c->run(&o);
		}
	fprintf(stderr, "gyoryu: no command is called %s\n", argv[1]);
	usage(stderr);
	return EXIT_USAGE;
}
