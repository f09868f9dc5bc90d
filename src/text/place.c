/* SPDX-License-Identifier: Apache-2.0 */
/* A list of what is allowed; everything else is refused. */
#include "place.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool
begins(const char *s, const char *with)
{
	return strncasecmp(s, with, strlen(with)) == 0;
}

/* A browser drops tabs and newlines and takes \ for /, so none may be in. */
static bool
plain(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c < ' ' || c == 0x7f || c == '\\')
			return false;
	}
	return n > 0;
}

/* A host there, and nobody's name before it that looks like one. */
static bool
has_host(const char *after_slashes)
{
	size_t n = strcspn(after_slashes, "/?#");

	return n > 0 && memchr(after_slashes, '@', n) == NULL
		&& *after_slashes != ':' && *after_slashes != ' ';
}

enum place
place_of_link(const char *s, size_t n)
{
	if (!plain(s, n))
		return PLACE_REFUSED;
	if (begins(s, "http://") || begins(s, "https://"))
		return has_host(strstr(s, "//") + 2) ?
			PLACE_OUTSIDE : PLACE_REFUSED;
	if ((begins(s, "mailto:") && s[7] != '\0')
	    || (begins(s, "tel:") && s[4] != '\0')
	    || *s == '#' || (*s == '/' && s[1] != '/'))
		return PLACE_OURS;
	return PLACE_REFUSED;
}

bool
place_of_picture(const char *s, size_t n)
{
	return plain(s, n) && strncmp(s, "/files/", 7) == 0
		&& strstr(s, "..") == NULL && strcasestr(s, "%2e") == NULL;
}

void
place_write(struct buf *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strchr(" \"<>^`{|}", s[i]) != NULL)
			buf_printf(out, "%%%02X", (unsigned)s[i]);
		else
			buf_escape(out, &s[i], 1);
}

static bool
address_char(char c)
{
	return isalnum((unsigned char)c) != 0
		|| (c != '\0' && strchr("-._~:/?#[]@!$&'()*+,;=%", c) != NULL);
}

/* How much of an address at s is one, without the sentence's own marks. */
static size_t
address_length(const char *s, size_t n)
{
	size_t length = 0;
	int brackets = 0;

	while (length < n && address_char(s[length])) {
		brackets += s[length] == '(';
		brackets -= s[length] == ')';
		length++;
	}
	while (length > 0 && (strchr(".,;:!?'*_~[]", s[length - 1]) != NULL
	    || (s[length - 1] == ')' && brackets < 0)))
		brackets += s[--length] == ')';
	return length;
}

size_t
place_bare(const char *text, size_t n, size_t *at)
{
	for (size_t i = 0; i + 8 < n; i++) {
		size_t scheme = text[i] != 'h' ? 0
			: memcmp(text + i, "https://", 8) == 0 ? 8
			: memcmp(text + i, "http://", 7) == 0 ? 7 : 0;
		size_t length;

		if (scheme == 0
		    || (i > 0 && isalnum((unsigned char)text[i - 1])))
			continue;
		length = address_length(text + i, n - i);
		if (length <= scheme)
			continue;
		*at = i;
		return length;
	}
	return 0;
}
