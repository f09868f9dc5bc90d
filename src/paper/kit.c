/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files in one ZIP, made in memory by libzip.  Names are ours or were made
 * safe here: whatever a picture was called, it unpacks into its folder.
 */
#include <string.h>
#include <zip.h>

#include "base/buf.h"
#include "inside.h"
#include "text/text.h"

#define NAME_MOST 80    /* characters of what a file was called */

static void
drop_source(void *source)
{
	zip_source_free(source);
}

/* Neither a path nor a hidden file, and nothing that a file system of others
 * has no letter for. */
const char *
kit_name(struct arena *a, const char *name)
{
	const char *slash = strrchr(name, '/');
	struct buf out = buf_in(a, 1000);

	name = text_cut(a, slash != NULL ? slash + 1 : name, NAME_MOST);
	for (; *name != '\0'; name++)
		if ((unsigned char)*name < ' ' || *name == 0x7f ||
		    strchr("\\:*?\"<>|", *name) != NULL ||
		    (*name == '.' && out.n == 0))
			buf_char(&out, '-');
		else
			buf_char(&out, *name);
	return out.n > 0 ? out.at : "file";
}

/* Text is packed; pictures are packed already. */
static enum err
file_add(zip_t *zip, const struct kit_file *file, int64_t when)
{
	zip_source_t *from = zip_source_buffer(zip, file->at, file->n, 0);
	zip_int64_t place;

	if (from == NULL)
		return ERR_BROKEN;
	place = zip_file_add(zip, file->name, from,
		ZIP_FL_ENC_UTF_8);
	if (place < 0) {
		zip_source_free(from);
		return ERR_INPUT;
	}
	if (zip_file_set_mtime(zip, (zip_uint64_t)place, (time_t)(when / 1000),
	    0) != 0 || zip_set_file_compression(zip, (zip_uint64_t)place,
	    file->packed ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) != 0)
		return ERR_BROKEN;
	return OK;
}

static enum err
files_add(zip_t *zip, const struct kit_file *files, size_t n, int64_t when)
{
	for (size_t i = 0; i < n; i++) {
		enum err err = file_add(zip, &files[i], when);

		if (err != OK) {
			zip_discard(zip);
			return err;
		}
	}
	if (zip_close(zip) == 0)
		return OK;
	zip_discard(zip);
	return ERR_BROKEN;
}

static enum err
bytes_of(struct arena *a, zip_source_t *source, struct bytes *out)
{
	zip_stat_t is;
	char *at;

	if (zip_source_stat(source, &is) != 0 ||
	    (is.valid & ZIP_STAT_SIZE) == 0 || is.size > KIT_BYTES)
		return ERR_BROKEN;
	at = arena_alloc(a, is.size + 1);
	if (zip_source_open(source) != 0)
		return ERR_BROKEN;
	out->n = (size_t)is.size;
	out->at = at;
	if (zip_source_read(source, at, is.size) != (zip_int64_t)is.size)
		out->n = 0;
	zip_source_close(source);
	return out->n > 0 ? OK : ERR_BROKEN;
}

enum err
kit_zip(struct arena *a, const struct kit_file *files, size_t n,
	int64_t when, struct bytes *out)
{
	zip_source_t *source;
	zip_error_t error;
	size_t whole = 0;
	zip_t *zip;

	for (size_t i = 0; i < n; i++)
		whole += files[i].n;
	if (n > KIT_FILES || whole > KIT_BYTES)
		return ERR_LARGE;
	zip_error_init(&error);
	source = zip_source_buffer_create(NULL, 0, 0, &error);
	if (source == NULL)
		return ERR_BROKEN;
	arena_defer(a, drop_source, source);
	/* It is read when the archive is closed and has let go of it. */
	zip_source_keep(source);
	zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
	if (zip == NULL) {
		zip_source_free(source);
		return ERR_BROKEN;
	}
	TRY(files_add(zip, files, n, when));
	return bytes_of(a, source, out);
}
