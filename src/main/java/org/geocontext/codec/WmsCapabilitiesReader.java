package org.geocontext.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.geocontext.geo.LonLatBox;
import org.jspecify.annotations.Nullable;

/** Capabilities of WMS 1.0.0, 1.1.0, 1.1.1 and 1.3.0. Not thread-safe. */
final class WmsCapabilitiesReader {

    private final XmlCursor xml;
    private final Predicate<String> wanted;
    private final Map<String, String> crsNames = new HashMap<>();
    private final Map<Integer, LayerCapabilities> layers = new TreeMap<>();
    private final List<String> formats = new ArrayList<>();
    private final Set<String> commonCrs = new LinkedHashSet<>();

    private String title = "";
    private @Nullable Integer layerLimit;
    private boolean version130;
    private boolean mapServer;
    private int opened;

    WmsCapabilitiesReader(XmlCursor xml, Predicate<String> wanted) {
        this.xml = xml;
        this.wanted = wanted;
    }

    /** What a layer has of those around it. */
    private record Inherited(@Nullable LonLatBox extent, List<String> crs) {
        static final Inherited NOTHING = new Inherited(null, List.of());
    }

    /** Reads from the start of the root element on. */
    Capabilities read() throws XMLStreamException {
        String declared = xml.attribute("version");
        String version = declared == null ? "" : declared;
        version130 = version.startsWith("1.3");
        while (nextPart()) {
            switch (xml.name()) {
                case "Service" -> readService();
                case "Capability" -> readCapability();
                default -> xml.skip();
            }
        }
        xml.toEndOfDocument();
        return new Capabilities(
                title, version, formats, layerLimit, null, List.copyOf(commonCrs), List.copyOf(layers.values()));
    }

    /** As {@link XmlCursor#nextChild}, with an eye on the comment in which MapServer tells its name. */
    private boolean nextPart() throws XMLStreamException {
        int event = xml.next();
        while (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT) {
            mapServer |= event == XMLStreamConstants.COMMENT && xml.text().contains("MapServer version");
            event = xml.next();
        }
        return event == XMLStreamConstants.START_ELEMENT;
    }

    private void readService() throws XMLStreamException {
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "Title" -> title = text();
                case "LayerLimit" -> layerLimit = limit(text());
                default -> xml.skip();
            }
        }
    }

    private static @Nullable Integer limit(String text) {
        return text.matches("[1-9]\\d{0,8}") ? Integer.valueOf(text) : null;
    }

    private void readCapability() throws XMLStreamException {
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "Request" -> readRequests();
                case "Layer" -> readLayer(Inherited.NOTHING, 0);
                default -> xml.skip();
            }
        }
    }

    private void readRequests() throws XMLStreamException {
        while (xml.nextChild()) {
            if (xml.name().equals("GetFeatureInfo") || xml.name().equals("FeatureInfo")) {
                readFormats();
            } else {
                xml.skip();
            }
        }
    }

    private void readFormats() throws XMLStreamException {
        while (xml.nextChild()) {
            if (xml.name().equals("Format")) {
                FormatList.read(xml, formats);
            } else {
                xml.skip();
            }
        }
    }

    /** @return where this layer and those in it have data; null if that is not known of all */
    private @Nullable LonLatBox readLayer(Inherited around, int level) throws XMLStreamException {
        int place = opened++;
        Layer layer = new Layer(around, level == 0);
        boolean queryable = isTrue(xml.attribute("queryable"));
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "Name" -> layer.name = text();
                case "Title" -> layer.title = text();
                case "SRS", "CRS" -> layer.addCrs(xml.allText(10 * CapabilitiesReader.LONGEST_TEXT));
                case "LatLonBoundingBox" -> {
                    layer.declared.addLonLat(side("minx"), side("miny"), side("maxx"), side("maxy"));
                    xml.skip();
                }
                case "EX_GeographicBoundingBox" -> readGeographic(layer.declared);
                case "BoundingBox" -> {
                    String crs = xml.attribute(version130 ? "CRS" : "SRS");
                    layer.declared.add(crs, version130, side("minx"), side("miny"), side("maxx"), side("maxy"));
                    xml.skip();
                }
                case "Layer" -> layer.add(readLayer(layer.handedOn(), level + 1));
                default -> xml.skip();
            }
        }
        LonLatBox extent = layer.extent();
        if (!layer.name.isEmpty() && layers.size() < CapabilitiesReader.MAX_LAYERS && wanted.test(layer.name)) {
            layers.put(
                    place, new LayerCapabilities(layer.name, layer.title, extent, layer.ownCrs(), formats, queryable));
        }
        return extent;
    }

    private static boolean isTrue(@Nullable String flag) {
        return "1".equals(flag) || "true".equals(flag);
    }

    private void readGeographic(DeclaredExtent extent) throws XMLStreamException {
        double west = Double.NaN;
        double south = Double.NaN;
        double east = Double.NaN;
        double north = Double.NaN;
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "westBoundLongitude" -> west = Decimals.parse(text());
                case "southBoundLatitude" -> south = Decimals.parse(text());
                case "eastBoundLongitude" -> east = Decimals.parse(text());
                case "northBoundLatitude" -> north = Decimals.parse(text());
                default -> xml.skip();
            }
        }
        extent.addLonLat(west, south, east, north);
    }

    private double side(String attribute) {
        String text = xml.attribute(attribute);
        return text == null ? Double.NaN : Decimals.parse(text.strip());
    }

    private String text() throws XMLStreamException {
        return xml.allText(CapabilitiesReader.LONGEST_TEXT).strip();
    }

    /** A layer while it is read. */
    private final class Layer {
        private final Inherited around;
        private final boolean outermost;
        private final DeclaredExtent declared = new DeclaredExtent();
        private final List<String> crs = new ArrayList<>();
        private String name = "";
        private String title = "";
        private @Nullable LonLatBox within;
        private boolean unknownWithin;

        Layer(Inherited around, boolean outermost) {
            this.around = around;
            this.outermost = outermost;
        }

        /** One name, or several with blanks between them, as before 1.1.1. */
        void addCrs(String names) {
            for (String crsName : names.strip().split("\\s+")) {
                if (!crsName.isEmpty()) {
                    String known = crsNames.computeIfAbsent(crsName, same -> same);
                    if (outermost) {
                        commonCrs.add(known);
                    } else {
                        crs.add(known);
                    }
                }
            }
        }

        List<String> ownCrs() {
            if (around.crs().isEmpty() || crs.isEmpty()) {
                return crs.isEmpty() ? around.crs() : crs;
            }
            Set<String> all = new LinkedHashSet<>(crs);
            all.addAll(around.crs());
            return List.copyOf(all);
        }

        Inherited handedOn() {
            return new Inherited(own(), ownCrs());
        }

        /**
         * A layer without a box has that of the group around it. Not so on MapServer: its outermost box is what the map
         * shows first, and a layer has none where the server could not find out.
         */
        private @Nullable LonLatBox own() {
            if (declared.isDeclared()) {
                return declared.find(null);
            }
            return mapServer ? null : around.extent();
        }

        void add(@Nullable LonLatBox inner) {
            unknownWithin |= inner == null;
            if (inner != null) {
                within = within == null ? inner : within.plus(inner);
            }
        }

        /** Of a group also what its layers have. */
        @Nullable
        LonLatBox extent() {
            LonLatBox own = own();
            if (own == null || unknownWithin) {
                return null;
            }
            return within == null ? own : own.plus(within);
        }
    }
}
