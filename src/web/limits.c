/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every bound of the server in one table.  What an app's wish leaves at 0 is
 * the value here; app_open refuses what is below `least` or above `most`.
 */
#include "inside.h"

#define KIB (INT64_C(1) << 10)
#define MIB (INT64_C(1) << 20)

const struct limit limit_rows[LIMIT__MAX] = {
	[LIMIT_HEADER] = {"header", 8 * KIB, KIB, 64 * KIB,
		"bytes of a request's address and headers"},
	[LIMIT_BODY] = {"body", MIB, KIB, 16 * MIB,
		"bytes of a form or a JSON body"},
	[LIMIT_UPLOAD] = {"upload", 24 * MIB, KIB, 256 * MIB,
		"bytes of a form with files, or of a file to import"},
	[LIMIT_PARTS] = {"parts", 300, 1, 5000,
		"parts of a form with files"},
	[LIMIT_FIELDS] = {"fields", 2000, 10, 50000,
		"fields of a form, values of a JSON body"},
	[LIMIT_JSON_DEPTH] = {"json-depth", 16, 4, 64,
		"lists and objects within one another in a JSON body"},
	[LIMIT_LIST] = {"list", 50, 5, 500,
		"records on one page of a list, unless it asks for more"},
	[LIMIT_PAGE] = {"page", 8 * MIB, 64 * KIB, 64 * MIB,
		"bytes of one page"},
	[LIMIT_REQUEST_SECONDS] = {"request-seconds", 30, 1, 600,
		"seconds that a request may take to arrive"},
	[LIMIT_CONNECTIONS] = {"connections", 1000, 4, 50000,
		"connections at once"},
	[LIMIT_CONNECTIONS_PER_NETWORK] = {"connections-per-network", 100, 1,
		50000, "connections at once from one network, when they are scarce"},
	[LIMIT_QUEUE] = {"queue", 256, 1, 10000,
		"requests that wait for a worker"},
	[LIMIT_CACHE] = {"cache", 64 * MIB, 1, 64 * 1024 * MIB,
		"bytes of public pages that are kept; 1 keeps none"},
	[LIMIT_WORKERS] = {"workers", 8, 1, 128,
		"threads that answer requests"},
	[LIMIT_SLOW_WORKERS] = {"slow-workers", 2, 1, 32,
		"threads that check passwords"},
	[LIMIT_SESSION_HOURS] = {"session-hours", 12, 1, 720,
		"hours after which a session that is not used ends"},
	[LIMIT_SIGN_IN_PER_ACCOUNT] = {"sign-in-per-account", 5, 1, 100,
		"tries to sign in to one account before a wait"},
	[LIMIT_SIGN_IN_PER_NETWORK] = {"sign-in-per-network", 20, 1, 1000,
		"tries to sign in from one network before a wait"},
	[LIMIT_COMMENT_KEY_DAYS] = {"comment-key-days", 14, 1, 90,
		"days that keys of readers' addresses are kept"},
};

int64_t
app_limit(const struct app *app, enum limit_name name)
{
	return app->wish.limits[name];
}
