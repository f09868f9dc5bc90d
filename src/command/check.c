/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gyoryu check: the tables of the program (house_open has verified them), the
 * store as its engine sees it, the history's chain, and every record against
 * its newest entry.
 */
#include <stdio.h>

#include "command.h"

static int
say(bool so, const char *what, const char *more)
{
	printf("%s  %s%s%s\n", so ? "fine " : "WRONG", what,
		*more ? ": " : "", more);
	return !so;
}

static int
history_check(struct house *h, const struct options *o)
{
	static char label[] = "history";
	int64_t entries = 0, broken = 0;
	enum err err = history_verify(&h->visit, !o->quick, &entries, &broken,
		progress_show, label);

	if (err != OK) {
		house_complain(&h->visit, "history", err);
		return 1;
	}
	if (broken != 0)
		return say(false, "history", arena_printf(h->arena,
			"entry %lld does not fit what came before it or what "
			"the record says", (long long)broken));
	return say(true, "history", arena_printf(h->arena,
		"%lld entries, one whole chain", (long long)entries));
}

int
check_run(const struct options *o)
{
	struct house h;
	char why[300] = "";
	int wrong = 0;

	if (!house_open(&h, o, HOUSE_IS_THERE))
		return EXIT_FAILED;
	wrong += say(true, "tables of the program", arena_printf(h.arena,
		"%zu kinds of record", app_catalogue(h.app)->count));
	wrong += say(db_sound(h.store, why) == OK, "store", why);
	wrong += history_check(&h, o);
	house_close(&h);
	return wrong == 0 ? EXIT_FINE : EXIT_FAILED;
}
