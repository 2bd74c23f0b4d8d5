package org.geocontext.app;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geocontext.codec.CodecException;
import org.geocontext.codec.GeometryReader;
import org.geocontext.codec.ParsedGeometry;
import org.geocontext.geo.Axes;
import org.geocontext.geo.Crs;
import org.geocontext.query.InvalidRequestException;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** A point as people and programs write it. */
final class PointText {

    private static final int MAX_LENGTH = 100_000;
    private static final Pattern EWKT = Pattern.compile("(?is)SRID\\s*=\\s*(\\d{1,9})\\s*;(.*)");

    /** Only these: the WKT reader recurses into collections as deep as the text says. */
    private static final Pattern WKT_POINT = Pattern.compile("(?is)(MULTI)?POINT\\b[^;]*");

    private PointText() {}

    /**
     * Reads a point.
     *
     * @param text WKT, EWKT, GML 2 or 3, GeoJSON, or {@code x,y}
     * @return x east, y north; its SRID is set if the text names a CRS. Whether it is one point is not checked.
     * @throws InvalidRequestException naming {@code point}
     */
    static Geometry parse(String text) throws InvalidRequestException {
        String trimmed = text.trim();
        if (trimmed.length() > MAX_LENGTH) {
            throw unreadable(trimmed, "longer than " + MAX_LENGTH + " characters");
        }
        double[] pair = QueryInputs.pair(trimmed);
        if (pair != null) {
            return new GeometryFactory().createPoint(new Coordinate(pair[0], pair[1]));
        }
        if (trimmed.startsWith("<") || trimmed.startsWith("{")) {
            return document(trimmed);
        }
        Matcher ewkt = EWKT.matcher(trimmed);
        if (ewkt.matches()) {
            Geometry geometry = wkt(ewkt.group(2).trim());
            geometry.setSRID(Integer.parseInt(ewkt.group(1)));
            return geometry;
        }
        return wkt(trimmed);
    }

    private static Geometry wkt(String text) throws InvalidRequestException {
        if (!WKT_POINT.matcher(text).matches()) {
            throw unreadable(text, "not a point");
        }
        try {
            return new WKTReader().read(text);
        } catch (ParseException | IllegalArgumentException e) {
            throw unreadable(text, String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT));
        }
    }

    private static Geometry document(String text) throws InvalidRequestException {
        ParsedGeometry parsed;
        try {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            parsed = text.startsWith("<") ? GeometryReader.readGml(utf8) : GeometryReader.readGeoJson(utf8);
        } catch (CodecException e) {
            throw unreadable(text, String.valueOf(e.getMessage()));
        }
        Geometry geometry = parsed.geometry();
        String srs = parsed.srs();
        if (srs != null) {
            Crs crs = Crs.find(srs)
                    .orElseThrow(() -> new InvalidRequestException(
                            "point",
                            "point: CRS " + InvalidRequestException.shown(srs)
                                    + " is unknown (expected: one of EPSG's)"));
            // GeoJSON is x, y whatever its crs member is called (GeoJSON 2008, 3).
            if (text.startsWith("<") && Crs.isAuthorityOrder(srs) && crs.northFirst()) {
                geometry = Axes.swapped(geometry);
            }
            geometry.setSRID(crs.number());
        }
        return geometry;
    }

    private static InvalidRequestException unreadable(String text, String why) {
        return new InvalidRequestException(
                "point",
                "point: " + InvalidRequestException.shown(text) + " cannot be read, " + why
                        + " (expected: POINT(31.3963 -24.4561), SRID=4326;POINT(…), GML, GeoJSON or x,y)");
    }
}
