/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Texts of a value on their way to paper.  They have been through the door
 * for text already; here it is made sure of, since what is drawn from them
 * goes to libraries that trust their callers.
 */
#include "inside.h"

#include <glib.h>
#include <string.h>

#include "base/buf.h"

enum { TAG_MOST = 35 };

struct reader
reader_in(struct arena *a, const char *lang, const char *otherwise)
{
	return (struct reader){ .arena = a, .lang = tag_or(lang, otherwise),
		.left = PAPER_TEXT };
}

const char *
tag_or(const char *tag, const char *otherwise)
{
	size_t n;

	if (tag == NULL)
		return otherwise;
	n = strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789-");
	return n >= 2 && n <= TAG_MOST && tag[n] == '\0' ? tag : otherwise;
}

/* Lines and paragraphs of Unicode's own end a line too. */
static bool
ends_line(gunichar c)
{
	return c == '\n' || c == 0x2028 || c == 0x2029;
}

static bool
unwritten(gunichar c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xfeff
		|| (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

static void
add_char(struct reader *r, struct buf *out, const char *at, size_t n)
{
	gunichar c = g_utf8_get_char(at);

	if (ends_line(c))
		buf_char(out, r->one_line ? ' ' : '\n');
	else if (c == '\t')
		buf_char(out, ' ');
	else if (!unwritten(c))
		buf_add(out, at, n);
}

/* Most texts have nothing to be dropped. */
static bool
clean(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c < 0x20 || c == 0x7f || c == 0xc2 || c == 0xe2
		    || c >= 0xef)
			return false;
	}
	return true;
}

static enum err
text_read(struct reader *r, const char *text, size_t n, struct words *out)
{
	struct buf kept;

	if (n > PAPER_WORDS || n > r->left)
		return ERR_LARGE;
	r->left -= n;
	if (clean(text, n)) {
		if (!g_utf8_validate_len(text, n, NULL))
			return ERR_INPUT;
		out->text = arena_copy(r->arena, text, n);
		out->n = n;
		return OK;
	}
	kept = buf_in(r->arena, n + 1);
	while (n > 0) {
		const char *end;
		size_t length;

		if (*text == '\0') {
			text++;
			n--;
			continue;
		}
		if (g_utf8_get_char_validated(text, (gssize)n)
		    >= (gunichar)-2)
			return ERR_INPUT;
		end = g_utf8_next_char(text);
		length = (size_t)(end - text);
		add_char(r, &kept, text, length);
		text = end;
		n -= length;
	}
	out->text = kept.at;
	out->n = kept.n;
	return OK;
}

enum err
words_read(struct reader *r, const json_t *json, const char *lang,
	struct words *out)
{
	*out = (struct words){ "", 0, tag_or(lang, r->lang) };
	if (json_is_object(json)) {
		out->lang = tag_or(json_string_value(json_object_get(json,
			"lang")), out->lang);
		json = json_object_get(json, "text");
	}
	if (json == NULL || json_is_null(json))
		return OK;
	if (json_is_integer(json)) {
		out->text = arena_printf(r->arena, "%lld",
			(long long)json_integer_value(json));
		out->n = strlen(out->text);
		return OK;
	}
	if (!json_is_string(json))
		return ERR_INPUT;
	return text_read(r, json_string_value(json), json_string_length(json),
		out);
}

enum err
words_member(struct reader *r, const json_t *object, const char *name,
	struct words *out)
{
	return words_read(r, json_object_get(object, name), NULL, out);
}

enum err
text_member(struct reader *r, const json_t *object, const char *name,
	const char **out)
{
	struct words words;

	TRY(words_member(r, object, name, &words));
	*out = words.text;
	return OK;
}

enum err
list_length(const json_t *list, size_t most, size_t *out)
{
	*out = json_array_size(list);
	if (list != NULL && !json_is_array(list) && !json_is_null(list))
		return ERR_INPUT;
	return *out > most ? ERR_LARGE : OK;
}
