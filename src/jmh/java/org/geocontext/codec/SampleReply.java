package org.geocontext.codec;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;

/**
 * Replies as the servers of {@code src/test/servers} write them, of any size: a layer of polygons with the same seven
 * properties each. Small replies have one feature; large ones have features of about 50 kB, nearly all of it
 * coordinates.
 */
public enum SampleReply {
    GEOJSON {
        @Override
        void write(StringBuilder out, int features, int vertices, Digits digits) {
            out.append("{\"type\":\"FeatureCollection\",\"features\":[");
            for (int i = 0; i < features; i++) {
                out.append(i == 0 ? "" : ",")
                        .append("{\"type\":\"Feature\",\"id\":\"districts.")
                        .append(i);
                out.append("\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[");
                digits.ring(out, vertices, "[", ",", "]", ",");
                out.append("]]},\"geometry_name\":\"shape\",\"properties\":{");
                members(out, "\"", "\":", ",");
                out.append("}}");
            }
            out.append("],\"totalFeatures\":").append(features).append(",\"numberReturned\":");
            out.append(features).append(",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":");
            out.append("\"urn:ogc:def:crs:OGC:1.3:CRS84\"}}}");
        }
    },
    ESRI_JSON {
        @Override
        void write(StringBuilder out, int features, int vertices, Digits digits) {
            out.append("{\"displayFieldName\":\"district\",\"geometryType\":\"esriGeometryPolygon\",");
            out.append("\"spatialReference\":{\"wkid\":4326,\"latestWkid\":4326},\"fields\":[");
            out.append("{\"name\":\"district\",\"type\":\"esriFieldTypeString\",\"alias\":\"District\",\"length\":80}");
            out.append(",{\"name\":\"proclaimed\",\"type\":\"esriFieldTypeDate\",\"alias\":\"Proclaimed\"}");
            out.append("],\"features\":[");
            for (int i = 0; i < features; i++) {
                out.append(i == 0 ? "" : ",").append("{\"attributes\":{");
                members(out, "\"", "\":", ",");
                out.append("},\"geometry\":{\"rings\":[[");
                digits.ring(out, vertices, "[", ",", "]", ",");
                out.append("]]}}");
            }
            out.append("]}");
        }
    },
    QGIS_TEXT {
        @Override
        void write(StringBuilder out, int features, int vertices, Digits digits) {
            out.append("GetFeatureInfo results\n\nLayer 'districts'\n");
            for (int i = 0; i < features; i++) {
                out.append("Feature ").append(i).append('\n');
                properties(out, "", " = '", "'\n", "");
                out.append("geometry = 'Polygon ((");
                digits.ring(out, vertices, "", " ", "", ", ");
                out.append("))'\n");
            }
            out.append('\n');
        }
    },
    GEOSERVER_TEXT {
        @Override
        void write(StringBuilder out, int features, int vertices, Digits digits) {
            out.append("Results for FeatureType 'http://example.org/sample:districts':\n");
            for (int i = 0; i < features; i++) {
                out.append("--------------------------------------------\n");
                out.append("shape = [GEOMETRY (Polygon) with ").append(vertices).append(" points]\n");
                for (int repeat = 0; repeat < 1 + vertices / 20; repeat++) {
                    properties(out, "p" + repeat + "_", " = ", "\n", "");
                }
                out.append("--------------------------------------------\n");
            }
        }
    },
    GML_2 {
        @Override
        void write(StringBuilder out, int features, int vertices, Digits digits) {
            out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?><wfs:FeatureCollection");
            out.append(" xmlns:wfs=\"http://www.opengis.net/wfs\" xmlns:gml=\"http://www.opengis.net/gml\"");
            out.append(" xmlns:sample=\"http://example.org/sample\">");
            for (int i = 0; i < features; i++) {
                out.append("<gml:featureMember><sample:districts fid=\"districts.")
                        .append(i);
                out.append("\"><sample:shape><gml:Polygon srsName=\"EPSG:4326\"><gml:outerBoundaryIs><gml:LinearRing>");
                out.append("<gml:coordinates decimal=\".\" cs=\",\" ts=\" \">");
                digits.ring(out, vertices, "", ",", "", " ");
                out.append("</gml:coordinates></gml:LinearRing></gml:outerBoundaryIs></gml:Polygon></sample:shape>");
                properties(out, "<sample:", ">", "", "</sample:");
                out.append("</sample:districts></gml:featureMember>");
            }
            out.append("</wfs:FeatureCollection>");
        }
    },
    GML_3 {
        @Override
        void write(StringBuilder out, int features, int vertices, Digits digits) {
            out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?><wfs:FeatureCollection");
            out.append(" xmlns:wfs=\"http://www.opengis.net/wfs/2.0\" xmlns:gml=\"http://www.opengis.net/gml/3.2\"");
            out.append(" xmlns:sample=\"http://example.org/sample\" numberMatched=\"")
                    .append(features);
            out.append("\" numberReturned=\"").append(features).append("\">");
            for (int i = 0; i < features; i++) {
                out.append("<wfs:member><sample:districts gml:id=\"districts.").append(i);
                out.append("\"><sample:shape><gml:Polygon srsName=\"urn:ogc:def:crs:EPSG::4326\" srsDimension=\"2\">");
                out.append("<gml:exterior><gml:LinearRing><gml:posList>");
                digits.ring(out, vertices, "", " ", "", " ");
                out.append("</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></sample:shape>");
                properties(out, "<sample:", ">", "", "</sample:");
                out.append("</sample:districts></wfs:member>");
            }
            out.append("</wfs:FeatureCollection>");
        }
    };

    private static final String[][] PROPERTIES = {
        {"district", "Łódź – Egoli"},
        {"district_code", "0042"},
        {"residents", "556000"},
        {"extent_km2", "6284.125"},
        {"proclaimed", "1994-04-27"},
        {"density_class", "between 50 and 100 to the square kilometre"},
        {"remark", "the one that has the longest name of all"}
    };

    private static final int LARGE_FEATURE = 50_000;

    /** Writes features whose rings have that many vertices. */
    abstract void write(StringBuilder out, int features, int vertices, Digits digits);

    /**
     * @param bytes at least 2000; the reply is within a tenth of it
     * @param decimals behind the point of each ordinate
     */
    public byte[] ofSize(int bytes, int decimals) {
        int features = Math.max(1, bytes / LARGE_FEATURE);
        int vertices = 4;
        byte[] empty = bytes(features, vertices, decimals);
        int more = bytes(features, vertices + 100, decimals).length - empty.length;
        return bytes(features, vertices + Math.max(0, (int) (100L * (bytes - empty.length) / more)), decimals);
    }

    private byte[] bytes(int features, int vertices, int decimals) {
        StringBuilder out = new StringBuilder();
        write(out, features, vertices, new Digits(decimals));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void members(StringBuilder out, String before, String between, String after) {
        for (int i = 0; i < PROPERTIES.length; i++) {
            String value = PROPERTIES[i][1];
            boolean number = value.matches("[1-9][\\d.]*");
            out.append(i == 0 ? "" : after)
                    .append(before)
                    .append(PROPERTIES[i][0])
                    .append(between);
            out.append(number ? value : '"' + value + '"');
        }
    }

    private static void properties(StringBuilder out, String before, String between, String after, String end) {
        for (String[] property : PROPERTIES) {
            out.append(before)
                    .append(property[0])
                    .append(between)
                    .append(property[1])
                    .append(after);
            out.append(end.isEmpty() ? "" : end + property[0] + ">");
        }
    }

    /** Coordinates around 26° E 29° S that repeat from run to run. */
    static final class Digits {

        private final Random random = new Random(29);
        private final String format;

        Digits(int decimals) {
            format = "%." + decimals + "f";
        }

        /** A star, so that the ring is valid however many vertices it has. */
        void ring(StringBuilder out, int vertices, String open, String between, String close, String separator) {
            StringBuilder first = new StringBuilder();
            for (int i = 0; i < vertices - 1; i++) {
                double angle = 2 * Math.PI * i / (vertices - 1);
                double radius = 0.4 + 0.1 * random.nextDouble();
                int start = out.length();
                out.append(open)
                        .append(ordinate(26.2 + radius * Math.cos(angle)))
                        .append(between);
                out.append(ordinate(-29.1 + radius * Math.sin(angle))).append(close);
                if (i == 0) {
                    first.append(out, start, out.length());
                }
                out.append(separator);
            }
            out.append(first);
        }

        private String ordinate(double degrees) {
            return String.format(Locale.ROOT, format, degrees);
        }
    }
}
