/* SPDX-License-Identifier: Apache-2.0 */
/* How much of a text was changed, counted in characters of any script. */
#include <string.h>

#include "test.h"
#include "words/words.h"

static const struct {
	const char *before, *after;
	int64_t changed;
} rows[] = {
	{ "", "", 0 },
	{ "same", "same", 0 },
	{ "", "협약", 2 },
	{ "협약을 맺었다.", "협약을 맺었다", 1 },
	{ "협약을 맺었다.", "협약에 서명했다.", 4 },
	{ "kitten", "sitting", 3 },
	{ "两市签署协议。", "两市签订协议。", 1 },
	{ "Dezhou", "Tokushu", 6 },
	{ "a b c", "a c", 2 },
	{ "😀 yes", "😁 yes", 1 },
};

static void
changes(struct arena *a)
{
	(void)a;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		CHECK_INT(effort_changed(rows[i].before, rows[i].after),
			rows[i].changed);
		CHECK_INT(effort_changed(rows[i].after, rows[i].before),
			rows[i].changed);
	}
}

static void
lengths(struct arena *a)
{
	(void)a;
	CHECK_INT(effort_length(""), 0);
	CHECK_INT(effort_length("협약 1건"), 5);
	CHECK_INT(effort_length("é😀"), 2);
}

/* Beyond the bound it is the longer side, and takes no time. */
static void
long_texts(struct arena *a)
{
	char *one = arena_alloc(a, 100001), *other = arena_alloc(a, 100001);

	memset(one, 'a', 100000);
	memset(other, 'b', 50000);
	CHECK_INT(effort_changed(one, other), 100000);
	memset(other, 'a', 99999);
	CHECK_INT(effort_changed(one, other), 1);
}

const struct test effort_tests[] = {
	{ "characters that were put in, taken out or exchanged are counted", changes },
	{ "a text is as long as it has characters", lengths },
	{ "two very long texts are compared in no time", long_texts },
	{0}
};
