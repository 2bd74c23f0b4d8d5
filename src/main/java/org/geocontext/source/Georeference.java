package org.geocontext.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.geocontext.codec.ParsedFeature;
import org.geocontext.geo.Axes;
import org.geocontext.geo.Crs;
import org.geocontext.geo.Geodesy;
import org.geocontext.geo.LonLat;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * Finds out where the geometries of a reply are. Servers write the same {@code srsName} in either axis order, name
 * another CRS than the coordinates are in, or name none, so every reading is tried in the order of trust: the named
 * CRS, the CRS asked, lon/lat WGS 84, Web Mercator, each in the axis order due to it first. The first that lies where
 * was asked is believed. Immutable.
 *
 * @param asked the CRS the reply was asked in
 * @param point where was asked
 * @param reachMetres how far from the point an answer can be
 */
record Georeference(Crs asked, LonLat point, double reachMetres) {

    /** Readings differ by far more than this, unless longitude and latitude are nearly equal. */
    private static final double LEAST_REACH_METRES = 1000;

    private static final double ROUNDING_DEGREES = 1e-6;

    private static final Crs WEB_MERCATOR = Crs.of("EPSG:3857");

    /** One way to understand coordinates: those of a CRS, x east first or not. */
    private record Reading(Crs crs, boolean swapped) {}

    Georeference {
        reachMetres = Math.max(reachMetres, LEAST_REACH_METRES);
    }

    /** The feature's geometry by {@link #toLonLat(Geometry, String)}; null if it has none. */
    @Nullable
    Geometry toLonLat(ParsedFeature feature) {
        return feature.geometry() == null ? null : toLonLat(feature.geometry(), feature.srs());
    }

    /**
     * A geometry in lon/lat WGS 84, x east. One that no reading puts near the point is read as its CRS says: a stray,
     * to be dropped by its distance.
     *
     * @param geometry coordinates in the order sent
     * @param srs the CRS that the reply names for it, in any form; null if none
     * @return null if it is empty or cannot be on the earth under the CRS it is said to be in
     */
    @Nullable
    Geometry toLonLat(Geometry geometry, @Nullable String srs) {
        if (geometry.isEmpty()) {
            return null;
        }
        List<Reading> readings = readings(srs);
        for (Reading reading : readings) {
            Geometry lonLat = read(geometry, reading);
            if (lonLat != null && Geodesy.distanceWithin(reachMetres, point, lonLat) <= reachMetres) {
                return lonLat;
            }
        }
        return read(geometry, readings.get(0));
    }

    private List<Reading> readings(@Nullable String srs) {
        Optional<Crs> named = srs == null ? Optional.empty() : Crs.find(srs);
        Set<Reading> readings = new LinkedHashSet<>();
        named.ifPresent(crs -> addBothOrders(readings, crs, Crs.isAuthorityOrder(String.valueOf(srs))));
        addBothOrders(readings, asked, false);
        addBothOrders(readings, Crs.WGS84, false);
        addBothOrders(readings, WEB_MERCATOR, false);
        return new ArrayList<>(readings);
    }

    private static void addBothOrders(Set<Reading> readings, Crs crs, boolean authorityOrder) {
        boolean swapped = authorityOrder && crs.northFirst();
        readings.add(new Reading(crs, swapped));
        readings.add(new Reading(crs, !swapped));
    }

    private static @Nullable Geometry read(Geometry geometry, Reading reading) {
        Geometry eastFirst = reading.swapped() ? Axes.swapped(geometry) : geometry;
        if (reading.crs().isGeographic() && !isOnEarth(eastFirst.getEnvelopeInternal())) {
            return null;
        }
        try {
            Geometry lonLat = reading.crs().toLonLat(eastFirst);
            return isOnEarth(lonLat.getEnvelopeInternal()) ? lonLat : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Degrees; a geometry across the antimeridian may go on beyond 180, one at a pole a rounding error beyond 90. */
    private static boolean isOnEarth(Envelope box) {
        return box.getMinX() >= -360
                && box.getMaxX() <= 360
                && box.getMinY() >= -90 - ROUNDING_DEGREES
                && box.getMaxY() <= 90 + ROUNDING_DEGREES;
    }
}
