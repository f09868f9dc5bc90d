/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How sentences speak: plain (한다, だ・である), formal (합니다, です・ます) or
 * soft (해요).  What is quoted speaks for itself and is not counted.
 */
#include <string.h>

#include "checking.h"

static const struct ending {
	const char *text;
	enum tone tone;
} korean[] = {
	{ "니다", TONE_FORMAL }, { "니까", TONE_FORMAL },
	{ "시오", TONE_FORMAL }, { "시다", TONE_FORMAL },
	{ "어요", TONE_SOFT }, { "아요", TONE_SOFT },
	{ "해요", TONE_SOFT }, { "예요", TONE_SOFT }, { "에요", TONE_SOFT },
	{ "네요", TONE_SOFT }, { "돼요", TONE_SOFT }, { "지요", TONE_SOFT },
	{ "죠", TONE_SOFT }, { "래요", TONE_SOFT }, { "워요", TONE_SOFT },
	{ "려요", TONE_SOFT }, { "와요", TONE_SOFT }, { "까요", TONE_SOFT },
	{ "여요", TONE_SOFT }, { "나요", TONE_SOFT },
	{ "다", TONE_PLAIN }, { "는가", TONE_PLAIN },
	{0}
}, japanese[] = {
	{ "です", TONE_FORMAL }, { "ます", TONE_FORMAL },
	{ "ました", TONE_FORMAL }, { "でした", TONE_FORMAL },
	{ "ません", TONE_FORMAL }, { "ましょう", TONE_FORMAL },
	{ "でしょう", TONE_FORMAL }, { "ください", TONE_FORMAL },
	{ "ますか", TONE_FORMAL }, { "ですか", TONE_FORMAL },
	{ "である", TONE_PLAIN }, { "だ", TONE_PLAIN },
	{ "だった", TONE_PLAIN }, { "した", TONE_PLAIN },
	{ "する", TONE_PLAIN }, { "れた", TONE_PLAIN },
	{ "れる", TONE_PLAIN }, { "いる", TONE_PLAIN },
	{ "いた", TONE_PLAIN }, { "った", TONE_PLAIN },
	{ "ない", TONE_PLAIN }, { "あった", TONE_PLAIN },
	{0}
};

/* The longest ending that the text before at has. */
static enum tone
tone_before(const struct ending *rows, const char *s, size_t at)
{
	size_t best = 0;
	enum tone tone = TONE_NONE;

	for (const struct ending *e = rows; e->text != NULL; e++) {
		size_t n = strlen(e->text);

		if (n > best && n <= at && memcmp(s + at - n, e->text, n) ==
		    0) {
			best = n;
			tone = e->tone;
		}
	}
	return tone;
}

static int
depth_after(uint32_t c, int depth)
{
	if (is_among(c, "“‘「『(（《"))
		return depth + 1;
	if (is_among(c, "”’」』)）》") && depth > 0)
		return depth - 1;
	return depth;
}

void
tones_of(const char *text, enum tongue tongue, size_t count[TONE__MAX],
	struct check_span first[TONE__MAX])
{
	const struct ending *rows = tongue == TONGUE_KO ? korean :
		tongue == TONGUE_JA ? japanese : NULL;
	bool quoted = false;
	int depth = 0;
	size_t n;
	uint32_t c;

	memset(count, 0, TONE__MAX * sizeof *count);
	memset(first, 0, TONE__MAX * sizeof *first);
	for (size_t at = 0; rows != NULL; at += n) {
		enum tone tone;

		c = scan_char(text + at, &n);
		quoted = quoted != (c == '"');
		depth = depth_after(c, depth);
		if (c == 0)
			break;
		if (!is_among(c, ".。!?！？") || depth > 0 || quoted)
			continue;
		tone = tone_before(rows, text, at);
		if (tone == TONE_NONE)
			continue;
		if (count[tone]++ == 0)
			first[tone] = (struct check_span){ at >= 6 ? at - 6 :
				0, at >= 6 ? 6 : at };
	}
}

const char *
tone_name(enum tongue tongue, enum tone tone)
{
	static const char *const ko[TONE__MAX] = { "", "한다", "합니다",
		"해요" };
	static const char *const ja[TONE__MAX] = { "", "だ・である", "です・ます",
		"" };

	return tongue == TONGUE_JA ? ja[tone] : ko[tone];
}

/* Within one segment: two ways of speaking. */
void
check_tone(struct checking *c)
{
	size_t count[TONE__MAX];
	struct check_span first[TONE__MAX];
	enum tone one = TONE_NONE;

	tones_of(c->plain_target, c->to, count, first);
	for (enum tone t = TONE_PLAIN; t < TONE__MAX; t++) {
		if (count[t] == 0)
			continue;
		if (one == TONE_NONE) {
			one = t;
			continue;
		}
		finding_add(c, "tone-mixed", CHECK_WARN, NOWHERE, first[t],
			tone_name(c->to, t), tone_name(c->to, one));
		return;
	}
}
