/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What Cairo 1.16 cannot say: in which language the document is, so that it
 * is read out in it, and that its title stands over the window.  Both belong
 * to the catalogue, the last object that Cairo writes, just before its table
 * of places:
 *
 *	41 0 obj
 *	<< /Type /Catalog … >>
 *	endobj
 *	xref
 *	0 42
 *	…
 *	trailer
 *	<< /Size 42 /Root 41 0 R /Info 40 0 R >>
 *	startxref
 *	7920
 *	%%EOF
 *
 * The file is left as it is and the catalogue written once more behind it, as
 * an incremental update (ISO 32000-1, 7.5.6).
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "pdf.h"

enum { TAIL = 600, CATALOGUE_MOST = 2000 };

struct tail {
	long size, root, info, places;  /* of the trailer */
	const char *catalogue;          /* what stands within its << >> */
	size_t n;
};

/* The number behind a word of the trailer; -1: there is none. */
static long
number_after(const char *at, const char *word)
{
	const char *found = strstr(at, word);
	char *end;
	long number;

	if (found == NULL)
		return -1;
	number = strtol(found + strlen(word), &end, 10);
	return end == found + strlen(word) ? -1 : number;
}

static bool
read_tail(struct arena *a, const struct bytes *pdf, struct tail *t)
{
	const char *trailer, *object, *end;
	char *mark;
	size_t back = pdf->n < TAIL ? pdf->n : TAIL;

	trailer = memmem(pdf->at + pdf->n - back, back, "trailer", 7);
	if (trailer == NULL)
		return false;
	t->size = number_after(trailer, "/Size ");
	t->root = number_after(trailer, "/Root ");
	t->info = number_after(trailer, "/Info ");
	t->places = number_after(trailer, "startxref");
	if (t->size < 0 || t->root < 0 || t->info < 0 || t->places < 0
	    || (size_t)t->places >= pdf->n)
		return false;
	mark = arena_printf(a, "\n%ld 0 obj\n<< /Type /Catalog", t->root);
	back = (size_t)t->places < CATALOGUE_MOST ? (size_t)t->places
		: CATALOGUE_MOST;
	object = memmem(pdf->at + t->places - back, back, mark, strlen(mark));
	if (object == NULL)
		return false;
	t->catalogue = strstr(object, "<<") + 2;
	end = strstr(t->catalogue, "\nendobj");
	while (end != NULL && end > t->catalogue && end[-1] != '>')
		end--;
	if (end == NULL || end - t->catalogue < 2)
		return false;
	t->n = (size_t)(end - 2 - t->catalogue);
	return true;
}

void
pdf_close(struct arena *a, const char *lang, struct bytes *pdf)
{
	struct tail t;
	struct buf out;
	size_t at;

	if (!read_tail(a, pdf, &t))
		return;
	out = buf_in(a, pdf->n + 2 * CATALOGUE_MOST + TAIL);
	buf_add(&out, pdf->at, pdf->n);
	at = out.n;
	buf_printf(&out, "%ld 0 obj\n<<", t.root);
	buf_add(&out, t.catalogue, t.n);
	buf_printf(&out, "\n   /Lang (%s)\n   /ViewerPreferences "
		"<< /DisplayDocTitle true >>\n>>\nendobj\n", lang);
	t.n = out.n;
	buf_printf(&out, "xref\n%ld 1\n%010zu 00000 n \ntrailer\n"
		"<< /Size %ld\n   /Root %ld 0 R\n   /Info %ld 0 R\n"
		"   /Prev %ld\n>>\nstartxref\n%zu\n%%%%EOF\n",
		t.root, at, t.size, t.root, t.info, t.places, t.n);
	if (!out.full)
		*pdf = (struct bytes){ out.at, out.n };
}
