/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Folding: what a person would call the same word becomes the same bytes.
 *
 *	plain[character] = what it folds to when that is one character of the
 *	                   basic plane and no neighbour can change it; 0: ask ICU
 *
 * A text of plain characters only is folded from the table, everything else
 * goes through ICU as a whole.  The table is built at its first use, the Han
 * part at the first Han character; then both are constant.
 */
#include "inside.h"

#include <pthread.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>

static UChar plain[0x10000];
static pthread_once_t plain_once = PTHREAD_ONCE_INIT;
static pthread_once_t han_once = PTHREAD_ONCE_INIT;

/*
 * Forms that ICU's table from traditional to simplified does not know: the
 * new forms of Japan, older prints of Korea, variants found in names.  The
 * first of each group is what the others fold to.
 */
static const char han_forms[] =
	"乘乗 亚亜 佛仏 假仮 传伝 价価 俭倹 儿児 两両 剩剰 剑剣剱劒 "
	"剂剤 劳労 勋勲 劝勧 卷巻 咒呪 哑唖 单単 啮噛 严厳 圈圏 围囲 "
	"圆円 图図 团団 增増 压圧 垒塁 坏壊 壤壌 壹壱 奖奨 娘嬢 实実 "
	"宽寛 专専 对対 峰峯 岳嶽 岩巌巗 巢巣 带帯 废廃 广広 厅庁 "
	"弹弾 从従徔 征徴 德徳悳惪 惠恵 恶悪 恼悩 应応 怀懐 战戦 "
	"戏戯 户戸 戾戻 拂払 拔抜 拜拝 插挿 揭掲 搔掻 摇揺 搜捜 择択 "
	"击撃 据拠 扩拡 摄摂 搅撹 收収 效効 敕勅 晚晩 历暦歴 晓暁 "
	"曾曽 枡桝 栈桟 荣栄 乐楽 样様 检検 樱桜 权権 欢歓懽 步歩 "
	"岁歳嵗 归帰皈 壳殻 每毎 气気 污汚 涉渉 泪涙 净浄 渴渇 "
	"溪渓谿豀 满満 涩渋 泽沢 济済 滨浜濵 泷滝 濑瀬 烧焼 营営 "
	"牺犠 猎猟 兽獣 叠畳 痹痺 瘦痩 发発髪 碎砕 稻稲 颖頴 穗穂 "
	"稳穏 穰穣 粹粋 粽糉 丝糸 经経 缘縁 县県縣 纵縦 总総縂 绣繍 "
	"绳縄 绘絵 继継 续続 纤繊纎 缺欠 罐缶鑵 聪聡 听聴 肃粛 脑脳 "
	"脏臓 举挙 庄荘 薰薫 藏蔵 艺芸 药薬 处処 萤蛍 蜡蝋 腊臈 觉覚 "
	"览覧 观観 译訳 读読 变変 让譲 丰豊 预予 贰弐 卖売 赖頼 "
	"赞賛讃 轻軽 转転 递逓 迟遅 边辺邉 乡郷鄕 醉酔 酱醤 酿醸 "
	"释釈 钱銭 炼錬 铁鉄銕 铸鋳 矿鉱砿鑛 陷陥 险険 隐隠 杂雑 "
	"鸡鶏 霸覇 灵霊 显顕 骚騒 驱駆 验験騐 驿駅 髓髄 鸥鴎 碱鹸 "
	"盐塩 面麺麪 麹麴 黑黒 默黙 齐斉 斋斎 齿歯 龄齢 龙竜 龟亀 "
	"邻隣 办弁 吴呉 值値 教敎 青靑 清淸 姬姫 即卽 既旣 尚尙 年秊 "
	"并竝倂 画畵 瓶甁缾 熙煕 岛嶋嶌 崎﨑嵜 高髙 村邨 柳栁 富冨 "
	"升曻 桑桒 国圀囯 馆舘 宝寳 斗鬪闘 艳艶 兔兎 卫衞 隶隷 槙槇 "
	"遍徧 憩憇 麻痲 携擕 准凖 回囘囬 阶堦 婿壻 寿夀 冤寃 宁甯寕 "
	"昆崐崑 纸帋 庶庻 强彊 往徃 协恊 捏揑 抬擡 考攷 叙敍 学斈 "
	"旗旂 昏昬 晃晄 映暎 朵朶 楠枏 柿柹 柏栢 棋棊碁 稿槀稾 桌槕 "
	"棹櫂 冰氷 莅涖 渊渕 溯泝 汇滙 漱潄 阔濶 法灋 暖煖 辉煇 焰焔 "
	"窗窓窻牎 犁犂 琉瑠 砖甎 疏疎踈 碗盌 砧碪 粳秔 阱穽 伫竚 "
	"帚箒 绵緜 樽罇 罚罸 翱翶 锄耡 联聨聫 肯肎 胁脇 修脩 肠膓 "
	"樯艢 莓苺 庵菴 萌萠 盖葢 苏蘓 荡蘯 裤袴 裙裠 裴裵 睹覩 觅覔 "
	"仇讐讎 赃賍 体躰軆 软輭 乃迺廼 迥逈 却郤 酬酧醻 间閒 雁鴈 "
	"顾頋 喂餧 驮駄 髯髥 鹅鵞 燕鷰 动働 框枠 静瀞 郎郞 朗朖 京亰 "
	"壶壷 关闗 园薗 菟莵 颈頚 鲹鯵 钻鑚 贱賎 谏諌 驒騨 莺鴬 笼篭 "
	"蝇蝿 镇鎭 填塡 颠顚 慎愼 褒襃 翻飜 饼餠 屏屛 颊頬 俱倶 尔尓 "
	"珍珎 场塲 创剏刱 尧尭 绕遶 姊姉 娱娯 概槪 凛凜 船舩 野埜 "
	"澄澂 哲喆 韧靱靭 缠纒 灶竃 喜㐂 真眞 研硏 铺舗 妍姸 "
	"镰鎌 榆楡 尽侭 ";

