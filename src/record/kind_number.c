/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers: INTEGER, DECIMAL, MONEY.  All are read and kept as whole numbers
 * of their smallest unit, 10^-places, so that nothing is ever rounded: what
 * does not fit exactly is refused.  People may part thousands by commas.
 */
#include "kinds.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define THIN_SPACE "\xe2\x80\x89"

enum fault { GOOD, NOT_A_NUMBER, TOO_FINE, TOO_LARGE };

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "9,930,616" without commas; NULL when they part no thousands. */
static const char *
ungroup(struct arena *a, const char *s)
{
	struct buf plain = buf_in(a, strlen(s) + 1);
	size_t n = strspn(s, "+-");

	if (strchr(s, ',') == NULL)
		return s;
	buf_add(&plain, s, n);
	s += n;
	n = strspn(s, "0123456789");
	if (n < 1 || n > 3)
		return NULL;
	buf_add(&plain, s, n);
	for (s += n; *s == ','; s += 4) {
		if (strspn(s + 1, "0123456789") != 3)
			return NULL;
		buf_add(&plain, s + 1, 3);
	}
	buf_text(&plain, s);
	return plain.at;
}

/* *v with one more digit behind it; sign is that of the number. */
static bool
push(int64_t *v, int sign, char c)
{
	return !__builtin_mul_overflow(*v, (int64_t)10, v) &&
		!__builtin_add_overflow(*v, (int64_t)(sign * (c - '0')), v);
}

/* "-12.5" with two places: -1250.  Digits beyond the places must be 0. */
static enum fault
scaled_parse(const char *s, int places, int64_t *out)
{
	int sign = *s == '-' ? -1 : 1;

	*out = 0;
	s += *s == '-' || *s == '+';
	if (!digit(*s))
		return NOT_A_NUMBER;
	for (; digit(*s); s++)
		if (!push(out, sign, *s))
			return TOO_LARGE;
	if (*s == '.' && !digit(*++s))
		return NOT_A_NUMBER;
	for (; digit(*s) || places > 0; places--) {
		char c = digit(*s) ? *s++ : '0';

		if (places <= 0 && c != '0')
			return TOO_FINE;
		if (places > 0 && !push(out, sign, c))
			return TOO_LARGE;
	}
	return *s == '\0' ? GOOD : NOT_A_NUMBER;
}

static const char *
scaled_print(struct arena *a, int64_t value, int places)
{
	uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	char *digits = arena_printf(a, "%0*" PRIu64, places + 1, size);
	int whole = (int)strlen(digits) - places;

	return arena_printf(a, "%s%.*s%s%s", value < 0 ? "-" : "", whole,
		digits, places > 0 ? "." : "", digits + whole);
}

/* The text of a JSON number or text; "" when nothing was given. */
static enum err
number_text(struct taking *t, json_t *in, const char **out)
{
	struct arena *a = t->v->arena;

	if (json_is_integer(in)) {
		*out = arena_printf(a, "%" JSON_INTEGER_FORMAT,
			json_integer_value(in));
		return OK;
	}
	if (json_is_real(in)) {
		/* 15 digits are what a binary number can keep of a decimal. */
		*out = arena_printf(a, "%.15g", json_real_value(in));
		return fabs(json_real_value(in)) < 1e15 ? OK :
			taking_wrong(t, "error.number-large");
	}
	if (!json_is_string(in))
		return taking_wrong(t, "error.not-number");
	TRY(taking_text(t, in, out));
	*out = taking_plain(a, *out);
	return OK;
}

/* *given false: nothing was. */
static enum err
scaled_take(struct taking *t, json_t *in, int places, int64_t *out,
	bool *given)
{
	const char *text;

	TRY(number_text(t, in, &text));
	*given = *text != '\0';
	if (!*given)
		return OK;
	text = ungroup(t->v->arena, text);
	switch (text != NULL ? scaled_parse(text, places, out) : NOT_A_NUMBER) {
	case GOOD:
		return OK;
	case TOO_FINE:
		if (places == 0)
			return taking_wrong(t, "error.not-whole");
		return taking_wrong_by(t, "error.too-fine", places);
	case TOO_LARGE:
		return taking_wrong(t, "error.number-large");
	case NOT_A_NUMBER:
		break;
	}
	return taking_wrong(t, "error.not-number");
}

