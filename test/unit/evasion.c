/* SPDX-License-Identifier: Apache-2.0 */
/* Words whose writer does not want them to be found, and honest texts in
 * which they are not. */
#include <stdio.h>
#include <string.h>

#include "test.h"
#include "text/text.h"

struct row {
	const char *word, *text;
	bool has;
};

static const struct row hangul[] = {
	{ "시발", "시발", true }, { "시발", "아 시발.", true },
	{ "시발", "시발은", true }, { "시발", "시발이라고", true },
	{ "시발", "시발놈아", true }, { "시발", "시발ㅋㅋㅋ", true },
	{ "시발", "시 발", true }, { "시발", "이런 시  발!", true },
	{ "시발", "시.발", true }, { "시발", "시...발놈", true },
	{ "시발", "시-발", true }, { "시발", "시1발", true },
	{ "시발", "이시1발진짜", true }, { "시발", "시♥발", true },
	{ "시발", "시☆ 발", true }, { "시발", "시\n발", true },
	{ "시발", "시이이발", true }, { "시발", "시바알", true },
	{ "시발", "시시발발", true }, { "시발", "시\u200b발", true },
	{ "시발", "시\u2060\u00ad발", true }, { "시발", "시\u3164발", true },
	{ "시발", "ㅅㅣㅂㅏㄹ", true }, { "시발", "ㅅㅣ발", true },
	{ "시발", "시ㅂㅏㄹ", true }, { "시발", "시바ㄹ", true },
	{ "시발", "십ㅏㄹ", true }, { "시발", "ㅅ ㅣ ㅂ ㅏ ㄹ", true },
	{ "시발", "ㅅㅣㅣㅣㅂㅏㄹ", true },
	{ "시발", "\u1109\u1175\u1107\u1161\u11af", true },
	{ "시발", "ﾵￜﾲￂﾩ", true }, { "시발", "ㅅㅂ", true },
	{ "시발", "아ㅋㅋㅅㅂㅋㅋ", true }, { "시발", "ㅅ ㅂ", true },
	{ "시발", "ㅅ.ㅂ", true }, { "시발", "ㅅㅅㅂㅂ", true },
	{ "시발", "ㅅ1ㅂ", true }, { "시발*", "시발점", true },
	{ "시발*", "시발진짜", true }, { "*시발", "아이고시발", true },
	{ "닭대가리", "ㄷㅏㄺㄷㅐㄱㅏㄹㅣ", true },
	{ "과일", "ㄱㅘㅇㅣㄹ", true }, { "빠빠", "빠빠", true },
	{ "보이스 피싱", "보이스피싱", true },
	{ "보이스 피싱", "이 보이스 피싱은", true },
	{ "시발", "시발점", false }, { "시발", "시발역", false },
	{ "새끼", "새끼손가락", false }, { "새끼", "새끼들", true },
	{ "시발", "다시 발표합니다", false },
	{ "시발", "서울시 발표", false }, { "시발", "역시 발전한다", false },
	{ "시발", "시, 발 빠른 대응", false },
	{ "시발", "전시·발표회", false }, { "시발", "도시.발전", false },
	{ "시발", "역시 바람이 분다", false },
	{ "시발", "다시 바라본다", false }, { "시발", "시 발전 계획", false },
	{ "시발", "도시발전", false }, { "시발", "수박", false },
	{ "시발", "ㄱㅅㅂㄴ", false }, { "감감", "ㄱㄱ", false },
	{ "시발", "시가지와 발자국", false }, { "빠빠", "오빠", false },
	{ "시발", "10시 5분 발차", false }, { "병신", "병신년", false },
	{ "병신", "병 신약", false }, { "시바", "다시 바ㅋㅋ", false },
	{0}
};

static const struct row letters[] = {
	{ "shit", "shit", true }, { "shit", "Oh SHIT!", true },
	{ "shit", "sh1t", true }, { "shit", "5h1t", true },
	{ "shit", "$hit", true }, { "shit", "s.h.i.t", true },
	{ "shit", "s h i t", true }, { "shit", "s-h-i-t", true },
	{ "shit", "sh-it", true }, { "shit", "shiiiit", true },
	{ "shit", "sh*t", true }, { "shit", "s**t", true },
	{ "shit", "ｓｈｉｔ", true }, { "shit", "ⓢⓗⓘⓣ", true },
	{ "shit", "𝐬𝐡𝐢𝐭", true }, { "shit", "shít", true },
	{ "shit", "s\u200bh\u200bi\u200bt", true },
	{ "shit", "ѕhіt", true }, { "shit", "이런 shit이네", true },
	{ "fuck", "fuuuck", true }, { "fuck", "f*ck", true },
	{ "fuck", "F.U.C.K.", true }, { "ass", "a$$", true },
	{ "ass", "@ss", true }, { "ass", "asssss", true },
	{ "shit*", "shitty", true }, { "*shit", "bullshit", true },
	{ "scam", "ЅСАМ", true }, { "хрен", "Хрен", true },
	{ "free money", "FREE money", true }, { "free money", "freemoney", true },
	{ "ass", "assessment", false }, { "ass", "class", false },
	{ "ass", "as", false }, { "ass", "as soon", false },
	{ "ass", "455", false }, { "ass", "A55 road", false },
	{ "cunt", "Scunthorpe", false }, { "shit", "Shitake", false },
	{ "shit", "it's hit", false }, { "shit", "this hit", false },
	{ "shit", "s hit", false }, { "fuck", "f***", false },
	{ "tit", "title", false }, { "cum", "document", false },
	{ "sex", "Essex", false }, { "рак", "парк", false },
	{0}
};

