/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Days off that no calendar can know: substitutes, days that a government
 * adds, and weekend days that it makes working days.  Those that recur are
 * reckoned (text/text.h).
 */
#include "inside.h"

static const struct field holiday_fields[] = {
	{ "name",    FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 120 },
	{ "country", FIELD_COUNTRY, REQUIRED | LISTED | FILTERED },
	{ "on",      FIELD_DATE, REQUIRED | LISTED | FILTERED },
	{ "type",    FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "holiday substitute working", .preset = "holiday" },
	{ "source",  FIELD_WORDS, .max = 300 },
	{ "sample",  FIELD_FLAG, FILTERED },
	{0}
};

const struct entity entity_holiday = {
	.name = "holiday", .plural = "holidays", .fields = holiday_fields,
	.title = "name", .order = "-on",
	.read = ROLE_ANYONE, .write = ROLE_OFFICER | ROLE_ADMINS,
};
