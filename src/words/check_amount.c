/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Much too little or too much text, and text that is the source still.  How
 * long a translation is beside its source was measured on professional ones.
 */
#include <string.h>

#include "checking.h"

/* Characters that a language takes for what English takes 100 letters. */
static const double takes[] = {
	[TONGUE_OTHER] = 100, [TONGUE_KO] = 46, [TONGUE_ZH] = 32,
	[TONGUE_JA] = 48, [TONGUE_EN] = 100,
};

#define SHORTEST 0.36
#define LONGEST 2.9
#define ENOUGH 60             /* of what is compared, as English */

struct counts {
	size_t letters, latin, hangul, kana, han, digits, lower;
};

static struct counts
count(const char *s)
{
	struct counts all = {0};
	size_t n;
	uint32_t c;

	for (; (c = scan_char(s, &n)) != 0; s += n) {
		all.letters += is_word(c);
		all.latin += is_latin(c);
		all.lower += is_latin(c) && scan_fold(c) == c;
		all.hangul += is_hangul(c);
		all.kana += is_kana(c);
		all.han += is_han(c);
		all.digits += is_digit(c);
	}
	return all;
}

static void
lengths(struct checking *c, const struct counts *a, const struct counts *b)
{
	double source = (double)a->letters * 100 / takes[c->from];
	double target = (double)b->letters * 100 / takes[c->to];

	if (c->from == TONGUE_OTHER || c->to == TONGUE_OTHER)
		return;
	if (source >= ENOUGH && target < source * SHORTEST)
		finding_add(c, "too-short", target < source * SHORTEST / 2 ?
			CHECK_WRONG : CHECK_WARN, NOWHERE, NOWHERE, NULL,
			NULL);
	if (target >= ENOUGH && target > source * LONGEST)
		finding_add(c, "too-long", CHECK_WARN, NOWHERE, NOWHERE, NULL,
			NULL);
}

/* Is there something in a text that another language would not write so? */
static bool
is_foreign(const struct counts *a, enum tongue from, enum tongue to)
{
	if (from == to)
		return false;
	if (from == TONGUE_KO)
		return a->hangul >= 2;
	if (from == TONGUE_JA && a->kana >= 2)
		return true;
	if (from == TONGUE_JA || from == TONGUE_ZH)
		return a->han >= (to == TONGUE_JA || to == TONGUE_ZH ? 12u :
			2u);
	return a->lower >= 12;
}

void
check_amount(struct checking *c)
{
	struct counts a = count(c->plain_source), b = count(c->plain_target);

	if (strcmp(c->source, c->target) == 0) {
		if (is_foreign(&a, c->from, c->to))
			finding_add(c, "unchanged", CHECK_WRONG, NOWHERE,
				NOWHERE, NULL, NULL);
		return;
	}
	lengths(c, &a, &b);
}
