package org.geocontext.codec;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * Well-known text as QGIS prints it: {@code MultiPolygonZ (((1 2 3, …)))}. Neither collections nor curves; they are
 * null like everything that makes no geometry. Unlike JTS' reader it does not recurse.
 */
final class WktScanner {

    private final Decimals decimals = new Decimals();
    private final CoordinateNest nest = new CoordinateNest();
    private byte[] text = new byte[0];
    private int length;
    private int at;

    /** Whether a text starts like WKT; the rest of it may still be broken. */
    static boolean looksLikeWkt(String value) {
        int open = value.indexOf('(');
        return (open > 0 && open <= 24 && isKnown(type(value.substring(0, open))))
                || (value.length() <= 24 && value.toUpperCase(Locale.ROOT).endsWith(" EMPTY"));
    }

    private static boolean isKnown(String type) {
        return switch (type) {
            case "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon" -> true;
            case "geometrycollection",
                    "curvepolygon",
                    "compoundcurve",
                    "circularstring",
                    "multicurve",
                    "multisurface" -> true;
            default -> false;
        };
    }

    /** The type in lower case without the letters for further dimensions. */
    private static String type(String word) {
        String type = Words.lower(word.strip());
        int end = type.length();
        while (end > 0 && (type.charAt(end - 1) == 'z' || type.charAt(end - 1) == 'm' || type.charAt(end - 1) == ' ')) {
            end--;
        }
        return type.substring(0, end);
    }

    @Nullable
    Geometry read(String wkt) {
        int open = wkt.indexOf('(');
        if (open < 0) {
            return null;
        }
        String word = wkt.substring(0, open);
        String type = type(word);
        nest.clear();
        text = Decimals.bytes(wkt);
        length = wkt.length();
        at = open;
        boolean measured = Words.lower(word.strip()).endsWith("m")
                && !Words.lower(word.strip()).endsWith("zm");
        if (!scan(measured ? 2 : 3)) {
            return null;
        }
        if (type.equals("point")) {
            Geometry points = nest.toGeometry("multipoint");
            return points == null || points.getNumGeometries() != 1 ? null : points.getGeometryN(0);
        }
        return nest.toGeometry(type);
    }

    /** Whether all brackets were closed and nothing came after them. */
    private boolean scan(int ordinates) {
        int depth = 0;
        do {
            byte c = text[at];
            if (c == '(') {
                depth++;
                nest.open();
                at++;
            } else if (c == ')') {
                depth--;
                nest.close();
                at++;
            } else if (c == ',' || isBlank(c)) {
                at++;
            } else if (!position(ordinates)) {
                return false;
            }
        } while (depth > 0 && at < length);
        while (at < length && isBlank(text[at])) {
            at++;
        }
        return depth == 0 && at == length;
    }

    private static boolean isBlank(byte c) {
        return (c & 0xFF) <= ' ';
    }

    private boolean position(int ordinates) {
        nest.open();
        int count = 0;
        while (at < length && text[at] != ',' && text[at] != ')') {
            int end = at;
            while (end < length && !isBlank(text[end]) && text[end] != ',' && text[end] != ')') {
                end++;
            }
            if (end > at && count++ < ordinates) {
                nest.number(decimals.parse(text, at, end));
            }
            at = end < length && isBlank(text[end]) ? end + 1 : end;
        }
        nest.close();
        return !nest.broken();
    }
}
