/* SPDX-License-Identifier: Apache-2.0 */
/* Running tables of tests, and what CHECK says; for every program of tests
 * that has sentences. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

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

int
test_table(const struct test *table, const char *prefix, const char *only)
{
	int failures = 0;

	for (const struct test *t = table; t->says != NULL; t++) {
		struct arena *a;

		if (only != NULL && strstr(t->says, only) == NULL)
			continue;
		a = arena_new();
		failed = false;
		t->run(a);
		arena_free(a);
		printf("%s %s%s\n", failed ? "not ok" : "ok", prefix, t->says);
		failures += failed;
	}
	return failures;
}
