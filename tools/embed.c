/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes the table of the files that the program carries (src/web/embed.h):
 *
 *	embed OUT.c [NAME=]PATH...
 *
 * PATH is a file or a folder, taken with all that is in it; NAME is what the
 * table calls it, if not PATH.  Hidden files and those ending in ~ are left
 * out.  Two files of one name are a fault.  Beside OUT.c, OUT.c.d tells make
 * what it was made of, the folders too, so that a new file is noticed.
 *
 * The bytes are not written out: the assembler takes them from where they
 * lie (.incbin), so that megabytes of fonts cost nothing to compile.  Run it,
 * and compile what it writes, from the same folder.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct file {
	char *name, *path;
	long long size;
};

struct list {
	struct file *at;
	size_t n, room;
};

struct found {
	struct list files, folders;
};

static _Noreturn void
stop(const char *path, const char *why)
{
	fprintf(stderr, "embed: %s: %s\n", path, why);
	exit(1);
}

static char *
joined(const char *folder, const char *between, const char *entry)
{
	char *path;

	if (asprintf(&path, "%s%s%s", folder, between, entry) < 0)
		stop(entry, "no memory");
	return path;
}

static void
put(struct list *list, const char *name, const char *path, long long size)
{
	/* Neither C nor the assembler must find anything to interpret. */
	for (const char *c = joined(name, "", path); *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == '"' || *c == '\\')
			stop(path, "a name cannot hold this character");
	if (list->n == list->room) {
		list->room = list->room > 0 ? 2 * list->room : 64;
		list->at = realloc(list->at, list->room * sizeof *list->at);
		if (list->at == NULL)
			stop(path, "no memory");
	}
	list->at[list->n++] = (struct file){ joined(name, "", ""),
		joined(path, "", ""), size };
}

static void
walk(struct found *found, const char *name, const char *path)
{
	struct stat st;
	const struct dirent *entry;
	DIR *dir;

	if (stat(path, &st) != 0)
		stop(path, strerror(errno));
	if (!S_ISDIR(st.st_mode)) {
		put(&found->files, name, path, (long long)st.st_size);
		return;
	}
	put(&found->folders, name, path, 0);
	dir = opendir(path);
	if (dir == NULL)
		stop(path, strerror(errno));
	while ((entry = readdir(dir)) != NULL) {
		size_t n = strlen(entry->d_name);

		if (entry->d_name[0] != '.' && entry->d_name[n - 1] != '~')
			walk(found, joined(name, "/", entry->d_name),
				joined(path, "/", entry->d_name));
	}
	closedir(dir);
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct file *)a)->name,
		((const struct file *)b)->name);
}

static void
sort(struct list *list)
{
	if (list->n > 0)
		qsort(list->at, list->n, sizeof *list->at, by_name);
	for (size_t i = 1; i < list->n; i++)
		if (strcmp(list->at[i - 1].name, list->at[i].name) == 0)
			stop(list->at[i].path, "another file has its name");
}

/* The size is said twice so that a file which shrank since fails to build. */
static void
write_table(FILE *out, const struct list *list)
{
	fputs("/* Written by tools/embed.c. */\n#include \"web/embed.h\"\n\n"
		"__asm__(\".section .rodata\\n\"\n", out);
	for (size_t i = 0; i < list->n; i++) {
		const struct file *file = &list->at[i];

		fprintf(out, "\t\"embedded_%zu:", i);
		if (file->size > 0)
			fprintf(out, " .incbin \\\"%s\\\", 0, %lld\\n",
				file->path, file->size);
		fputs(" .byte 0\\n\"\n", out);
	}
	fputs("\t\".previous\\n\");\n\n", out);
	for (size_t i = 0; i < list->n; i++)
		fprintf(out, "__attribute__((visibility(\"hidden\"))) "
			"extern const unsigned char embedded_%zu[];\n", i);
	fputs("\nconst struct embedded embedded_files[] = {\n", out);
	for (size_t i = 0; i < list->n; i++)
		fprintf(out, "\t{ \"%s\", embedded_%zu, %lld },\n",
			list->at[i].name, i, list->at[i].size);
	fprintf(out, "\t{ NULL, NULL, 0 }\n};\n"
		"const size_t embedded_count = %zu;\n", list->n);
}

/* Each one is a goal too, so that removing it does not stop make. */
static void
write_sources(FILE *out, const char *goal, const struct found *found)
{
	const struct list *lists[] = { &found->files, &found->folders };

	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < lists[k]->n; i++)
			fprintf(out, "%s: %s\n%s:\n", goal,
				lists[k]->at[i].path, lists[k]->at[i].path);
}

static FILE *
opened(const char *path)
{
	FILE *out = fopen(path, "w");

	if (out == NULL)
		stop(path, strerror(errno));
	return out;
}

static void
closed(FILE *out, const char *path)
{
	int bad = ferror(out);

	if (fclose(out) != 0 || bad)
		stop(path, "cannot be written");
}

int
main(int argc, char **argv)
{
	struct found found = {0};
	char *sources;
	FILE *out;

	if (argc < 3) {
		fputs("usage: embed OUT.c [NAME=]PATH...\n", stderr);
		return 2;
	}
	for (int i = 2; i < argc; i++) {
		char *path = strchr(argv[i], '=');

		if (path != NULL)
			*path++ = '\0';
		walk(&found, argv[i], path != NULL ? path : argv[i]);
	}
	sort(&found.files);
	out = opened(argv[1]);
	write_table(out, &found.files);
	closed(out, argv[1]);
	sources = joined(argv[1], "", ".d");
	out = opened(sources);
	write_sources(out, argv[1], &found);
	closed(out, sources);
	return 0;
}
