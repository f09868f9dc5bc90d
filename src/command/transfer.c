/* SPDX-License-Identifier: Apache-2.0 */
/* gyoryu import and export: records in and out as files. */
#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "command.h"
#include "derive/derive.h"
#include "office/office.h"

struct beside {                /* where a file's own files lie */
	const char *folder, *label;
};

static enum err
fetch(struct arena *a, const char *path, struct bytes *out, void *arg)
{
	const struct beside *b = arg;

	if (*path == '/' || strstr(path, "..") != NULL)
		return ERR_DENIED;
	return file_read(a, arena_printf(a, "%s/%s", b->folder, path),
		BLOB_MAX, out);
}

static void
show(int64_t done, int64_t all, void *arg)
{
	const struct beside *b = arg;

	progress_show(done, all, (void *)(uintptr_t)b->label);
}

static const struct entity *
kind_of(struct house *h, const struct options *o)
{
	const struct entity *of;

	if (o->kind == NULL)
		return NULL;
	of = catalogue_entity(app_catalogue(h->app), o->kind);
	if (of == NULL)
		fprintf(stderr, "gyoryu: no kind of record is called %s\n",
			o->kind);
	return of;
}

static int
import_file(struct house *h, const struct options *o, const char *path)
{
	struct beside b = { dirname(arena_text(h->arena, path)),
		arena_text(h->arena, path) };
	struct import_wish w = { .of = kind_of(h, o), .file = path,
		.keep_going = o->keep_going, .fetch = fetch, .progress = show,
		.arg = &b };
	struct import_told told = { .faults = buf_in(h->arena, 1 << 20) };
	struct bytes bytes;
	enum err err = file_read(h->arena, path, IMPORT_MOST, &bytes);

	if (o->kind != NULL && w.of == NULL)
		return EXIT_FAILED;
	if (err != OK) {
		fprintf(stderr, "gyoryu: cannot read %s: %s\n", path,
			err == ERR_LARGE ? "it is too large" :
			strerror(errno));
		return EXIT_FAILED;
	}
	err = import_bytes(&h->visit, &w, bytes.at, bytes.n, &told);
	fputs(told.faults.at, stderr);
	if (told.refused > IMPORT_FAULTS)
		fprintf(stderr, "… and more\n");
	if (err != OK && told.refused == 0)
		house_complain(&h->visit, path, err);
	printf("%s: %lld lines, %lld taken, %lld refused%s\n", path,
		(long long)told.lines,
		(long long)(err == OK || o->keep_going ? told.taken : 0),
		(long long)told.refused, err == OK ? "" :
		o->keep_going ? "" : "; nothing was changed");
	return err == OK ? EXIT_FINE : EXIT_FAILED;
}

int
import_run(const struct options *o)
{
	struct house h;
	int code = EXIT_FINE;

	if (o->arg_count == 0) {
		fprintf(stderr, "gyoryu: import FILE… [--kind KIND]\n");
		return EXIT_USAGE;
	}
	if (!house_open(&h, o, HOUSE_IS_THERE))
		return EXIT_FAILED;
	for (int i = 0; i < o->arg_count && code == EXIT_FINE; i++)
		code = import_file(&h, o, o->args[i]);
	house_close(&h);
	return code;
}

static void
put(const char *at, size_t n, void *arg)
{
	fwrite(at, 1, n, arg != NULL ? arg : stdout);
}

/* Names of the PERSONAL fields of a kind, which go out. */
static const char *
personal_of(struct arena *a, const struct entity *of)
{
	struct buf names = buf_in(a, 4096);

	for (const struct field *f = of->fields; f->name != NULL; f++)
		if (f->flags & PERSONAL)
			buf_printf(&names, "%s%s", names.n > 0 ? " " : "",
				f->name);
	return names.at;
}

/* What was exported is a line of the access log, a kind each. */
static enum err
note_export(struct visit *v, void *arg)
{
	const struct entity *only = arg;

	for (size_t i = 0; i < v->catalogue->count; i++) {
		const struct entity *of = v->catalogue->entities[i];
		const char *names = personal_of(v->arena, of);

		if (*names != '\0' && (only == NULL || of == only))
			TRY(access_note(v, "export", of->name,
				(struct id){ 0 }, names, NULL));
	}
	return only == NULL || only == &entity_comment ?
		comments_export_note(v, NULL) : OK;
}

/* ---- comments without personal data ---- */

struct opening {
	bool csv, text;
};

static void
csv_line(struct visit *v, const json_t *row)
{
	const char *const *columns = comment_open_columns;
	struct buf line = buf_in(v->arena, 1 << 16);

	for (size_t i = 0; columns[i] != NULL; i++)
		csv_cell(&line, i == 0, row == NULL ? columns[i] :
			json_string_value(json_object_get(row, columns[i])));
	buf_text(&line, "\r\n");
	put(line.at, line.n, NULL);
}

static enum err
open_row(struct visit *v, struct record *c, void *arg)
{
	const struct opening *o = arg;
	json_t *row;

	TRY(comment_open_row(v, c, o->text, &row));
	if (o->csv) {
		csv_line(v, row);
		return OK;
	}
	json_dumpf(row, stdout, JSON_COMPACT);
	put("\n", 1, NULL);
	return OK;
}

static enum err
export_open(struct visit *v, const struct options *o, bool csv)
{
	struct opening opening = { csv, o->with_text };
	struct query *q;

	TRY(comments_between(v, o->from, o->until, &q));
	if (csv) {
		put("\xef\xbb\xbf", 3, NULL);
		csv_line(v, NULL);
	}
	return query_each(q, open_row, &opening);
}

static enum err
export_kind(struct visit *v, const struct entity *of, const struct options *o,
	bool csv)
{
	if (o->without_personal)
		return export_open(v, o, csv);
	TRY(visit_write(v, note_export, (void *)(uintptr_t)of));
	return csv ? export_csv(v, query_of(v, of), put, stdout) :
		export_lines(v, of, put, stdout);
}

int
export_run(const struct options *o)
{
	bool csv = o->format != NULL && strcmp(o->format, "csv") == 0;
	const struct entity *of;
	struct house h;
	enum err err;

	if (o->format != NULL && !csv && strcmp(o->format, "jsonl") != 0) {
		fprintf(stderr, "gyoryu: no format is called %s: csv or jsonl\n",
			o->format);
		return EXIT_USAGE;
	}
	if (csv && o->kind == NULL) {
		fprintf(stderr, "gyoryu: export --format csv --kind KIND\n");
		return EXIT_USAGE;
	}
	if (o->without_personal && (o->kind == NULL ||
	    strcmp(o->kind, "comment") != 0)) {
		fprintf(stderr,
			"gyoryu: export --without-personal --kind comment\n");
		return EXIT_USAGE;
	}
	if (!house_open(&h, o, HOUSE_IS_THERE))
		return EXIT_FAILED;
	of = kind_of(&h, o);
	if (o->kind != NULL && of == NULL) {
		house_close(&h);
		return EXIT_FAILED;
	}
	err = export_kind(&h.visit, of, o, csv);
	if (err != OK)
		house_complain(&h.visit, "export", err);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "gyoryu: cannot write: %s\n",
			strerror(errno));
		err = ERR_BROKEN;
	}
	house_close(&h);
	return err == OK ? EXIT_FINE : EXIT_FAILED;
}
