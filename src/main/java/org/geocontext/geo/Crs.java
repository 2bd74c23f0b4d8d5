package org.geocontext.geo;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.crs.GeographicCRS;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.geotools.referencing.operation.transform.IdentityTransform;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * A coordinate reference system of the EPSG database, always handled x east, y north; {@link #northFirst()} tells what
 * the authority says. Immutable and thread-safe; looked up once and kept.
 */
public final class Crs {

    /** Longitude, latitude in degrees: what every geometry is compared in. */
    public static final Crs WGS84 = new Crs("EPSG:4326", DefaultGeographicCRS.WGS84, true, identity());

    private static final Pattern CODE = Pattern.compile("(?i)(?:EPSG:{1,2}|ESRI:)?(\\d{4,6})"
            + "|urn:(?:x-)?ogc:def:crs:EPSG:[\\w.]*:(\\d{4,6})"
            + "|https?://(?:www\\.)?opengis\\.net/(?:gml/srs/epsg\\.xml#|def/crs/EPSG/[\\w.]+/)(\\d{4,6})");
    private static final Pattern CRS84 = Pattern.compile("(?i)(?:OGC:|CRS:)(?:CRS)?84"
            + "|urn:(?:x-)?ogc:def:crs:OGC:[\\w.]*:CRS84|https?://(?:www\\.)?opengis\\.net/def/crs/OGC/[\\w.]+/CRS84");
    private static final Pattern AUTHORITY_ORDER =
            Pattern.compile("(?i)urn:.*|https?://(?:www\\.)?opengis\\.net/def/crs/EPSG/.*");

    /** Esri's numbers for CRSs that EPSG numbers differently. */
    private static final Map<String, String> ESRI_ALIASES =
            Map.of("102100", "3857", "102113", "3857", "900913", "3857", "104199", "4326");

    /** By EPSG number; only those that exist, so that nobody fills it with numbers that do not. */
    private static final ConcurrentMap<String, Crs> KNOWN = new ConcurrentHashMap<>();

    private final String code;
    private final CoordinateReferenceSystem eastFirst;
    private final boolean northFirst;
    private final MathTransform toWgs84;

    private Crs(String code, CoordinateReferenceSystem eastFirst, boolean northFirst, MathTransform toWgs84) {
        this.code = code;
        this.eastFirst = eastFirst;
        this.northFirst = northFirst;
        this.toWgs84 = toWgs84;
    }

    private static MathTransform identity() {
        return IdentityTransform.create(2);
    }

    /**
     * Finds a CRS by any name in use: {@code EPSG:n}, a bare number, {@code urn:ogc:def:crs:EPSG::n}, the OGC and GML
     * http forms, {@code CRS:84} (which is {@link #WGS84} here) and Esri's 102100.
     *
     * @return empty if the name is not of these forms or EPSG has no horizontal CRS of that number
     */
    public static Optional<Crs> find(String name) {
        String trimmed = name.trim();
        if (CRS84.matcher(trimmed).matches()) {
            return Optional.of(WGS84);
        }
        Matcher matcher = CODE.matcher(trimmed);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String digits = matcher.group(1) != null
                ? matcher.group(1)
                : matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
        String number = ESRI_ALIASES.getOrDefault(digits, digits);
        return number.equals("4326")
                ? Optional.of(WGS84)
                : Optional.ofNullable(KNOWN.computeIfAbsent(number, Crs::decode));
    }

    /**
     * @throws IllegalArgumentException if {@link #find} has nothing; the message names the value and what is accepted
     */
    public static Crs of(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "crs: " + shown(name) + " (expected: a horizontal CRS of the EPSG database, as in EPSG:4326)"));
    }

    /** Whether coordinates written under this name come in the authority's axis order (urn and OGC http forms). */
    public static boolean isAuthorityOrder(String name) {
        return AUTHORITY_ORDER.matcher(name.trim()).matches()
                && !CRS84.matcher(name.trim()).matches();
    }

    private static @Nullable Crs decode(String number) {
        try {
            CoordinateReferenceSystem eastFirst = CRS.decode("EPSG:" + number, true);
            // Only the urn form keeps the authority's order where the host forces longitude first, as GeoServer does.
            CoordinateReferenceSystem official = CRS.decode("urn:ogc:def:crs:EPSG::" + number);
            if (CRS.getHorizontalCRS(eastFirst) != eastFirst
                    || eastFirst.getCoordinateSystem().getDimension() != 2) {
                return null;
            }
            boolean northFirst = CRS.getAxisOrder(official) == CRS.AxisOrder.NORTH_EAST;
            MathTransform toWgs84 = CRS.findMathTransform(eastFirst, CRS.decode("EPSG:4326", true), true);
            return new Crs("EPSG:" + number, eastFirst, northFirst, toWgs84);
        } catch (FactoryException e) {
            return null;
        }
    }

    /** As in {@code EPSG:4326}. */
    public String code() {
        return code;
    }

    /** As in {@code urn:ogc:def:crs:EPSG::4326}; coordinates under it are in the authority's order. */
    public String urn() {
        return "urn:ogc:def:crs:EPSG::" + number();
    }

    /** The EPSG number. */
    public int number() {
        return Integer.parseInt(code.substring("EPSG:".length()));
    }

    /** Whether units are degrees. */
    public boolean isGeographic() {
        return eastFirst instanceof GeographicCRS;
    }

    /** Whether the authority puts north (latitude) first, as EPSG:4326 does. */
    public boolean northFirst() {
        return northFirst;
    }

    /** The GeoTools CRS, x east, y north. */
    public CoordinateReferenceSystem toGeoTools() {
        return eastFirst;
    }

    /**
     * A geometry of this CRS, x east, y north, in lon/lat WGS 84.
     *
     * @throws IllegalArgumentException if a coordinate cannot be transformed
     */
    public Geometry toLonLat(Geometry geometry) {
        return this == WGS84 ? geometry : transform(geometry, toWgs84);
    }

    /**
     * A lon/lat WGS 84 geometry in this CRS, x east, y north.
     *
     * @throws IllegalArgumentException if a coordinate cannot be transformed
     */
    public Geometry fromLonLat(Geometry lonLat) {
        return this == WGS84 ? lonLat : transform(lonLat, inverse());
    }

    /**
     * A position in this CRS, x east, y north.
     *
     * @throws IllegalArgumentException if it cannot be transformed
     */
    public Coordinate fromLonLat(LonLat position) {
        Coordinate coordinate = new Coordinate(position.lon(), position.lat());
        return this == WGS84
                ? coordinate
                : transform(new GeometryFactory().createPoint(coordinate), inverse())
                        .getCoordinate();
    }

    private MathTransform inverse() {
        try {
            return toWgs84.inverse();
        } catch (TransformException e) {
            throw new IllegalArgumentException(
                    "crs: " + code + " (expected: one that WGS 84 can be transformed to)", e);
        }
    }

    private Geometry transform(Geometry geometry, MathTransform transform) {
        Geometry result;
        try {
            result = JTS.transform(geometry, transform);
        } catch (TransformException | RuntimeException e) {
            throw outside(e);
        }
        for (Coordinate coordinate : result.getCoordinates()) {
            if (!Double.isFinite(coordinate.x) || !Double.isFinite(coordinate.y)) {
                throw outside(null);
            }
        }
        return result;
    }

    private IllegalArgumentException outside(@Nullable Exception cause) {
        return new IllegalArgumentException(
                "geometry: cannot be transformed between " + code + " and WGS 84 (expected: inside the CRS's area)",
                cause);
    }

    private static String shown(String text) {
        String oneLine = text.replaceAll("\\s+", " ").trim();
        return oneLine.length() <= 60 ? oneLine : oneLine.substring(0, 60) + "…";
    }

    @Override
    public String toString() {
        return code;
    }
}
