/* SPDX-License-Identifier: Apache-2.0 */
/* gyoryu version: this program and what it stands on. */
#include <jansson.h>
#include <libpq-fe.h>
#include <microhttpd.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unicode/uvernum.h>

#include "command.h"

int
version_run(const struct options *o)
{
	(void)o;
	printf("gyoryu %s\n", VERSION);
	printf("SQLite %s, libpq %d, libmicrohttpd %s, ICU %s, jansson %s, "
		"libsodium %s\n", sqlite3_libversion(), PQlibVersion() / 10000,
		MHD_get_version(), U_ICU_VERSION, JANSSON_VERSION,
		sodium_version_string());
	return EXIT_FINE;
}
