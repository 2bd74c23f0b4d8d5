package org.geocontext.codec;

import org.jspecify.annotations.Nullable;

/**
 * Circular arcs as chains of chords, 128 to the full circle: at most 0.03 % of the radius away from the arc. Bézier
 * curves as 16 chords.
 */
final class Arcs {

    private static final double STEP = 2 * Math.PI / 128;
    private static final int BEZIER_CHORDS = 16;

    private Arcs() {}

    /** Adds the arc from the last position through (mx, my) to (x, y), without its start. */
    static void arcTo(Positions out, double mx, double my, double x, double y) {
        double sx = out.x(out.size() - 1);
        double sy = out.y(out.size() - 1);
        double turn = (mx - sx) * (y - sy) - (my - sy) * (x - sx);
        double @Nullable [] centre = centre(sx, sy, mx, my, x, y);
        if (centre == null) {
            out.add(mx, my);
            out.add(x, y);
            return;
        }
        double start = Math.atan2(sy - centre[1], sx - centre[0]);
        double sweep = Math.atan2(y - centre[1], x - centre[0]) - start;
        if (turn > 0 && sweep <= 0) {
            sweep += 2 * Math.PI;
        } else if (turn < 0 && sweep >= 0) {
            sweep -= 2 * Math.PI;
        }
        sweep(out, centre[0], centre[1], Math.hypot(sx - centre[0], sy - centre[1]), start, sweep);
        out.add(x, y);
    }

    /** Adds the full circle through the last position and two others, without its start. */
    static void circle(Positions out, double ax, double ay, double bx, double by) {
        double sx = out.x(out.size() - 1);
        double sy = out.y(out.size() - 1);
        double @Nullable [] centre = centre(sx, sy, ax, ay, bx, by);
        if (centre == null) {
            out.markBroken();
            return;
        }
        circleAround(out, centre[0], centre[1]);
    }

    /** Adds the full circle through the last position around a centre, without its start. */
    static void circleAround(Positions out, double cx, double cy) {
        double sx = out.x(out.size() - 1);
        double sy = out.y(out.size() - 1);
        double start = Math.atan2(sy - cy, sx - cx);
        sweep(out, cx, cy, Math.hypot(sx - cx, sy - cy), start, 2 * Math.PI);
        out.add(sx, sy);
    }

    /** Adds the arc around a centre from the last position to (x, y), without its start. */
    static void arcAround(Positions out, double cx, double cy, double x, double y, boolean clockwise) {
        double sx = out.x(out.size() - 1);
        double sy = out.y(out.size() - 1);
        double start = Math.atan2(sy - cy, sx - cx);
        double sweep = Math.atan2(y - cy, x - cx) - start;
        if (clockwise && sweep >= 0) {
            sweep -= 2 * Math.PI;
        } else if (!clockwise && sweep <= 0) {
            sweep += 2 * Math.PI;
        }
        sweep(out, cx, cy, Math.hypot(sx - cx, sy - cy), start, sweep);
        out.add(x, y);
    }

    /** Adds the cubic Bézier curve from the last position to (x, y), without its start. */
    static void bezierTo(Positions out, double ax, double ay, double bx, double by, double x, double y) {
        double sx = out.x(out.size() - 1);
        double sy = out.y(out.size() - 1);
        for (int i = 1; i < BEZIER_CHORDS; i++) {
            double t = (double) i / BEZIER_CHORDS;
            double u = 1 - t;
            out.add(
                    u * u * u * sx + 3 * u * u * t * ax + 3 * u * t * t * bx + t * t * t * x,
                    u * u * u * sy + 3 * u * u * t * ay + 3 * u * t * t * by + t * t * t * y);
        }
        out.add(x, y);
    }

    private static void sweep(Positions out, double cx, double cy, double radius, double start, double sweep) {
        int chords = (int) Math.ceil(Math.abs(sweep) / STEP);
        for (int i = 1; i < chords; i++) {
            double angle = start + sweep * i / chords;
            out.add(cx + radius * Math.cos(angle), cy + radius * Math.sin(angle));
        }
    }

    /** Relative to the first position, so that large coordinates keep their digits; null if all are on one line. */
    private static double @Nullable [] centre(double sx, double sy, double ax, double ay, double bx, double by) {
        double ux = ax - sx;
        double uy = ay - sy;
        double vx = bx - sx;
        double vy = by - sy;
        double twice = 2 * (ux * vy - uy * vx);
        double u = ux * ux + uy * uy;
        double v = vx * vx + vy * vy;
        double cx = (vy * u - uy * v) / twice;
        double cy = (ux * v - vx * u) / twice;
        boolean straight = twice == 0 || !Double.isFinite(cx) || !Double.isFinite(cy);
        return straight ? null : new double[] {sx + cx, sy + cy};
    }
}
