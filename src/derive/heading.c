/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a column is: the fields that one may be, and which of them a heading
 * most likely means.  Headings are known by the fields' own names and labels
 * in every language, and by those that registries publish their tables under.
 */
#include <string.h>

#include "sheet_inside.h"

/* ---- what there is ---- */

static bool
is_words(const struct field *f)
{
	return f->kind == FIELD_WORDS || f->kind == FIELD_PROSE;
}

/* Has a cell that a person could have written. */
static bool
writes_cell(const struct visit *v, const struct entity *of,
	const struct field *f)
{
	return f->kind != FIELD_FILE && f->kind != FIELD_SECRET &&
		field_writable(v, of, f) && field_readable(v, of, f);
}

struct listing {
	struct visit *v;
	struct target *at;
	size_t n, room;
};

static void
list_add(struct listing *l, struct spot s, const char *path,
	const char *label)
{
	if (l->n == l->room)
		return;
	l->at[l->n++] = (struct target){ s, path, label };
}

static const char *const halves[][2] = {
	{ "lat", "import.latitude" }, { "lon", "import.longitude" },
};

/* A field at its path, with what it falls into. */
static void
list_field(struct listing *l, struct spot s, const char *path,
	const char *label)
{
	struct arena *a = l->v->arena;

	if (is_words(s.field)) {
		for (enum lang n = 0; n < LANG__MAX; n++)
			list_add(l, s, arena_printf(a, "%s.%s", path,
				langs[n].tag), arena_printf(a, "%s (%s)",
				label, langs[n].own));
		return;
	}
	list_add(l, s, path, label);
	for (size_t i = 0; s.field->kind == FIELD_PLACE && i < 2; i++)
		list_add(l, s, arena_printf(a, "%s.%s", path, halves[i][0]),
			arena_printf(a, "%s: %s", label,
			message(l->v->lang, halves[i][1])));
}

static void
list_rows(struct listing *l, const struct entity *of, const struct field *f)
{
	struct arena *a = l->v->arena;
	const char *label = spot_label(l->v, (struct spot){ of, NULL, f });

	for (const struct field *g = f->rows; g->name != NULL; g++) {
		struct spot s = { of, f, g };

		if (writes_cell(l->v, of, g))
			list_field(l, s, arena_printf(a, "%s.0.%s", f->name,
				g->name), arena_printf(a, "%s: %s", label,
				spot_label(l->v, s)));
	}
}

const struct target *
targets_of(struct visit *v, const struct entity *of, size_t *n)
{
	struct listing l = { .v = v, .room = 400 };

	l.at = arena_alloc(v->arena, l.room * sizeof *l.at);
	for (const struct field *f = of->fields; f->name != NULL; f++) {
		struct spot s = { of, NULL, f };

		if (!writes_cell(v, of, f))
			continue;
		if (f->rows != NULL)
			list_rows(&l, of, f);
		else
			list_field(&l, s, f->name, spot_label(v, s));
	}
	*n = l.n;
	return l.at;
}

struct target
target_at(struct visit *v, const struct entity *of, const char *path)
{
	size_t n;
	const struct target *all = targets_of(v, of, &n);

	for (size_t i = 0; path != NULL && i < n; i++)
		if (strcmp(all[i].path, path) == 0)
			return all[i];
	return (struct target){ .path = NULL };
}

/* ---- what headings mean ---- */