static bool
is_han(UChar32 c)
{
	return (c >= 0x3400 && c <= HAN_LAST) || (c >= 0xf900 && c <= 0xfaff);
}

static void
build_han(void)
{
	size_t n = sizeof han_forms - 1, i = 0;
	UChar32 head = 0, c;

	for (c = 0x3400; c < HAN_FIRST; c++)
		if (u_isdefined(c))
			plain[c] = (UChar)c;
	for (c = HAN_FIRST; c <= HAN_LAST; c++)
		plain[c] = han_simplified[c - HAN_FIRST];
	while (i < n) {
		c = icu_next(han_forms, n, &i);
		if (c == ' ')
			head = 0;
		else if (head == 0)
			head = plain[c];
		else
			plain[c] = (UChar)head;
	}
	/* A form of a form: two steps become one. */
	for (c = HAN_FIRST; c <= HAN_LAST; c++)
		plain[c] = plain[plain[c]];
}

/* Latin letters that no decomposition parts from their stroke. */
struct stroked {
	UChar32 letter;
	const char *as;
};
static const struct stroked stroked[] = {
	{0x00e6, "ae"}, {0x00f0, "d"}, {0x00f8, "o"}, {0x00fe, "th"},
	{0x0111, "d"}, {0x0127, "h"}, {0x0131, "i"}, {0x0142, "l"},
	{0x014b, "n"}, {0x0153, "oe"}, {0x0167, "t"}, {0x0180, "b"},
};

static bool
sheds_accents(UChar32 c)
{
	UErrorCode status = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript(c, &status);

	return script == USCRIPT_LATIN || script == USCRIPT_GREEK ||
		script == USCRIPT_CYRILLIC;
}

/* Its first character when taken apart, again and again. */
static UChar32
bare(UChar32 c)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
	UChar parts[8];

	while (unorm2_getRawDecomposition(nfc, c, parts, 8, &status) > 0 &&
	       U_SUCCESS(status))
		U16_GET(parts, 0, 0, 8, c);
	return c;
}

