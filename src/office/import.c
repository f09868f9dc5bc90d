/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Imports: which file was taken in, by whom, and what came of it.  Written by
 * the program alone; the records that an import made stand in its deed
 * (derive/deed.h), under the same id.
 */
#include "inside.h"

static const struct field import_fields[] = {
	{ "file",    FIELD_TEXT, REQUIRED | GIVEN | LISTED | SEARCHED, .max = 300 },
	{ "kind",    FIELD_TEXT, REQUIRED | GIVEN | LISTED | FILTERED, .max = 60 },
	{ "state",   FIELD_CHOICE, REQUIRED | GIVEN | LISTED | FILTERED, .choices = "running done undoing undone redoing" },
	{ "at",      FIELD_MOMENT, GIVEN | LISTED | FILTERED },
	{ "by",      FIELD_TEXT, GIVEN | LISTED | FILTERED, .max = 80 },
	{ "rows",    FIELD_INTEGER, GIVEN, .min = 0, .max = 100000000 },
	{ "added",   FIELD_INTEGER, GIVEN | LISTED, .min = 0, .max = 100000000 },
	{ "edited",  FIELD_INTEGER, GIVEN, .min = 0, .max = 100000000 },
	{ "wrong",   FIELD_INTEGER, GIVEN | LISTED, .min = 0, .max = 100000000 },
	{ "office",  FIELD_REF, GIVEN | FILTERED, .to = &entity_office, .read = ROLE_STAFF },
	{0}
};

const struct entity entity_import = {
	.name = "import", .plural = "imports", .fields = import_fields,
	.title = "file", .order = "-at",
	.read = ROLE_STAFF, .write = ROLE_SYSTEM,
	.owned = "office",
};