/* Fields that a heading may mean, the first that there is; "+" the reader. */
static const struct known {
	const char *heads, *fields;
} published[] = {
	{ "일자|날짜|일시|교류일|교류일자|행사일|date|day|日期|时间|日付|期日|年月日", "on dates.0.on" },
	{ "교류내용|교류내역|내용|행사내용|주요내용|추진내용|content|contents|description|内容|交流内容|交流実績|记事", "+ name subject item text summary about" },
	{ "제목|행사명|교류명|사업명|품명|title|标题|名称|件名|行事名|品名", "name subject item text" },
	{ "성명|이름|姓名|氏名|name", "name" },
	{ "도시명|도시|자매도시|자매도시명|결연도시|교류도시|상대도시|도시이름|city|cityname|sistercity|城市|城市名|城市名称|友好城市|都市|都市名|姉妹都市|友好都市", "members ties tie city name" },
	{ "국가명|국가|나라|국가코드|country|countryname|countrycode|iso2|国家|国家名|国名|国|国別", "country" },
	{ "광역|소속|시도|성|주|도|province|prefecture|state|省|省份|都道府県", "parent" },
	{ "결연일자|결연일|결연연월일|체결일|체결일자|체결연도|결연연도|협정일|협정체결일|signed|signedon|since|year|缔结日期|结好时间|结好日期|缔结时间|締結日|提携日|提携年月日", "dates.0.on on" },
	{ "협정구분|결연구분|구분|교류구분|관계|관계구분|유형|종류|tier|type|kind|类别|类型|関係|区分|種別", "tier type level" },
	{ "분야|교류분야|협력분야|field|fields|领域|交流领域|分野|交流分野", "field fields.0.field" },
	{ "방향|파견내방|direction|方向|派遣受入", "direction" },
	{ "면적|area|面积|面積", "area" },
	{ "인구수|인구|population|人口|人口数", "population" },
	{ "데이터기준일자|기준일자|기준일|인구기준일|asof|referencedate|数据日期|数据基准日|基準日|データ基準日", "population_on" },
	{ "비고|메모|참고|참고사항|특이사항|note|notes|remark|remarks|备注|備考", "notes about note" },
	{ "소개|개요|about|简介|概况|概要|紹介", "about summary" },
	{ "주소|소재지|address|地址|住所|所在地", "address" },
	{ "누리집|홈페이지|홈페이지주소|website|web|url|homepage|网址|网站|ホームページ", "web" },
	{ "전화|전화번호|연락처|phone|telephone|tel|电话|電話|電話番号", "phone" },
	{ "이메일|전자우편|메일|email|e-mail|mail|邮箱|メール", "mail" },
	{ "위도|lat|latitude|纬度|緯度", "place.lat" },
	{ "경도|lng|lon|longitude|经度|経度", "place.lon" },
	{ "장소|venue|place|地点|场所|場所", "place venue" },
	{ "문서번호|발신번호|시행번호|접수번호|number|文号|文書番号", "number" },
	{ "금액|예산|집행액|가액|amount|value|金额|金額", "amount value" },
	{ "출처|자료|source|来源|出典", "source" },
	{ "상태|추진상황|진행상황|state|status|状态|状態|進捗", "state states.0.state" },
	{ "geonameid|geonames", "geonames" },
	{ "wikidata|wikidataid|qid", "wikidata" },
	{0}
};

/* What says the language of a column, wherever it stands in the heading. */
static const struct {
	const char *word;
	enum lang lang;
} tongues[] = {
	{ "영문", LANG_EN }, { "영어", LANG_EN }, { "english", LANG_EN },
	{ "英文", LANG_EN }, { "英語", LANG_EN }, { "英语", LANG_EN },
	{ "중문", LANG_ZH }, { "중국어", LANG_ZH }, { "中文", LANG_ZH },
	{ "chinese", LANG_ZH }, { "中国語", LANG_ZH },
	{ "일문", LANG_JA }, { "일본어", LANG_JA }, { "日文", LANG_JA },
	{ "日语", LANG_JA }, { "日本語", LANG_JA }, { "japanese", LANG_JA },
	{ "국문", LANG_KO }, { "한글", LANG_KO }, { "한국어", LANG_KO },
	{ "韩文", LANG_KO }, { "韓国語", LANG_KO }, { "korean", LANG_KO },
};

/* Folded, without spaces, dashes, points, and what stands in brackets. */
static const char *
head_bare(struct arena *a, const char *head)
{
	const char *folded = text_fold(a, head);
	struct buf out = buf_in(a, strlen(folded) + 1);
	int depth = 0;

	for (; *folded != '\0'; folded++) {
		depth += strchr("([", *folded) != NULL;
		if (depth == 0 && strchr(" -_.*:\t\n", *folded) == NULL)
			buf_char(&out, *folded);
		depth -= depth > 0 && strchr(")]", *folded) != NULL;
	}
	return out.n > 0 ? out.at : "";
}

enum lang
heading_tongue(const char *text, size_t n)
{
	const unsigned char *s = (const unsigned char *)text;

	for (size_t i = 0; i + 1 < n; i++)
		if (s[i] == 0xe3 && s[i + 1] >= 0x81 && s[i + 1] <= 0x83)
			return LANG_JA;
	return LANG_ZH;
}

