/* SPDX-License-Identifier: Apache-2.0 */
/* Runs every table of unit tests; with an argument, those whose sentence holds it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "test.h"

static const struct test *const tables[] = {
	base_tests,
	edtf_tests,
	file_tests,
	secret_tests,
	mustache_tests,
	markdown_tests,
	text_tests,
	tokens_tests,
	print_tests,
	globe_tests,
	kinds_tests,
	words_tests,
	blob_tests,
	office_tests,
	records_tests,
	derive_tests,
	form_tests,
	router_tests,
	server_tests,
};

static bool failed;

bool
test_check(bool so, const char *file, int line, const char *what)
{
	if (!so) {
		failed = true;
		printf("# %s:%d: not so: %s\n", file, line, what);
	}
	return so;
}

bool
test_check_int(long long got, long long want, const char *file, int line,
	const char *what)
{
	if (got != want) {
		failed = true;
		printf("# %s:%d: %s is %lld, not %lld\n", file, line, what, got,
			want);
	}
	return got == want;
}

bool
test_check_text(const char *got, const char *want, const char *file, int line,
	const char *what)
{
	bool so = got != NULL && want != NULL ? strcmp(got, want) == 0 :
		got == want;

	if (!so) {
		failed = true;
		printf("# %s:%d: %s is\n#   %s\n# not\n#   %s\n", file, line,
			what, got ? got : "(none)", want ? want : "(none)");
	}
	return so;
}

const char *
test_shared(void)
{
	return getenv("GYORYU_SHARED");
}

static int
run(const struct test *table, const char *only)
{
	int failures = 0;

	for (const struct test *t = table; t->says != NULL; t++) {
		struct arena *a;

		if (only != NULL && strstr(t->says, only) == NULL)
			continue;
		a = arena_new();
		failed = false;
		t->run(a);
		printf("%s %s\n", failed ? "not ok" : "ok", t->says);
		failures += failed;
		arena_free(a);
	}
	return failures;
}

int
main(int argc, char **argv)
{
	int failures = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (!secret_start())
		return 1;
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		failures += run(tables[i], argc > 1 ? argv[1] : NULL);
	return failures > 0;
}
