/* SPDX-License-Identifier: Apache-2.0 */
/* PLACE: a point on the earth in degrees (WGS 84), to a tenth of a metre. */
#include "kinds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* "37.38" and nothing else: no exponent, no hexadecimal, no infinity. */
static bool
degrees_parse(const char *s, double *out)
{
	size_t sign = *s == '-' || *s == '+', whole, part = 0;
	const char *end = s + sign;
	char *stop;

	whole = strspn(end, "0123456789");
	end += whole;
	if (*end == '.')
		part = 1 + strspn(end + 1, "0123456789");
	if (whole == 0 || part == 1 || end[part] != '\0' ||
		strlen(s) > 40)
		return false;
	*out = strtod(s, &stop);
	return *stop == '\0';
}

/* *given false: nothing was. */
static enum err
degrees_take(struct taking *t, json_t *in, double most, double *out,
	bool *given)
{
	const char *text;

	*given = in != NULL && !json_is_null(in);
	if (!*given)
		return OK;
	if (json_is_number(in)) {
		*out = json_number_value(in);
	} else {
		TRY(taking_text(t, in, &text));
		*given = *text != '\0';
		if (!*given)
			return OK;
		text = taking_plain(t->v->arena, text);
		if (!degrees_parse(text, out))
			return taking_wrong(t, "error.not-a-place");
	}
	*out = round(*out * 1e6) / 1e6 + 0.0;
	return fabs(*out) <= most ? OK : taking_wrong(t, "error.not-a-place");
}

/* "37.38, 126.80" as the object that it means. */
static enum err
place_object(struct taking *t, json_t *in, json_t **out)
{
	struct arena *a = t->v->arena;
	const char *text, *comma;

	*out = in;
	if (json_is_object(in))
		return OK;
	if (!json_is_string(in))
		return taking_wrong(t, "error.not-a-place");
	TRY(taking_text(t, in, &text));
	text = taking_plain(a, text);
	comma = text + strcspn(text, ", ");
	*out = keep(t->v, json_object());
	json_object_set_new_nocheck(*out, "lat",
		json_stringn_nocheck(text, (size_t)(comma - text)));
	json_object_set_new_nocheck(*out, "lon", json_string_nocheck(
		taking_trim(a, comma + (*comma == ','))));
	return OK;
}

enum err
kind_place_take(struct taking *t, json_t *in, json_t **out)
{
	bool has_lat, has_lon;
	double lat = 0, lon = 0;
	json_t *place = NULL;

	TRY(place_object(t, in, &place));
	TRY(degrees_take(t, json_object_get(place, "lat"), 90, &lat, &has_lat));
	TRY(degrees_take(t, json_object_get(place, "lon"), 180, &lon, &has_lon));
	if (has_lat != has_lon)
		return taking_wrong(t, "error.not-a-place");
	if (has_lat)
		*out = json_pack("{s:f, s:f}", "lat", lat, "lon", lon);
	return OK;
}

static double
degrees(json_t *place, const char *name)
{
	return json_number_value(json_object_get(place, name));
}

void
kind_place_bind(struct visit *v, const struct field *f, struct db_stmt *s,
	json_t *value)
{
	(void)v, (void)f;
	if (value == NULL) {
		db_bind_null(s);
		db_bind_null(s);
		return;
	}
	db_bind_real(s, degrees(value, "lat"));
	db_bind_real(s, degrees(value, "lon"));
}

json_t *
kind_place_fetch(struct visit *v, const struct field *f, struct db_stmt *s,
	int at)
{
	(void)v, (void)f;
	if (db_null(s, at) || db_null(s, at + 1))
		return NULL;
	return json_pack("{s:f, s:f}", "lat", db_real(s, at), "lon",
		db_real(s, at + 1));
}

json_t *
kind_place_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	double lat = degrees(value, "lat"), lon = degrees(value, "lon");

	(void)f, (void)base;
	return json_pack("{s:s, s:f, s:f}", "text", arena_printf(v->arena,
		"%.2f°%c %.2f°%c", fabs(lat), lat < 0 ? 'S' : 'N', fabs(lon),
		lon < 0 ? 'W' : 'E'), "lat", lat, "lon", lon);
}

/* Six digits, without the zeros at the end. */
static const char *
degrees_print(struct arena *a, double value)
{
	char *text = arena_printf(a, "%.6f", value);
	size_t n = strlen(text);

	while (text[n - 1] == '0' && text[n - 2] != '.')
		text[--n] = '\0';
	return text;
}

const char *
kind_place_cell(struct visit *v, const struct field *f, json_t *value)
{
	(void)f;
	return value == NULL ? "" : arena_printf(v->arena, "%s, %s",
		degrees_print(v->arena, degrees(value, "lat")),
		degrees_print(v->arena, degrees(value, "lon")));
}

json_t *
kind_place_schema(const struct field *f)
{
	(void)f;
	return json_pack("{s:s, s:[s, s], s:{s:{s:s, s:i, s:i},"
		" s:{s:s, s:i, s:i}}}",
		"type", "object", "required", "lat", "lon", "properties",
		"lat", "type", "number", "minimum", -90, "maximum", 90,
		"lon", "type", "number", "minimum", -180, "maximum", 180);
}