/* The language that a heading is written in, or names. */
static enum lang
head_lang(struct visit *v, const char *head, enum lang han_is)
{
	const unsigned char *s = (const unsigned char *)head;
	const char *folded = text_fold(v->arena, head);
	bool kana = false, han = false;

	for (size_t i = 0; i < sizeof tongues / sizeof *tongues; i++)
		if (strstr(folded, text_fold(v->arena, tongues[i].word)))
			return tongues[i].lang;
	for (; *s != '\0'; s++) {
		if (*s >= 0xea && *s <= 0xed)
			return LANG_KO;
		kana |= *s == 0xe3 && (s[1] == 0x81 || s[1] == 0x82 ||
			s[1] == 0x83);
		han |= *s >= 0xe4 && *s <= 0xe9;
	}
	return kana ? LANG_JA : han ? han_is : v->lang;
}

struct guessing {
	struct visit *v;
	const struct sheet_file *file;
	const struct target *all;
	size_t n;
	const struct map *used;
	enum lang lang;
};

static bool
free_path(const struct guessing *g, const char *path)
{
	for (size_t i = 0; i < g->n; i++)
		if (strcmp(g->all[i].path, path) == 0)
			return map_get(g->used, path) == NULL;
	return false;
}

/* "name", or in the heading's language "name.ko"; "" when it is not there. */
static const char *
path_free(const struct guessing *g, const char *path)
{
	const char *inner = arena_printf(g->v->arena, "%s.%s", path,
		langs[g->lang].tag);

	return free_path(g, path) ? path : free_path(g, inner) ? inner : "";
}

/* By a field's dotted name, also as name_ko. */
static const char *
by_name(const struct guessing *g, const char *head)
{
	char *dotted = arena_text(g->v->arena, head), *mark;
	const char *path = path_free(g, head);

	if (*path != '\0')
		return path;
	mark = strrchr(dotted, '_');
	if (mark == NULL)
		return "";
	*mark = '.';
	return path_free(g, dotted);
}

static const char *
by_label(const struct guessing *g, const char *bare)
{
	struct arena *a = g->v->arena;

	for (size_t i = 0; i < g->n; i++)
		for (enum lang l = 0; l < LANG__MAX; l++) {
			struct spot s = g->all[i].spot;
			const char *path;

			if (s.rows != NULL || strcmp(bare, head_bare(a,
			    message(l, spot_stem(a, s)))) != 0)
				continue;
			path = path_free(g, s.field->name);
			if (*path != '\0')
				return path;
		}
	return "";
}

/* Is it one of "a|b|c"? */
static bool
among(struct arena *a, const char *heads, const char *bare)
{
	char *rest = arena_text(a, heads), *one;

	while ((one = strsep(&rest, "|")) != NULL)
		if (strcmp(head_bare(a, one), bare) == 0)
			return true;
	return false;
}

static const char *
by_known(const struct guessing *g, const char *fields)
{
	char *rest = arena_text(g->v->arena, fields), *one;
	const struct sheet_reader *reader = g->file->reader;
	const char *path;

	while ((one = strsep(&rest, " ")) != NULL) {
		if (*one == '+' && reader != NULL &&
		    map_get(g->used, reader->name) == NULL)
			return reader->name;
		path = *one == '+' ? "" : path_free(g, one);
		if (*path != '\0')
			return path;
	}
	return "";
}

const char *
heading_guess(struct visit *v, const struct sheet_file *f, const char *head,
	enum lang han, const struct map *used)
{
	struct guessing g = { .v = v, .file = f, .used = used,
		.lang = head_lang(v, head, han) };
	const char *bare = head_bare(v->arena, head), *path;

	g.all = targets_of(v, f->of, &g.n);
	if (strcmp(head, "id") == 0)
		return map_get(used, "id") == NULL ? "id" : "";
	path = by_name(&g, head);
	for (const struct known *k = published; *path == '\0' &&
	    k->heads != NULL; k++)
		if (*bare != '\0' && strstr(k->fields, "+") != NULL &&
		    f->reader != NULL && among(v->arena, k->heads, bare))
			path = by_known(&g, k->fields);
	if (*path == '\0' && *bare != '\0')
		path = by_label(&g, bare);
	for (const struct known *k = published; *path == '\0' &&
	    *bare != '\0' && k->heads != NULL; k++)
		if (among(v->arena, k->heads, bare))
			path = by_known(&g, k->fields);
	return path;
}
