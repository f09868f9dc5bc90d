/* SPDX-License-Identifier: Apache-2.0 */
/* gyoryu init: a new, empty office. */
#include <stdio.h>

#include "command.h"

int
init_run(const struct options *o)
{
	struct house h;

	if (!house_open(&h, o, HOUSE_IS_MADE))
		return EXIT_FAILED;
	printf("%s is ready\n", o->data);
	printf("next: gyoryu user add LOGIN --roles admin --data %s\n",
		o->data);
	house_close(&h);
	return EXIT_FINE;
}