/* What follows NFKC and case folding: c written to out, how many of it. */
static int
settle(UChar32 c, UChar32 out[static 2])
{
	*out = c;
	if ((c >= 0x30a1 && c <= 0x30f6) || c == 0x30fd || c == 0x30fe) {
		*out = c - 0x60;
	} else if (is_han(c)) {
		pthread_once(&han_once, build_han);
		if (plain[c] != 0)
			*out = plain[c];
	} else if (c >= 0x80 && sheds_accents(c)) {
		*out = c = bare(c);
		for (size_t i = 0; i < sizeof stroked / sizeof *stroked; i++)
			if (stroked[i].letter == c) {
				out[0] = stroked[i].as[0];
				out[1] = stroked[i].as[1];
				return out[1] == 0 ? 1 : 2;
			}
	}
	return 1;
}

/* plain[c], if c alone decides it. */
static void
build_one(const UNormalizer2 *cased, UChar32 c)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar from[1] = {(UChar)c}, to[32];
	UChar32 out[2];
	int32_t n;

	if (!u_isdefined(c) || !unorm2_hasBoundaryBefore(cased, c))
		return;
	n = unorm2_normalize(cased, from, 1, to, 32, &status);
	if (U_SUCCESS(status) && n == 1 && !is_han(to[0]) &&
	    settle(to[0], out) == 1)
		plain[c] = (UChar)*out;
}

static void
build_plain(void)
{
	static const UChar ranges[][2] = {
		{0x0001, 0x05ff}, {0x1e00, 0x206f}, {0x3000, 0x30ff},
		{0xff00, 0xffef},
	};
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *cased = unorm2_getNFKCCasefoldInstance(&status);

	ICU_GOOD(status);
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		for (UChar32 c = ranges[i][0]; c <= ranges[i][1]; c++)
			build_one(cased, c);
	for (UChar32 c = 0xac00; c <= 0xd7a3; c++)
		plain[c] = (UChar)c;
}

/* From the table into to; false when something is not plain. */
static bool
fold_plain(const char *s, size_t n, char *to)
{
	size_t i = 0, at = 0;

	pthread_once(&plain_once, build_plain);
	while (i < n) {
		UChar32 c = icu_next(s, n, &i);

		if (c < 0 || c > 0xffff)
			return false;
		if (is_han(c))
			pthread_once(&han_once, build_han);
		c = plain[c];
		if (c == 0)
			return false;
		U8_APPEND_UNSAFE(to, at, c);
	}
	to[at] = '\0';
	return true;
}

/* NFKC and case folding of the whole. */
static struct wide
casefolded(struct arena *a, struct wide from)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *cased = unorm2_getNFKCCasefoldInstance(&status);
	int32_t room = 2 * from.n + 64;
	struct wide to = {arena_alloc(a, (size_t)room * sizeof *to.at), 0};

	to.n = unorm2_normalize(cased, from.at, from.n, to.at, room, &status);
	if (status == U_BUFFER_OVERFLOW_ERROR) {
		status = U_ZERO_ERROR;
		room = to.n + 1;
		to.at = arena_alloc(a, (size_t)room * sizeof *to.at);
		to.n = unorm2_normalize(cased, from.at, from.n, to.at, room,
			&status);
	}
	ICU_GOOD(status);
	return to;
}

/* Through ICU; marks behind a letter that sheds them are left out. */
static const char *
fold_all(struct arena *a, const char *s, size_t n)
{
	struct wide to = casefolded(a, icu_wide(a, s, n));
	struct buf b = buf_in(a, SIZE_MAX);
	bool sheds = false;
	int32_t i = 0;

	while (i < to.n) {
		UChar32 c, out[2];
		char bytes[8];
		size_t length = 0;
		int count;

		U16_NEXT(to.at, i, to.n, c);
		if (u_charType(c) == U_NON_SPACING_MARK && sheds)
			continue;
		sheds = sheds_accents(c);
		count = settle(c, out);
		for (int k = 0; k < count; k++)
			U8_APPEND_UNSAFE(bytes, length, out[k]);
		buf_add(&b, bytes, length);
	}
	return b.at;
}

const char *
text_fold(struct arena *a, const char *s)
{
	size_t n = strlen(s);
	/* Two bytes may fold to three: the letter of U+023A. */
	char *to = arena_alloc(a, 2 * n + 1);
	size_t i = 0;

	for (; i < n && (unsigned char)s[i] < 0x80; i++)
		to[i] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] + 32) : s[i];
	if (i == n || fold_plain(s, n, to))
		return to;
	return fold_all(a, s, n);
}
