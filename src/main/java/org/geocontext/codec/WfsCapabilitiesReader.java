package org.geocontext.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Capabilities of WFS 1.0.0, 1.1.0 and 2.0.0. Not thread-safe. */
final class WfsCapabilitiesReader {

    private final XmlCursor xml;
    private final Predicate<String> wanted;
    private final Map<String, String> crsNames = new HashMap<>();
    private final List<LayerCapabilities> types = new ArrayList<>();
    private final List<String> formats = new ArrayList<>();
    private String title = "";

    WfsCapabilitiesReader(XmlCursor xml, Predicate<String> wanted) {
        this.xml = xml;
        this.wanted = wanted;
    }

    /** Reads from the start of the root element on. */
    Capabilities read() throws XMLStreamException {
        String version = xml.attribute("version");
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "Service", "ServiceIdentification" -> readService();
                case "Capability" -> readCapability();
                case "OperationsMetadata" -> readOperations();
                case "FeatureTypeList" -> readTypes();
                default -> xml.skip();
            }
        }
        xml.toEndOfDocument();
        return new Capabilities(title, version == null ? "" : version, formats, null, null, List.of(), types);
    }

    private void readService() throws XMLStreamException {
        while (xml.nextChild()) {
            if (xml.name().equals("Title")) {
                title = text();
            } else {
                xml.skip();
            }
        }
    }

    /** Of 1.0.0: {@code Capability/Request/GetFeature/ResultFormat}. */
    private void readCapability() throws XMLStreamException {
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "Request", "GetFeature" -> readCapability();
                case "ResultFormat" -> FormatList.read(xml, formats);
                default -> xml.skip();
            }
        }
    }

    /** Since 1.1.0. */
    private void readOperations() throws XMLStreamException {
        while (xml.nextChild()) {
            boolean getFeature = xml.name().equals("Operation") && "GetFeature".equals(xml.attribute("name"));
            if (getFeature) {
                readParameters();
            } else {
                xml.skip();
            }
        }
    }

    private void readParameters() throws XMLStreamException {
        while (xml.nextChild()) {
            boolean output = xml.name().equals("Parameter") && "outputFormat".equalsIgnoreCase(xml.attribute("name"));
            if (output) {
                readValues(formats);
            } else {
                xml.skip();
            }
        }
    }

    private void readValues(List<String> values) throws XMLStreamException {
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "AllowedValues" -> readValues(values);
                case "Value", "Format" -> values.add(text());
                default -> xml.skip();
            }
        }
    }

    private void readTypes() throws XMLStreamException {
        while (xml.nextChild()) {
            if (xml.name().equals("FeatureType")) {
                readType();
            } else {
                xml.skip();
            }
        }
    }

    private void readType() throws XMLStreamException {
        Type type = new Type();
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "Name" -> type.name = text();
                case "Title" -> type.title = text();
                case "SRS", "DefaultSRS", "DefaultCRS" -> type.addCrs(0, text());
                case "OtherSRS", "OtherCRS" -> type.addCrs(type.crs.size(), text());
                case "OutputFormats" -> readValues(type.formats);
                case "WGS84BoundingBox" -> readCorners(type.extent);
                case "LatLongBoundingBox" -> readSides(type);
                default -> xml.skip();
            }
        }
        if (!type.name.isEmpty() && types.size() < CapabilitiesReader.MAX_LAYERS && wanted.test(type.name)) {
            types.add(new LayerCapabilities(
                    type.name,
                    type.title,
                    type.extent.find(type.defaultCrs()),
                    type.crs,
                    type.formats.isEmpty() ? formats : type.formats,
                    true));
        }
    }

    /** East before north, in every version. */
    private void readCorners(DeclaredExtent extent) throws XMLStreamException {
        double[] lower = {Double.NaN, Double.NaN};
        double[] upper = {Double.NaN, Double.NaN};
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "LowerCorner" -> lower = corner(text());
                case "UpperCorner" -> upper = corner(text());
                default -> xml.skip();
            }
        }
        extent.addLonLat(lower[0], lower[1], upper[0], upper[1]);
    }

    private static double[] corner(String text) {
        String[] ordinates = text.split("\\s+");
        return ordinates.length == 2
                ? new double[] {Decimals.parse(ordinates[0]), Decimals.parse(ordinates[1])}
                : new double[] {Double.NaN, Double.NaN};
    }

    /** Of 1.0.0. By its name in degrees, by the specification in the type's CRS: QGIS Server keeps to the latter. */
    private void readSides(Type type) throws XMLStreamException {
        double minX = side("minx");
        double minY = side("miny");
        double maxX = side("maxx");
        double maxY = side("maxy");
        xml.skip();
        boolean degrees =
                Math.max(Math.abs(minX), Math.abs(maxX)) <= 360 && Math.max(Math.abs(minY), Math.abs(maxY)) <= 90;
        if (degrees) {
            type.extent.addLonLat(minX, minY, maxX, maxY);
        } else {
            type.extent.add(type.defaultCrs(), false, minX, minY, maxX, maxY);
        }
    }

    private double side(String attribute) {
        String text = xml.attribute(attribute);
        return text == null ? Double.NaN : Decimals.parse(text.strip());
    }

    private String text() throws XMLStreamException {
        return xml.allText(CapabilitiesReader.LONGEST_TEXT).strip();
    }

    /** A feature type while it is read. */
    private final class Type {
        private final DeclaredExtent extent = new DeclaredExtent();
        private final List<String> crs = new ArrayList<>();
        private final List<String> formats = new ArrayList<>();
        private String name = "";
        private String title = "";

        void addCrs(int at, String crsName) {
            if (!crsName.isEmpty()) {
                crs.add(at, crsNames.computeIfAbsent(crsName, same -> same));
            }
        }

        @Nullable
        String defaultCrs() {
            return crs.isEmpty() ? null : crs.get(0);
        }
    }
}
