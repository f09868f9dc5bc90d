/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers and money in words.  An amount is decimal text from beginning to
 * end; it never passes through a binary fraction.
 */
#include "inside.h"

#include <string.h>
#include <unicode/ucurr.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

static void *
open_number(enum lang lang, int slot)
{
	UErrorCode status = U_ZERO_ERROR;
	UNumberFormat *format = unum_open(slot == ICU_MONEY ? UNUM_CURRENCY :
		UNUM_DECIMAL, NULL, 0, langs[lang].icu, NULL, &status);

	ICU_GOOD(status);
	if (slot == ICU_NUMBER)
		unum_setAttribute(format, UNUM_MAX_FRACTION_DIGITS, 20);
	return format;
}

static void
close_number(void *format)
{
	unum_close(format);
}

static UNumberFormat *
format_in(enum icu_slot slot, enum lang lang)
{
	static const struct icu_tool how = {open_number, close_number};

	return icu_tool(slot, lang, &how);
}

/* "-12.50": a sign, digits, a point with digits. */
static bool
is_decimal(const char *s)
{
	size_t n;

	s += *s == '-';
	n = strspn(s, "0123456789");
	if (n == 0)
		return false;
	s += n;
	if (*s == '\0')
		return true;
	n = strspn(s + 1, "0123456789");
	return *s == '.' && n > 0 && s[n + 1] == '\0';
}

static const char *
write_decimal(struct arena *a, const UNumberFormat *format, const char *s)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t n = (int32_t)strlen(s), room = 4 * n + 64;
	UChar *text = arena_alloc(a, (size_t)room * sizeof *text);

	n = unum_formatDecimal(format, s, n, text, room, NULL, &status);
	return U_SUCCESS(status) ? icu_narrow(a, text, n, NULL) :
		arena_text(a, s);
}

const char *
text_number(struct arena *a, enum lang lang, const char *decimal)
{
	if (!is_decimal(decimal) || strlen(decimal) > 100)
		return arena_text(a, decimal);
	return write_decimal(a, format_in(ICU_NUMBER, lang), decimal);
}

/* The three letters for ICU; false: there is no such currency. */
static bool
currency_known(const char *currency, UChar out[static 4])
{
	UErrorCode status = U_ZERO_ERROR;

	if (strspn(currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3 ||
	    currency[3] != '\0')
		return false;
	u_uastrcpy(out, currency);
	return ucurr_isAvailable(out, U_DATE_MIN, U_DATE_MAX, &status) &&
		U_SUCCESS(status);
}

const char *
text_money(struct arena *a, enum lang lang, const char *amount,
	const char *currency)
{
	UNumberFormat *format = format_in(ICU_MONEY, lang);
	UErrorCode status = U_ZERO_ERROR;
	UChar code[4];

	if (!currency_known(currency, code) || !is_decimal(amount) ||
	    strlen(amount) > 100)
		return arena_printf(a, "%s %s", amount, currency);
	unum_setTextAttribute(format, UNUM_CURRENCY_CODE, code, 3, &status);
	ICU_GOOD(status);
	return write_decimal(a, format, amount);
}

int
money_digits(const char *currency)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar code[4];
	int32_t digits;

	if (!currency_known(currency, code))
		return -1;
	digits = ucurr_getDefaultFractionDigits(code, &status);
	return U_SUCCESS(status) ? digits : -1;
}

const char *
money_amount(struct arena *a, int64_t minor, const char *currency)
{
	uint64_t size = minor < 0 ? -(uint64_t)minor : (uint64_t)minor;
	const char *sign = minor < 0 ? "-" : "";
	int digits = money_digits(currency);
	uint64_t unit = 1;

	for (int i = 0; i < digits; i++)
		unit *= 10;
	if (digits <= 0)
		return arena_printf(a, "%s%llu", sign,
			(unsigned long long)size);
	return arena_printf(a, "%s%llu.%0*llu", sign,
		(unsigned long long)(size / unit), digits,
		(unsigned long long)(size % unit));
}
