/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Great circles are walked as vectors from the earth's middle, a degree at a
 * time; a step is drawn where it goes far enough on the map to be seen, which
 * near the poles is every one.
 */
#include "globe.h"

#include <math.h>
#include <stdio.h>

#include "buf.h"

#define MIDDLE 150.0  /* the meridian in the middle of the map */
#define SCALE (GLOBE_WIDTH / (2 * M_PI))
#define EQUATOR 286.0
#define RADIUS 6371.0088
#define STEP 1.0      /* degrees of arc */
#define SEEN 5.0      /* units on the map */
#define RADIAN (M_PI / 180)

struct place {
	double lat, lon;  /* degrees; lon east of the middle */
};

struct vector {
	double x, y, z;
};

/* The longitude comes within (-180, 180]; what is no number, to the edge. */
static struct place
from_middle(double lat, double lon)
{
	double east = remainder(lon - MIDDLE, 360);

	return (struct place){ fmax(-90, fmin(90, lat)),
		east > -180 ? east : 180 };
}

static void
project(struct place at, double *x, double *y)
{
	double p = at.lat * RADIAN, p2 = p * p, p4 = p2 * p2;

	*x = GLOBE_WIDTH / 2.0 + SCALE * at.lon * RADIAN;
	*y = EQUATOR - SCALE * p * (1.0148 + p4 * (0.23185 - 0.14499 * p2
		+ 0.02406 * p4));
}

void
globe_project(double lat, double lon, double *x, double *y)
{
	project(from_middle(lat, lon), x, y);
}

static struct vector
vector_of(struct place at)
{
	double lat = at.lat * RADIAN, lon = at.lon * RADIAN;

	return (struct vector){ cos(lat) * cos(lon), cos(lat) * sin(lon),
		sin(lat) };
}

static struct place
place_of(struct vector v)
{
	return (struct place){ atan2(v.z, hypot(v.x, v.y)) / RADIAN,
		atan2(v.y, v.x) / RADIAN };
}

static struct vector
cross(struct vector a, struct vector b)
{
	return (struct vector){ a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z,
		a.x * b.y - a.y * b.x };
}

static double
length(struct vector v)
{
	return sqrt(v.x * v.x + v.y * v.y + v.z * v.z);
}

/* The angle between two places, exact also when it is small. */
static double
angle(struct vector a, struct vector b)
{
	return atan2(length(cross(a, b)), a.x * b.x + a.y * b.y + a.z * b.z);
}

/* The unit vector a quarter turn from a on the way to b; when there is no
 * one way, over the north, and from a pole along the middle. */
static struct vector
quarter_turn(struct vector a, struct vector b)
{
	struct vector axis = cross(a, b), q;
	double n;

	if (length(axis) < 1e-9)
		axis = cross(a, (struct vector){ 0, 0, 1 });
	if (length(axis) < 1e-9)
		axis = (struct vector){ 0, -1, 0 };
	q = cross(axis, a);
	n = length(q);
	return (struct vector){ q.x / n, q.y / n, q.z / n };
}

static void
write_point(struct buf *out, char mark, struct place at)
{
	double x, y;

	project(at, &x, &y);
	buf_printf(out, "%s%c%.1f %.1f", out->n > 0 ? " " : "", mark, x, y);
}

static bool
far_enough(struct place from, struct place to)
{
	double x1, y1, x2, y2;

	project(from, &x1, &y1);
	project(to, &x2, &y2);
	return hypot(x2 - x1, y2 - y1) >= SEEN;
}

/* A line from a place to the next, over the edge if it lies between. */
static void
write_line(struct buf *out, struct place from, struct place to)
{
	double edge = from.lon < 0 ? -180 : 180;

	if (fabs(to.lon - from.lon) > 180) {
		double way = to.lon + 2 * edge - from.lon;
		double part = fabs(way) > 1e-9 ? (edge - from.lon) / way : 0;
		double lat = from.lat + part * (to.lat - from.lat);

		write_point(out, 'L', (struct place){ lat, edge });
		write_point(out, 'M', (struct place){ lat, -edge });
	}
	write_point(out, 'L', to);
}

const char *
globe_arc(struct arena *a, double lat1, double lon1, double lat2, double lon2)
{
	struct place first = from_middle(lat1, lon1);
	struct place last = from_middle(lat2, lon2), drawn = first;
	struct vector v = vector_of(first), w = vector_of(last);
	struct vector q = quarter_turn(v, w);
	double whole = angle(v, w);
	int steps = (int)ceil(whole / RADIAN / STEP);
	struct buf out = buf_in(a, 8192);

	write_point(&out, 'M', first);
	for (int i = 1; i < steps; i++) {
		double c = cos(whole * i / steps), s = sin(whole * i / steps);
		struct place now = place_of((struct vector){
			c * v.x + s * q.x, c * v.y + s * q.y,
			c * v.z + s * q.z });

		if (!far_enough(drawn, now))
			continue;
		write_line(&out, drawn, now);
		drawn = now;
	}
	write_line(&out, drawn, last);
	return out.at;
}

double
globe_distance(double lat1, double lon1, double lat2, double lon2)
{
	return RADIUS * angle(vector_of((struct place){ lat1, lon1 }),
		vector_of((struct place){ lat2, lon2 }));
}
