/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The map: places where tools/map.mjs puts them too (its project() gave the
 * numbers), great circles against the haversine formula and by their shape.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/globe.h"
#include "test.h"

static bool
near(double a, double b, double by)
{
	return fabs(a - b) <= by;
}

static void
places(struct arena *a)
{
	static const struct {
		const char *name;
		double lat, lon, x, y;
	} rows[] = {
		{ "Siheung", 37.38, 126.80, 435.556, 177.348 },
		{ "Dezhou", 37.45, 116.30, 406.389, 177.123 },
		{ "Hachioji", 35.66, 139.32, 470.333, 182.813 },
		{ "Quito", -0.18, -78.47, 865.361, 286.507 },
		{ "Reykjavik", 64.15, -21.94, 22.389, 80.553 },
		{ "Christchurch", -43.53, 172.64, 562.889, 414.998 },
		{ "Christchurch, a turn on", -43.53, 532.64, 562.889, 414.998 },
		{ "the pole", 90, 150, 500, 0.976 },
		{ "above the pole", 91, 150, 500, 0.976 },
		{ "the edge", 0, -30, 1000, 286 },
	};

	(void)a;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		double x, y;

		globe_project(rows[i].lat, rows[i].lon, &x, &y);
		if (!CHECK(near(x, rows[i].x, 0.001)
		    && near(y, rows[i].y, 0.001)))
			printf("# %s: %.3f %.3f\n", rows[i].name, x, y);
	}
}

static void
distances(struct arena *a)
{
	(void)a;
	CHECK(near(globe_distance(37.38, 126.80, 37.45, 116.30), 926.884, 0.001));
	CHECK(near(globe_distance(37.38, 126.80, 40.7128, -74.006), 11076.841, 0.001));
	CHECK(near(globe_distance(37.38, 126.80, 35.66, 139.32), 1134.151, 0.001));
	CHECK(near(globe_distance(0, 0, 0, 180), 20015.114, 0.001));
	CHECK(near(globe_distance(51.5, 0, 51.5, 0.0001), 0.006922, 0.000001));
	CHECK(near(globe_distance(10, 20, 10, 20), 0, 0));
}

/* An arc read back. */
struct path {
	struct {
		char mark;
		double x, y;
	} at[400];
	int n, begins;
};

static bool
read_path(const char *d, struct path *path)
{
	int used;

	/* sscanf would take "nan" for a number. */
	if (strchr(d, 'n') != NULL)
		return false;
	memset(path, 0, sizeof *path);
	while (path->n < 400 && sscanf(d, " %c%lf %lf%n",
	    &path->at[path->n].mark, &path->at[path->n].x,
	    &path->at[path->n].y, &used) == 3) {
		path->begins += path->at[path->n].mark == 'M';
		path->n++;
		d += used;
	}
	return *d == '\0' && path->n > 1 && path->at[0].mark == 'M';
}

static bool
ends_there(const struct path *p, double lat1, double lon1, double lat2,
	double lon2)
{
	double x1, y1, x2, y2;

	globe_project(lat1, lon1, &x1, &y1);
	globe_project(lat2, lon2, &x2, &y2);
	return near(p->at[0].x, x1, 0.06) && near(p->at[0].y, y1, 0.06)
		&& near(p->at[p->n - 1].x, x2, 0.06)
		&& near(p->at[p->n - 1].y, y2, 0.06);
}

/* No line jumps over the map. */
static bool
goes_smoothly(const struct path *p)
{
	for (int i = 1; i < p->n; i++)
		if (p->at[i].mark == 'L' && fabs(p->at[i].x - p->at[i - 1].x)
		    > GLOBE_WIDTH / 2.0)
			return false;
	return true;
}

static void
arcs(struct arena *a)
{
	static const struct {
		const char *name;
		double lat1, lon1, lat2, lon2;
		int begins;  /* 0: either way is right */
	} rows[] = {
		{ "Siheung to Dezhou", 37.38, 126.80, 37.45, 116.30, 1 },
		{ "Siheung to New York", 37.38, 126.80, 40.71, -74.01, 1 },
		{ "Siheung to Berlin", 37.38, 126.80, 52.52, 13.40, 1 },
		{ "Lisbon to Boston", 38.72, -9.14, 42.36, -71.06, 2 },
		{ "Boston to Lisbon", 42.36, -71.06, 38.72, -9.14, 2 },
		{ "Sydney to Lima", -33.87, 151.21, -12.05, -77.04, 1 },
		{ "a place to itself", 37.38, 126.80, 37.38, 126.80, 1 },
		{ "to the other side of the earth", 0, 150, 0, -30, 0 },
		{ "over the pole", 60, 100, 60, -80, 0 },
		{ "pole to pole", 90, 0, -90, 0, 0 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct path path;
		const char *d = globe_arc(a, rows[i].lat1, rows[i].lon1,
			rows[i].lat2, rows[i].lon2);

		if (!CHECK(read_path(d, &path) && goes_smoothly(&path)
		    && (rows[i].begins == 0 || path.begins == rows[i].begins)
		    && ends_there(&path, rows[i].lat1, rows[i].lon1,
		    rows[i].lat2, rows[i].lon2)))
			printf("# %s: %s\n", rows[i].name, d);
	}
}

/* The great circle from Lisbon to Boston meets the edge where both halves
 * say so, and bends north of both its ends. */
static void
edge(struct arena *a)
{
	struct path path;
	double top = GLOBE_HEIGHT, x, y;
	int at = 0;

	CHECK(read_path(globe_arc(a, 38.72, -9.14, 42.36, -71.06), &path));
	for (int i = 1; i < path.n; i++) {
		if (path.at[i].mark == 'M')
			at = i;
		top = fmin(top, path.at[i].y);
	}
	if (!CHECK(at > 0))
		return;
	CHECK(near(path.at[at - 1].x, 0, 0));
	CHECK(near(path.at[at].x, GLOBE_WIDTH, 0));
	CHECK(near(path.at[at - 1].y, path.at[at].y, 0));
	globe_project(42.36, -71.06, &x, &y);
	CHECK(top < y - 1);
}

/* Halfway from Siheung to New York the circle is at 77.3° N, 160.9° W. */
static void
middle(struct arena *a)
{
	struct path path;
	double x, y, least = 1e9;

	CHECK(read_path(globe_arc(a, 37.38, 126.80, 40.71, -74.01), &path));
	globe_project(77.35, -160.92, &x, &y);
	for (int i = 0; i < path.n; i++)
		least = fmin(least, hypot(path.at[i].x - x, path.at[i].y - y));
	CHECK(least < 6);
}

const struct test globe_tests[] = {
	{ "places fall on the map where its land was drawn for them", places },
	{ "distances are those of the haversine formula", distances },
	{ "an arc begins and ends at its two places", arcs },
	{ "an arc over the map's edge is parted there", edge },
	{ "an arc goes by the great circle's middle", middle },
	{0}
};
