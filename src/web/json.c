/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON from outside.  Before it is read, one pass over the bytes tells how
 * deep and how long it is, so that nothing is built of what is too much.  Then
 * every text in it, names too, is taken in as any other text: normalised, or
 * refused.
 */
#include <string.h>

#include "inside.h"

/* Depth and number of values, by brackets and commas outside of texts. */
static enum err
measure(const char *at, size_t n, size_t depth_most, size_t most)
{
	size_t depth = 0, values = 1;
	bool within = false;

	for (size_t i = 0; i < n; i++) {
		if (within) {
			if (at[i] == '\\')
				i++;
			else if (at[i] == '"')
				within = false;
			continue;
		}
		if (at[i] == '"')
			within = true;
		else if (at[i] == '[' || at[i] == '{')
			depth++;
		else if ((at[i] == ']' || at[i] == '}') && depth > 0)
			depth--;
		else if (at[i] == ',')
			values++;
		if (depth > depth_most || values > most)
			return ERR_LARGE;
	}
	return OK;
}

static enum err
text_taken(struct arena *a, json_t *in, json_t **out)
{
	const char *text;

	if (text_take(a, json_string_value(in), json_string_length(in),
		    &text) != TEXT_GOOD)
		return ERR_INPUT;
	*out = json_string(text);
	return *out != NULL ? OK : ERR_INPUT;
}

/* A copy of in whose texts are good; new reference, on failure what there is
 * of it, or NULL.  As deep as measure lets it be. */
static enum err
taken(struct arena *a, json_t *in, json_t **out)
{
	json_t *value, *copy;
	const char *name, *good;
	enum err err;
	size_t i;

	*out = NULL;
	if (json_is_string(in))
		return text_taken(a, in, out);
	if (json_is_array(in)) {
		*out = json_array();
		json_array_foreach(in, i, value) {
			err = taken(a, value, &copy);
			/* Half made or not, it is the list's to let go. */
			json_array_append_new(*out, copy);
			TRY(err);
		}
		return OK;
	}
	if (!json_is_object(in)) {
		*out = json_incref(in);
		return OK;
	}
	*out = json_object();
	json_object_foreach(in, name, value) {
		if (text_take(a, name, strlen(name), &good) != TEXT_GOOD)
			return ERR_INPUT;
		err = taken(a, value, &copy);
		json_object_set_new(*out, good, copy);
		TRY(err);
	}
	return OK;
}

static void
drop(void *json)
{
	json_decref(json);
}

enum err
json_take(struct arena *a, const char *at, size_t n, size_t depth, size_t most,
	json_t **out)
{
	json_error_t why;
	json_t *in, *good = NULL;
	enum err err;

	TRY(measure(at, n, depth, most));
	in = json_loadb(at, n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);
	if (in == NULL)
		return ERR_INPUT;
	err = taken(a, in, &good);
	json_decref(in);
	if (good != NULL)
		arena_defer(a, drop, good);
	if (err == OK)
		*out = good;
	return err;
}

const char *
json_fault(const char *at, size_t n, size_t depth, int *line, int *column)
{
	json_error_t why = { .line = 0 };
	json_t *in;

	if (measure(at, n, depth, SIZE_MAX) != OK)
		return "error.json-deep";
	in = json_loadb(at, n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);
	if (in != NULL) {
		json_decref(in);
		return NULL;
	}
	*line = why.line;
	*column = why.column;
	switch (json_error_code(&why)) {
	case json_error_invalid_utf8:
		return "error.body-utf8";
	case json_error_duplicate_key:
		return "error.json-twice";
	default:
		return "error.json-broken";
	}
}
