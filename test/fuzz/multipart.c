/* SPDX-License-Identifier: Apache-2.0 */
/* A multipart body of anybody's making: each part lies within it, has a name
 * that is text, and holds no boundary. */
#include <string.h>

#include "fuzz.h"
#include "web/inside.h"

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
	struct arena *a = arena_new();
	const char *body = (const char *)at, *again;
	struct part *parts;
	size_t count;

	if (multipart_read(a, "XX", body, n, 20, &parts, &count) == OK)
		for (size_t i = 0; i < count; i++) {
			const struct part *p = &parts[i];

			PROMISE(p->at >= body && p->at + p->n <= body + n);
			PROMISE(memmem(p->at, p->n, "\r\n--XX", 6) == NULL);
			PROMISE(*p->field != '\0');
			PROMISE(text_take(a, p->field, strlen(p->field),
				&again) == TEXT_GOOD);
			PROMISE(p->name == NULL ||
				strpbrk(p->name, "/\\") == NULL);
		}
	arena_free(a);
	return 0;
}
