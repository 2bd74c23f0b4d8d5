package org.geocontext.source;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.Boxes;
import org.geocontext.geo.Crs;
import org.geocontext.geo.LonLat;
import org.geocontext.http.HttpCall;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * The GetFeature requests of one lookup. Immutable.
 *
 * @param crs the CRS to ask in
 * @param count most features in a reply
 */
record WfsRequests(ServiceDefinition service, LonLat point, Crs crs, int count) {

    private static final String JSON = "application/json";

    /** A service that selects by one of these itself must not be sent a BBOX: they exclude each other. */
    private static final Set<String> SELECTIONS =
            Set.of("bbox", "filter", "cql_filter", "featureid", "resourceid", "storedquery_id");

    /** What belongs to one type cannot stand in a request for several. */
    private static final Set<String> BOUND_TO_TYPES = Set.of(
            "typename",
            "typenames",
            "propertyname",
            "maxfeatures",
            "count",
            "startindex",
            "sortby",
            "viewparams",
            "featureversion");

    private static final Pattern NOT_IN_LISTS = Pattern.compile("[,()\\s]|^$");

    /** Beyond, Web Mercator leaves the square that servers know. */
    private static final double MERCATOR_LATITUDE = 85;

    /** Whether the service's entry already selects features, so that no box can be asked for. */
    boolean hasOwnSelection() {
        return SentForAll.ownParameters(service).stream().anyMatch(SELECTIONS::contains);
    }

    /** Whether the service's type could stand in a request beside others. */
    boolean mayShare() {
        return service.merge()
                && !NOT_IN_LISTS.matcher(service.layer()).find()
                && !hasOwnSelection()
                && SentForAll.ownParameters(service).stream().noneMatch(BOUND_TO_TYPES::contains);
    }

    /**
     * What lies in a box around the point.
     *
     * @param halfMetres half its side
     * @throws IllegalArgumentException if the point has no position in the CRS
     */
    HttpCall box(WfsManner manner, double halfMetres) {
        return box(manner, halfMetres, service.layer(), count);
    }

    /**
     * What of several types lies in a box around the point.
     *
     * @param types as they stand in the request
     * @param most features in the reply
     * @throws IllegalArgumentException if the point has no position in the CRS
     */
    HttpCall box(WfsManner manner, double halfMetres, String types, int most) {
        return box(manner, Boxes.around(point, halfMetres, crs), types, most);
    }

    /**
     * What of a service's type lies in a box.
     *
     * @param box in the CRS, x east
     */
    HttpCall box(WfsManner manner, Envelope box) {
        return box(manner, box, service.layer(), count);
    }

    private HttpCall box(WfsManner manner, Envelope box, String types, int most) {
        Map<String, String> parameters = getFeature(manner, types, most);
        if (!hasOwnSelection()) {
            parameters.put("BBOX", manner.form().write(box, crs));
        }
        if (manner.sends(WfsOption.PROPERTYNAME)) {
            parameters.put("PROPERTYNAME", service.property() + "," + service.geometryField());
        }
        return call(parameters);
    }

    /** What covers the point by the server's own reckoning: only the property, no geometry. */
    HttpCall covering(WfsManner manner) {
        Map<String, String> parameters = getFeature(manner, service.layer(), count);
        if (service.geometryField() == null || manner.sends(WfsOption.PROPERTYNAME)) {
            parameters.put("PROPERTYNAME", service.property());
        }
        parameters.put("FILTER", intersects(manner.geometryName()));
        return call(parameters);
    }

    /** Whether it is WFS 2.0.0, where some parameters have other names. */
    boolean isSecond() {
        return service.version().startsWith("2.");
    }

    private Map<String, String> getFeature(WfsManner manner, String types, int most) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("SERVICE", "WFS");
        parameters.put("VERSION", service.version());
        parameters.put("REQUEST", "GetFeature");
        parameters.put(isSecond() ? "TYPENAMES" : "TYPENAME", types);
        parameters.put(isSecond() ? "COUNT" : "MAXFEATURES", Integer.toString(most));
        if (manner.sends(WfsOption.SRSNAME)) {
            parameters.put("SRSNAME", manner.form().crsName(crs));
        }
        if (manner.sends(WfsOption.OUTPUTFORMAT)) {
            parameters.put("OUTPUTFORMAT", format());
        }
        return parameters;
    }

    /** The format to ask in, where one is asked. */
    private String format() {
        return service.infoFormat() == null ? JSON : service.infoFormat();
    }

    /** What stands for the format of replies: the one that is asked, or none. */
    String format(WfsManner manner) {
        return manner.sends(WfsOption.OUTPUTFORMAT) ? format() : "none";
    }

    private HttpCall call(Map<String, String> parameters) {
        return Calls.get(service, service.url(), parameters, point, crs.fromLonLat(point));
    }

    /** Filter Encoding 1.0, 1.1 or 2.0, as the version of WFS has it. */
    private String intersects(String geometryName) {
        String name = escape(geometryName);
        return switch (service.version()) {
            case "1.0.0" ->
                "<Filter xmlns=\"http://www.opengis.net/ogc\" xmlns:gml=\"http://www.opengis.net/gml\">"
                        + "<Intersects><PropertyName>" + name + "</PropertyName><gml:Point srsName=\"" + positionCrs()
                        + "\"><gml:coordinates>" + position(",")
                        + "</gml:coordinates></gml:Point></Intersects></Filter>";
            case "1.1.0" ->
                "<Filter xmlns=\"http://www.opengis.net/ogc\" xmlns:gml=\"http://www.opengis.net/gml\">"
                        + "<Intersects><PropertyName>" + name + "</PropertyName><gml:Point srsName=\"" + positionCrs()
                        + "\"><gml:pos>" + position(" ") + "</gml:pos></gml:Point></Intersects></Filter>";
            default ->
                "<Filter xmlns=\"http://www.opengis.net/fes/2.0\" xmlns:gml=\"http://www.opengis.net/gml/3.2\">"
                        + "<Intersects><ValueReference>" + name + "</ValueReference><gml:Point gml:id=\"p\" srsName=\""
                        + positionCrs() + "\"><gml:pos>" + position(" ")
                        + "</gml:pos></gml:Point></Intersects></Filter>";
        };
    }

    /**
     * The CRS of the point in a filter. Servers disagree about the axis order of geographic CRSs there (QGIS Server
     * does not even swap for the urn of the layer's own CRS), about that of Web Mercator they do not.
     */
    private Crs filterCrs() {
        if (!crs.northFirst()) {
            return crs;
        }
        return Math.abs(point.lat()) <= MERCATOR_LATITUDE ? Crs.of("EPSG:3857") : crs;
    }

    private boolean isFilterNorthFirst() {
        return filterCrs().northFirst() && !service.version().equals("1.0.0");
    }

    private String positionCrs() {
        return isFilterNorthFirst() ? filterCrs().urn() : filterCrs().code();
    }

    private String position(String separator) {
        Coordinate position = filterCrs().fromLonLat(point);
        String east = Calls.decimal(position.x);
        String north = Calls.decimal(position.y);
        return isFilterNorthFirst() ? north + separator + east : east + separator + north;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