static const struct row others[] = {
	{ "傻逼", "你这个傻逼", true }, { "傻逼", "傻 逼", true },
	{ "傻逼", "傻.逼", true }, { "傻逼", "傻*逼", true },
	{ "傻逼", "傻\u200b逼", true }, { "傻逼", "傻　　逼", true },
	{ "賭博", "赌博网站", true }, { "赌博", "網路賭博", true },
	{ "加微信", "加 微 信", true }, { "死ね", "死 ね", true },
	{ "ばか", "バカ", true }, { "ばか", "ﾊﾞｶ", true },
	{ "ばか", "このばかな", true }, { "ばか", "ばーか", true },
	{ "ばか", "ば か", true }, { "ばか", "ばかり", false },
	{ "ばか", "そればかりか", false }, { "傻逼", "他很傻。逼他走", false },
	{ "傻逼", "他傻，逼他", false }, { "傻逼", "傻瓜", false },
	{ "死ね", "死", false }, { "시발", "", false }, { "...", "...", false },
	{0}
};

static void
rows_hold(struct arena *a, const struct row *rows)
{
	for (; rows->word != NULL; rows++)
		if (evasion_has(a, rows->text, rows->word) != rows->has) {
			printf("# %s in %s\n", rows->word, rows->text);
			CHECK(false);
		}
}

static void
hangul_is_found(struct arena *a)
{
	rows_hold(a, hangul);
}

static void
letters_are_found(struct arena *a)
{
	rows_hold(a, letters);
}

static void
others_are_found(struct arena *a)
{
	rows_hold(a, others);
}

static void
harmless_is_spared(struct arena *a)
{
	struct evasion *e = evasion_new(a);

	evasion_add(e, &(struct evasion_word){ "*시발*",
		"시발점, 시발역; 출시발표", false });
	evasion_add(e, &(struct evasion_word){ "가슴", NULL, false });
	CHECK(evasion_find(a, e, "시발점과 시발역, 출시발표에서") == NULL);
	CHECK_TEXT(evasion_find(a, e, "시발점에서 시발택시"), "*시발*");
	CHECK(evasion_find(a, e, "ㄱㅅ합니다") == NULL);
	CHECK(evasion_find(a, e, "ㅅㅂ") == NULL);
}

/* A thousand words in a text of a thousand letters, and letters that all of
 * them begin with. */
static void
many_words_are_looked_for(struct arena *a)
{
	struct evasion *e = evasion_new(a);
	struct buf long_one = buf_in(a, 100000);

	for (int i = 0; i < 1000; i++)
		evasion_add(e, &(struct evasion_word){ arena_printf(a,
			"s%c%c%cz", 'a' + i % 26, 'a' + i / 26 % 26,
			'a' + i / 676), NULL, true });
	for (int i = 0; i < 500; i++)
		buf_text(&long_one, "s5");
	CHECK(evasion_find(a, e, long_one.at) == NULL);
	buf_text(&long_one, " s.b.c.b.z");
	CHECK(evasion_find(a, e, long_one.at) != NULL);
}

static void
letters_alone(struct arena *a)
{
	size_t n;

	CHECK_TEXT(text_letters(a, "감사  합니다!! 😀", &n), "감사합니다");
	CHECK_INT((long long)n, 5);
	CHECK_TEXT(text_letters(a, "Sooo GOOD…", &n), "sogod");
	CHECK_TEXT(text_letters(a, "!!", &n), "");
	CHECK_INT((long long)n, 0);
}

const struct test evasion_tests[] = {
	{ "words of Hangul are found in their disguises, and not in honest words", hangul_is_found },
	{ "words of letters are found in their disguises, and not in honest words", letters_are_found },
	{ "words of Han and kana are found in their disguises", others_are_found },
	{ "harmless words spare what is in them, initials are a choice", harmless_is_spared },
	{ "a thousand words are looked for in a hostile text", many_words_are_looked_for },
	{ "of a text its letters alone", letters_alone },
	{0}
};
