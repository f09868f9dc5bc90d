/* SPDX-License-Identifier: Apache-2.0 */
/* gyoryu init: a new, empty office. */
#include <stdio.h>

#include "base/file.h"
#include "command.h"

int
init_run(const struct options *o)
{
	struct house h;
	struct arena *a = arena_new();
	bool there = file_there(arena_printf(a, "%s/secret.key", o->data));

	arena_free(a);
	if (!house_open(&h, o, HOUSE_IS_MADE))
		return EXIT_FAILED;
	printf(there ? "%s was an office already; nothing was changed\n" :
		"%s is ready\n", o->data);
	printf("next: gyoryu user add LOGIN --roles admin --data %s\n",
		o->data);
	house_close(&h);
	return EXIT_FINE;
}
