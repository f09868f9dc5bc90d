/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A "not" of the source that the translation has lost.  Languages deny in so
 * many ways that it is a note, and only where the source surely denies.
 */
#include <string.h>

#include "checking.h"

/* What surely denies. */
static const char *const sure_english[] = { "not", "cannot", "can't", "won't",
	"don't", "doesn't", "didn't", "isn't", "aren't", "wasn't", "weren't",
	"never", "neither", "nobody", "nothing", "can’t", "won’t", "don’t",
	"doesn’t", "didn’t", "isn’t", "aren’t", "wasn’t", "weren’t", NULL };
static const char *const sure_east[] = { "지 않", "지 못", "이 아니", "가 아니",
	"수 없", "적이 없", "지 말", "ません", "なかった", "できない", "ではない",
	"しない", "ていない", "不能", "不会", "没有", "并非", "不得", "无法",
	"不是", "從未", "从未", NULL };

/* Whatever may stand for it. */
static const char *const any_english[] = { "no", "non", "without", "nor",
	"none", "unable", "fail", "failed", "fails", "failing", "lack",
	"lacks", "lacked", "lacking", "unlike", "instead", "rather", "hardly",
	"barely", "prevent", "prevents", "prevented", "avoid", "refuse",
	"refused", "refuses", "deny", "denied", "denies", "except", "unless",
	"until", "impossible", "neither", "few", "little", "beyond", "too",
	"only", "rarely", "seldom", "inability", "absence", "absent",
	"otherwise", "still", "yet", "less", "nowhere", "but", "else", "free",
	"regardless", "far", "out", "off", "stop", "stopped", "ban", "banned",
	"forbidden", "prohibited", "must", "missing", "against", "limited",
	"lost", "short", "never", "other", NULL };
static const char *const any_east[] = { "않", "없", "못", "아니", "안 ", "말",
	"불", "비", "무", "미", "부", "외에", "뿐", "금지", "거부", "부인", "실패",
	"밖", "제외", "반대", "어렵", "힘들", "달리", "대신", "드물", "모르",
	"모른", "몰랐", "놓치", "ない", "なかった", "なく", "なけ", "ず", "ぬ", "ません",
	"無", "不", "非", "未", "以外", "難", "失", "禁", "欠", "拒", "反", "まい",
	"なし", "だけ", "のみ", "没", "无", "别", "勿", "否", "难", "除", "缺", "莫",
	"只", "少", "仅", "而非", "免", "阻", "停", "止", "违", "罕", "离", "异",
	"なさ", "なる前", "わけ", "ほか", "他", NULL };

static bool
says_word(const char *s, const char *const *words)
{
	for (size_t at = 0, n; s[at] != '\0'; at += n) {
		scan_char(s + at, &n);
		if (!scan_begins(s, at))
			continue;
		for (const char *const *w = words; *w != NULL; w++)
			if (scan_says_word(s + at, *w) > 0)
				return true;
	}
	return false;
}

static bool
says_any(const char *s, const char *const *words)
{
	for (const char *const *w = words; *w != NULL; w++)
		if (strstr(s, *w) != NULL)
			return true;
	return false;
}

/* Letters that a word still has. */
static size_t
letters_from(const char *s)
{
	size_t count = 0, n;

	for (; is_latin(scan_char(s, &n)); s += n)
		count++;
	return count;
}

/* "un…", "dis…", "in…", "…less", "…n't" */
static bool
has_affix(const char *s)
{
	static const char *const heads[] = { "un", "dis", "im", "in", "ir",
		"il", "mis", "de" };

	for (size_t at = 0, n; s[at] != '\0'; at += n) {
		scan_char(s + at, &n);
		if (!scan_begins(s, at))
			continue;
		for (size_t i = 0; i < 8; i++) {
			size_t m = scan_says(s + at, heads[i]);

			if (m > 0 && letters_from(s + at + m) >= 4)
				return true;
		}
	}
	return strstr(s, "less") != NULL || strstr(s, "n't") != NULL ||
		strstr(s, "n’t") != NULL;
}

static bool
denies(const char *s, enum tongue t)
{
	if (t == TONGUE_EN)
		return says_word(s, any_english) ||
			says_word(s, sure_english) || has_affix(s);
	return says_any(s, any_east);
}

void
check_negation(struct checking *c)
{
	const char *s = c->plain_source;

	if (c->from == TONGUE_OTHER || c->to == TONGUE_OTHER)
		return;
	if (!(c->from == TONGUE_EN ? says_word(s, sure_english) :
	    says_any(s, sure_east)) || denies(c->plain_target, c->to))
		return;
	finding_add(c, "negation-missing", CHECK_NOTE, NOWHERE, NOWHERE, NULL,
		NULL);
}
