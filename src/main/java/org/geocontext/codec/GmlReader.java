package org.geocontext.codec;

import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Feature collections of GML 2, 3.1.1 and 3.2.1, collections in collections, and MapServer's msGMLOutput.
 *
 * <p>A property is the text of its element. Of a property with elements below, the only text there is its value;
 * several are properties named by their path, {@code a/b}. Of properties with the same name the first counts, of
 * geometries too. {@code xsi:nil} is null, an empty element the empty text.
 */
final class GmlReader {

    private final XmlCursor xml;
    private final ReadOptions options;
    private final GmlGeometryReader geometries;
    private final List<FeatureDraft> features = new ArrayList<>();
    private @Nullable String collectionSrs;
    private boolean truncated;

    GmlReader(XmlCursor xml, ReadOptions options) {
        this.xml = xml;
        this.options = options;
        this.geometries = new GmlGeometryReader(xml);
    }

    /** Reads the collection whose start is the current event and the rest of the document. */
    ParsedReply read() throws XMLStreamException, CodecException {
        if (xml.name().equals("msGMLOutput")) {
            readMapServerLayers();
        } else {
            readCollection();
        }
        xml.toEndOfDocument();
        List<ParsedFeature> finished = new ArrayList<>(features.size());
        for (FeatureDraft feature : features) {
            finished.add(feature.finish(null, collectionSrs));
        }
        return new ParsedReply(ReplyFormat.GML, finished, truncated);
    }

    private void readCollection() throws XMLStreamException, CodecException {
        long matched = number(xml.attribute("numberMatched"));
        long returned = number(xml.attribute("numberReturned"));
        truncated |= returned >= 0 && matched > returned;
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "featureMember", "featureMembers", "member" -> readMembers();
                case "boundedBy" -> {
                    String srs = readBounds();
                    collectionSrs = collectionSrs == null ? srs : collectionSrs;
                }
                case "truncatedResponse", "ExceptionReport", "ServiceExceptionReport" -> throw XmlExceptions.read(xml);
                default -> xml.skip();
            }
        }
    }

    private static long number(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 18) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        return Long.parseLong(text);
    }

    private void readMembers() throws XMLStreamException, CodecException {
        while (xml.nextChild()) {
            String name = xml.name();
            switch (name) {
                case "FeatureCollection", "SimpleFeatureCollection", "Tuple" -> readCollection();
                case "ExceptionReport", "ServiceExceptionReport" -> throw XmlExceptions.read(xml);
                default -> readFeature(name);
            }
        }
    }

    /** {@code <roads_layer><gml:name>…</gml:name><roads_feature>…}. */
    private void readMapServerLayers() throws XMLStreamException, CodecException {
        while (xml.nextChild()) {
            String layer = without("_layer", xml.name());
            while (xml.nextChild()) {
                String name = xml.name();
                if (name.equals("name") || name.equals("description") || name.equals("boundedBy")) {
                    xml.skip();
                } else {
                    readFeature(layer);
                }
            }
        }
    }

    private static String without(String suffix, String name) {
        return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    }

    private void readFeature(String layer) throws XMLStreamException {
        if (features.size() == options.maxFeatures()) {
            truncated = true;
            xml.skip();
            return;
        }
        FeatureDraft feature = new FeatureDraft(layer);
        String fid = xml.attribute("fid");
        feature.id = fid == null ? xml.attribute("id") : fid;
        String bounds = null;
        while (xml.nextChild()) {
            String name = xml.name();
            if (name.equals("boundedBy")) {
                bounds = readBounds();
            } else {
                readProperty(name, feature);
            }
        }
        if (feature.srs == null) {
            feature.srs = bounds;
        }
        features.add(feature);
    }

    /** The CRS of a bounding box, which holds for geometries that name none. */
    private @Nullable String readBounds() throws XMLStreamException {
        String srs = null;
        while (xml.nextChild()) {
            srs = srs == null ? xml.attribute("srsName") : srs;
            xml.skip();
        }
        return srs;
    }

    private record Leaf(String path, @Nullable String text) {}

    private void readProperty(String name, FeatureDraft feature) throws XMLStreamException {
        if (xml.isNil()) {
            feature.properties.putIfAbsent(name, null);
            xml.skip();
            return;
        }
        List<Leaf> leaves = null;
        StringBuilder text = null;
        String first = "";
        boolean geometry = false;
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            if (xml.isText(event) && leaves == null && !geometry) {
                if (first.isEmpty()) {
                    first = xml.text();
                } else {
                    text = (text == null ? new StringBuilder(first) : text).append(xml.text());
                }
            } else if (event == XMLStreamConstants.START_ELEMENT && isGeometry()) {
                geometry = true;
                readGeometry(feature);
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                leaves = leaves == null ? new ArrayList<>() : leaves;
                readLeaves(xml.name(), leaves, feature);
            }
        }
        if (leaves != null) {
            addLeaves(name, leaves, feature);
        } else if (!geometry) {
            feature.properties.putIfAbsent(name, text == null ? first : text.toString());
        }
    }

    private static void addLeaves(String name, List<Leaf> leaves, FeatureDraft feature) {
        for (Leaf leaf : leaves) {
            feature.properties.putIfAbsent(leaves.size() == 1 ? name : name + "/" + leaf.path, leaf.text);
        }
    }

    private void readLeaves(String path, List<Leaf> leaves, FeatureDraft feature) throws XMLStreamException {
        boolean nil = xml.isNil();
        boolean leaf = true;
        StringBuilder text = new StringBuilder();
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            if (xml.isText(event) && leaf) {
                text.append(xml.text());
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                leaf = false;
                if (isGeometry()) {
                    readGeometry(feature);
                } else {
                    readLeaves(path + "/" + xml.name(), leaves, feature);
                }
            }
        }
        if (leaf) {
            leaves.add(new Leaf(path, nil ? null : text.toString()));
        }
    }

    private boolean isGeometry() {
        return GmlGeometryReader.isGeometry(xml.name());
    }

    private void readGeometry(FeatureDraft feature) throws XMLStreamException {
        if (!options.geometry() || feature.geometry != null) {
            xml.skip();
            return;
        }
        ParsedGeometry read = geometries.read();
        if (read != null) {
            feature.geometry = read.geometry();
            feature.srs = read.srs();
        }
    }
}
