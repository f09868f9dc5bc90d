/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes ICU's simplified form of every Han character of the main block as a
 * table in C, for text/fold.c:
 *
 *	han FILE.c
 *
 * ICU reads its rules and walks them for 50 ms, once in every process that
 * sees a Han character; at build time nobody waits for it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unicode/utrans.h>

enum { FIRST = 0x4e00, LAST = 0x9fff, COUNT = LAST - FIRST + 1 };

/* Each on a line of its own, so that no rule sees a word. */
static void
simplify(UChar text[static 2 * COUNT])
{
	UErrorCode status = U_ZERO_ERROR;
	UTransliterator *rules = utrans_openU(u"Traditional-Simplified", -1,
		UTRANS_FORWARD, NULL, 0, NULL, &status);
	int32_t n = 2 * COUNT, limit = n;

	for (int i = 0; i < COUNT; i++) {
		text[2 * i] = (UChar)(FIRST + i);
		text[2 * i + 1] = '\n';
	}
	utrans_transUChars(rules, text, &n, n, 0, &limit, &status);
	if (U_FAILURE(status) || n != 2 * COUNT) {
		fprintf(stderr, "han: %s\n", u_errorName(status));
		exit(1);
	}
	utrans_close(rules);
}

int
main(int argc, char **argv)
{
	static UChar text[2 * COUNT];
	FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;

	if (out == NULL) {
		fprintf(stderr, "han FILE.c\n");
		return 2;
	}
	simplify(text);
	fprintf(out, "#include \"text/inside.h\"\n\n"
		"const UChar han_simplified[HAN_LAST - HAN_FIRST + 1] = {\n");
	for (int i = 0; i < COUNT; i++)
		fprintf(out, "0x%x,%s", text[2 * i], i % 12 == 11 ? "\n" : "");
	fprintf(out, "\n};\n");
	return fclose(out) == 0 ? 0 : 1;
}
