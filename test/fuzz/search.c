/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Queries from anywhere: phrases of plain tokens, which both engines' match
 * texts take in without a mark of their own language.
 */
#include <string.h>

#include "db/db.h"
#include "fuzz.h"
#include "text/text.h"

enum { PHRASES = 12 };

/* Letters, digits and single spaces: nothing that means something there. */
static void
tokens_hold(const char *tokens)
{
	for (const char *c = tokens; *c != '\0'; c++)
		PROMISE((unsigned char)*c > 0x7f || *c == ' ' ||
			(*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9'));
	PROMISE(strstr(tokens, "  ") == NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
	struct arena *a = arena_new();
	struct text_phrase said[PHRASES];
	struct db_phrase asked[PHRASES];
	const char *text;
	size_t found;

	if (text_take(a, (const char *)at, n, &text) == TEXT_GOOD) {
		found = text_query(a, text, said, PHRASES);
		PROMISE(found <= PHRASES);
		for (size_t i = 0; i < found; i++) {
			tokens_hold(said[i].tokens);
			asked[i] = (struct db_phrase){ said[i].tokens,
				said[i].prefix };
		}
		for (enum db_engine e = 0; e < DB_ENGINE__MAX; e++)
			(void)db_search_match(a, e, "title open", asked,
				found);
	}
	arena_free(a);
	return 0;
}
