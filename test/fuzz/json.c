/* SPDX-License-Identifier: Apache-2.0 */
/* A JSON body of anybody's making: what is taken in is within its bounds, and
 * is the same when it is written and taken in again. */
#include <string.h>

#include "fuzz.h"
#include "web/inside.h"

enum { DEPTH = 8, VALUES = 100 };

static size_t
depth(json_t *json)
{
	size_t most = 0, i;
	const char *name;
	json_t *value;

	if (json_is_array(json))
		json_array_foreach(json, i, value)
			most = depth(value) > most ? depth(value) : most;
	else if (json_is_object(json))
		json_object_foreach(json, name, value)
			most = depth(value) > most ? depth(value) : most;
	else
		return 0;
	return most + 1;
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
	struct arena *a = arena_new();
	json_t *json, *twin;
	char *text;

	if (json_take(a, (const char *)at, n, DEPTH, VALUES, &json) == OK) {
		PROMISE(depth(json) <= DEPTH);
		text = json_dumps(json, JSON_ENCODE_ANY);
		PROMISE(text != NULL);
		PROMISE(json_take(a, text, strlen(text), DEPTH, VALUES,
			&twin) == OK);
		PROMISE(json_equal(json, twin) || strpbrk(text, ".eE"));
		free(text);
	}
	arena_free(a);
	return 0;
}
