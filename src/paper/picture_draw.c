/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One picture in another size, by libgd: four bytes a dot while it is drawn.
 */
#include <gd.h>
#include <limits.h>
#include <string.h>

#include "paper.h"

enum { QUALITY_JPEG = 82, QUALITY_WEBP = 78 };

static void
drop(void *image)
{
	gdImageDestroy(image);
}

static void
let_go(void *bytes)
{
	gdFree(bytes);
}

static void
silent(int priority, const char *format, va_list args)
{
	(void)priority, (void)format, (void)args;
}

static gdImagePtr
decoded(const char *type, struct bytes in)
{
	void *at = (void *)(uintptr_t)in.at;
	int n = (int)in.n;

	gdSetErrorMethod(silent);
	if (in.n > INT_MAX)
		return NULL;
	if (strcmp(type, "image/jpeg") == 0)
		return gdImageCreateFromJpegPtrEx(n, at, 1);
	if (strcmp(type, "image/png") == 0)
		return gdImageCreateFromPngPtr(n, at);
	if (strcmp(type, "image/webp") == 0)
		return gdImageCreateFromWebpPtr(n, at);
	return NULL;
}

/* Exif's turns: quarters anticlockwise, then mirrored or not. */
static gdImagePtr
turned(gdImagePtr image, int turn)
{
	static const struct {
		float angle;
		bool mirrored;
	} turns[9] = {
		[2] = { 0, true }, [3] = { 180, false }, [4] = { 180, true },
		[5] = { 270, true }, [6] = { 270, false },
		[7] = { 90, true }, [8] = { 90, false },
	};
	gdImagePtr other;

	if (turn < 2 || turn > 8)
		return image;
	if (turns[turn].angle > 0) {
		other = gdImageRotateInterpolated(image, turns[turn].angle, 0);
		gdImageDestroy(image);
		image = other;
	}
	if (image != NULL && turns[turn].mirrored)
		gdImageFlipHorizontal(image);
	return image;
}

/* What is see-through in a PNG is white in a JPEG. */
static gdImagePtr
on_white(gdImagePtr image)
{
	gdImagePtr white = gdImageCreateTrueColor(gdImageSX(image),
		gdImageSY(image));

	if (white != NULL) {
		gdImageFilledRectangle(white, 0, 0, gdImageSX(image),
			gdImageSY(image), gdTrueColor(255, 255, 255));
		gdImageCopy(white, image, 0, 0, 0, 0, gdImageSX(image),
			gdImageSY(image));
	}
	gdImageDestroy(image);
	return white;
}

static gdImagePtr
smaller(gdImagePtr image, int width, int height)
{
	gdImagePtr other = gdImageCreateTrueColor(width, height);

	if (other != NULL) {
		gdImageAlphaBlending(other, 0);
		gdImageSaveAlpha(other, 1);
		gdImageCopyResampled(other, image, 0, 0, 0, 0, width, height,
			gdImageSX(image), gdImageSY(image));
	}
	gdImageDestroy(image);
	return other;
}

static enum err
encoded(struct arena *a, gdImagePtr image, const char *as, struct bytes *out)
{
	bool webp = strcmp(as, "image/webp") == 0;
	void *at;
	int n = 0;

	if (!webp)
		image = on_white(image);
	if (image == NULL)
		return ERR_INPUT;
	gdImageInterlace(image, !webp);
	at = webp ? gdImageWebpPtrEx(image, &n, QUALITY_WEBP) :
		gdImageJpegPtr(image, &n, QUALITY_JPEG);
	gdImageDestroy(image);
	if (at == NULL)
		return ERR_INPUT;
	arena_defer(a, let_go, at);
	*out = (struct bytes){ at, (size_t)n };
	return OK;
}

enum err
picture_draw(struct arena *a, const char *type, struct bytes in, int turn,
	int width, const char *as, struct bytes *out, int *height)
{
	gdImagePtr image = decoded(type, in);

	if (image == NULL)
		return ERR_INPUT;
	/* A palette has no colours between its own. */
	if (!gdImageTrueColor(image) && !gdImagePaletteToTrueColor(image)) {
		drop(image);
		return ERR_INPUT;
	}
	image = turned(image, turn);
	if (image == NULL)
		return ERR_INPUT;
	*height = (int)((int64_t)gdImageSY(image) * width / gdImageSX(image));
	if (*height < 1)
		*height = 1;
	image = smaller(image, width, *height);
	return image != NULL ? encoded(a, image, as, out) : ERR_INPUT;
}