/* Within the field's bounds, which count the smallest unit. */
static enum err
scaled_bounded(struct taking *t, int64_t value, int places)
{
	const struct field *f = t->field;

	if (f->min == 0 && f->max == 0)
		return OK;
	if (value < f->min)
		return taking_wrong_with(t, "error.too-small",
			scaled_print(t->v->arena, f->min, places));
	if (value > f->max && f->max >= f->min)
		return taking_wrong_with(t, "error.too-large",
			scaled_print(t->v->arena, f->max, places));
	return OK;
}

/* A number as its language writes it, its unit behind a thin space; years are
 * not grouped. */
static json_t *
number_show(struct visit *v, const struct field *f, const char *number)
{
	bool year = f->unit != NULL && strcmp(f->unit, "year") == 0;
	const char *text = year ? number :
		text_number(v->arena, v->lang, number);

	if (f->unit != NULL && !year) {
		const char *key = arena_printf(v->arena, "unit.%s", f->unit);

		if (message_there(v->lang, key))
			text = arena_printf(v->arena, "%s" THIN_SPACE "%s", text,
				message(v->lang, key));
	}
	return json_pack("{s:s}", "text", text);
}

/* ---- INTEGER ---- */

enum err
kind_integer_take(struct taking *t, json_t *in, json_t **out)
{
	int64_t value;
	bool given;

	TRY(scaled_take(t, in, 0, &value, &given));
	if (!given)
		return OK;
	TRY(scaled_bounded(t, value, 0));
	*out = json_integer(value);
	return OK;
}

void
kind_integer_bind(struct visit *v, const struct field *f, struct db_stmt *s,
	json_t *value)
{
	(void)v, (void)f;
	if (value == NULL)
		db_bind_null(s);
	else
		db_bind_int(s, json_integer_value(value));
}

json_t *
kind_integer_fetch(struct visit *v, const struct field *f, struct db_stmt *s,
	int at)
{
	(void)v, (void)f;
	return db_null(s, at) ? NULL : json_integer(db_int(s, at));
}

const char *
kind_integer_cell(struct visit *v, const struct field *f, json_t *value)
{
	(void)f;
	return value == NULL ? "" : arena_printf(v->arena,
		"%" JSON_INTEGER_FORMAT, json_integer_value(value));
}

json_t *
kind_integer_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	(void)base;
	return number_show(v, f, kind_integer_cell(v, f, value));
}

json_t *
kind_integer_schema(const struct field *f)
{
	json_t *schema = json_pack("{s:s, s:s}", "type", "integer", "format",
		"int64");

	if (f->min != 0 || f->max != 0)
		json_object_set_new(schema, "minimum", json_integer(f->min));
	if (f->max > 0)
		json_object_set_new(schema, "maximum", json_integer(f->max));
	return schema;
}

/* ---- DECIMAL ---- */

enum err
kind_decimal_take(struct taking *t, json_t *in, json_t **out)
{
	int places = t->field->places;
	int64_t value;
	bool given;

	TRY(scaled_take(t, in, places, &value, &given));
	if (!given)
		return OK;
	TRY(scaled_bounded(t, value, places));
	*out = json_string(scaled_print(t->v->arena, value, places));
	return OK;
}

void
kind_decimal_bind(struct visit *v, const struct field *f, struct db_stmt *s,
	json_t *value)
{
	int64_t scaled;

	(void)v;
	if (value != NULL && scaled_parse(json_string_value(value), f->places,
		&scaled) == GOOD)
		db_bind_int(s, scaled);
	else
		db_bind_null(s);
}

json_t *
kind_decimal_fetch(struct visit *v, const struct field *f, struct db_stmt *s,
	int at)
{
	return db_null(s, at) ? NULL : json_string(
		scaled_print(v->arena, db_int(s, at), f->places));
}

json_t *
kind_decimal_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	(void)base;
	return number_show(v, f, json_string_value(value));
}

json_t *
kind_decimal_schema(const struct field *f)
{
	if (f->places <= 0)
		return json_pack("{s:s, s:s}", "type", "string", "pattern",
			"^-?[0-9]+$");
	return json_pack("{s:s, s:o}", "type", "string", "pattern",
		json_sprintf("^-?[0-9]+\\.[0-9]{%d}$", f->places));
}

