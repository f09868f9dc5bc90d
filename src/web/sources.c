/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files that the app is made of besides its code: those it carries in
 * itself (embed.h), and in their place, or beside them, those of a folder, so
 * that an office can change a template or a word without building anything:
 *
 *	FOLDER/templates/….mustache  FOLDER/static/…  FOLDER/messages/ko.json
 *	FOLDER/rules/segmentation.srx
 */
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "embed.h"
#include "inside.h"

enum { DEPTH_MOST = 6 };

#define FILE_MOST (16u << 20)

struct walk {
	struct arena *arena;
	struct map *sources;
	const char *folder;
	struct buf *faults;
};

static void
source_put(struct arena *a, struct map *sources, const char *path,
	const void *at, size_t n)
{
	struct source *s = arena_alloc(a, sizeof *s);

	*s = (struct source){arena_text(a, path), at, n};
	map_put(sources, path, s);
}

static void
file_add(struct walk *w, const char *path)
{
	const char *whole = arena_printf(w->arena, "%s/%s", w->folder, path);
	struct bytes bytes;

	if (file_read(w->arena, whole, FILE_MOST, &bytes) != OK)
		buf_printf(w->faults, "source.S01 %s cannot be read\n", path);
	else
		source_put(w->arena, w->sources, path, bytes.at, bytes.n);
}

/* Everything below folder/path; hidden names are not ours.  Goes down at most
 * DEPTH_MOST folders. */
static void
folder_add(struct walk *w, const char *path, int depth)
{
	const char *whole = arena_printf(w->arena, "%s/%s", w->folder, path);
	DIR *dir = opendir(whole);
	struct dirent *e;

	if (dir == NULL)
		return;
	while ((e = readdir(dir)) != NULL) {
		const char *inner = arena_printf(w->arena, "%s/%s", path,
			e->d_name);
		struct stat st;

		if (e->d_name[0] == '.' || stat(arena_printf(w->arena, "%s/%s",
			    w->folder, inner), &st) != 0)
			continue;
		if (S_ISDIR(st.st_mode) && depth < DEPTH_MOST)
			folder_add(w, inner, depth + 1);
		else if (S_ISREG(st.st_mode))
			file_add(w, inner);
	}
	closedir(dir);
}

struct map *
sources_open(struct arena *a, const char *folder, struct buf *faults)
{
	static const char *const parts[] = {"templates", "static", "messages",
		"rules"};
	struct walk w = {a, map_new(a), folder, faults};

	for (size_t i = 0; i < embedded_count; i++)
		source_put(a, w.sources, embedded_files[i].path,
			embedded_files[i].at, embedded_files[i].n);
	for (size_t i = 0; folder != NULL &&
	    i < sizeof parts / sizeof *parts; i++)
		folder_add(&w, parts[i], 0);
	return w.sources;
}