/* ---- MONEY ---- */

static const char *
member(json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

/* "KRW 1200" or "1200 KRW" as the object that it means. */
static enum err
money_object(struct taking *t, json_t *in, json_t **out)
{
	const char *text, *space;
	struct arena *a = t->v->arena;

	if (json_is_object(in)) {
		*out = in;
		return OK;
	}
	if (!json_is_string(in))
		return taking_wrong(t, "error.not-money");
	TRY(taking_text(t, in, &text));
	space = strchr(text, ' ');
	if (space == NULL)
		return taking_wrong(t, "error.not-money");
	if (digit(space[-1]))
		*out = json_pack("{s:s%, s:s}", "amount", text,
			(size_t)(space - text), "currency",
			taking_trim(a, space));
	else
		*out = json_pack("{s:s%, s:s}", "currency", text,
			(size_t)(space - text), "amount", taking_trim(a, space));
	keep(t->v, *out);
	return OK;
}

/* The currency in capitals and how many digits it has behind the point. */
static bool
currency_take(struct arena *a, const char *in, const char **out, int *digits)
{
	char *code;

	if (in == NULL || strlen(in) != 3)
		return false;
	code = arena_text(a, in);
	for (char *c = code; *c != '\0'; c++) {
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
		if (*c < 'A' || *c > 'Z')
			return false;
	}
	*digits = money_digits(code);
	*out = code;
	return *digits >= 0;
}

enum err
kind_money_take(struct taking *t, json_t *in, json_t **out)
{
	const char *currency;
	int64_t value;
	json_t *money = NULL, *amount;
	bool given;
	int digits;

	TRY(money_object(t, in, &money));
	amount = json_object_get(money, "amount");
	if (amount == NULL || json_is_null(amount) ||
		(json_is_string(amount) && text_blank(json_string_value(amount))))
		return OK;
	if (!currency_take(t->v->arena, member(money, "currency"), &currency,
		&digits))
		return taking_wrong(t, "error.not-money");
	TRY(scaled_take(t, amount, digits, &value, &given));
	if (!given)
		return OK;
	TRY(scaled_bounded(t, value, digits));
	*out = json_pack("{s:s, s:s}", "amount",
		scaled_print(t->v->arena, value, digits), "currency", currency);
	return OK;
}

void
kind_money_bind(struct visit *v, const struct field *f, struct db_stmt *s,
	json_t *value)
{
	const char *currency = member(value, "currency");
	int64_t amount;

	(void)v, (void)f;
	if (currency != NULL && scaled_parse(member(value, "amount"),
		money_digits(currency), &amount) == GOOD) {
		db_bind_int(s, amount);
		db_bind_text(s, currency);
	} else {
		db_bind_null(s);
		db_bind_null(s);
	}
}

json_t *
kind_money_fetch(struct visit *v, const struct field *f, struct db_stmt *s,
	int at)
{
	const char *currency;
	int digits;

	(void)f;
	if (db_null(s, at) || db_null(s, at + 1))
		return NULL;
	currency = arena_text(v->arena, db_text(s, at + 1));
	digits = money_digits(currency);
	return json_pack("{s:s, s:s}", "amount", scaled_print(v->arena,
		db_int(s, at), digits > 0 ? digits : 0), "currency", currency);
}

json_t *
kind_money_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	const char *amount = member(value, "amount");
	const char *currency = member(value, "currency");

	(void)f, (void)base;
	return json_pack("{s:s, s:s, s:s}", "text",
		text_money(v->arena, v->lang, amount, currency),
		"amount", amount, "currency", currency);
}

const char *
kind_money_cell(struct visit *v, const struct field *f, json_t *value)
{
	(void)f;
	return value == NULL ? "" : arena_printf(v->arena, "%s %s",
		member(value, "currency"), member(value, "amount"));
}

json_t *
kind_money_schema(const struct field *f)
{
	(void)f;
	return json_pack("{s:s, s:[s, s], s:{s:{s:s, s:s}, s:{s:s, s:s}}}",
		"type", "object", "required", "amount", "currency",
		"properties",
		"amount", "type", "string", "pattern", "^-?[0-9]+(\\.[0-9]+)?$",
		"currency", "type", "string", "pattern", "^[A-Z]{3}$");
}
