package org.geocontext.codec;

import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * GetFeatureInfo answers in XML of their own: ArcGIS' FeatureInfoResponse with FIELDS, with FeatureInfoCollection, and
 * ncWMS' with FeatureInfo; QGIS' GetFeatureInfoResponse.
 */
final class FeatureInfoXmlReader {

    private static final int ENOUGH = 1 << 20;

    private final XmlCursor xml;
    private final ReadOptions options;
    private final WktScanner wkt = new WktScanner();
    private final List<FeatureDraft> features = new ArrayList<>();
    private boolean truncated;

    FeatureInfoXmlReader(XmlCursor xml, ReadOptions options) {
        this.xml = xml;
        this.options = options;
    }

    ParsedReply readArcGis() throws XMLStreamException {
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "FIELDS" -> readFields();
                case "FeatureInfoCollection" -> readCollection();
                case "FeatureInfo" -> readLeaves(null);
                default -> xml.skip();
            }
        }
        return reply(ReplyFormat.ARCGIS_FIELDS);
    }

    private void readFields() throws XMLStreamException {
        FeatureDraft feature = new FeatureDraft();
        for (int i = 0; i < xml.attributeCount(); i++) {
            if (!xml.attributeName(i).equals("xmlns")) {
                feature.properties.put(xml.attributeName(i), xml.attributeValue(i));
            }
        }
        xml.skip();
        add(feature);
    }

    private void readCollection() throws XMLStreamException {
        String layer = xml.attribute("layername");
        while (xml.nextChild()) {
            readLeaves(layer);
        }
    }

    /** Children are properties, or Fields with a FieldName and a FieldValue. */
    private void readLeaves(@Nullable String layer) throws XMLStreamException {
        FeatureDraft feature = new FeatureDraft(layer);
        while (xml.nextChild()) {
            String name = xml.name();
            if (name.equals("Field")) {
                readField(feature);
            } else {
                feature.properties.put(name, xml.allText(ENOUGH));
            }
        }
        add(feature);
    }

    private void readField(FeatureDraft feature) throws XMLStreamException {
        String name = null;
        String value = "";
        while (xml.nextChild()) {
            if (xml.name().equals("FieldName")) {
                name = xml.allText(ENOUGH).strip();
            } else if (xml.name().equals("FieldValue")) {
                value = xml.allText(ENOUGH);
            } else {
                xml.skip();
            }
        }
        if (name != null) {
            feature.properties.put(name, value);
        }
    }

    ParsedReply readQgis() throws XMLStreamException {
        while (xml.nextChild()) {
            if (xml.name().equals("Layer")) {
                readLayer();
            } else {
                xml.skip();
            }
        }
        return reply(ReplyFormat.QGIS_XML);
    }

    /** Attributes that stand in the layer itself are the bands of a raster. */
    private void readLayer() throws XMLStreamException {
        String layer = xml.attribute("name");
        FeatureDraft bands = new FeatureDraft(layer);
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "Feature" -> readFeature(layer);
                case "Attribute" -> readAttribute(bands);
                case "Layer" -> readLayer();
                default -> xml.skip();
            }
        }
        if (!bands.properties.isEmpty()) {
            add(bands);
        }
    }

    private void readFeature(@Nullable String layer) throws XMLStreamException {
        FeatureDraft feature = new FeatureDraft(layer);
        feature.id = xml.attribute("id");
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "Attribute" -> readAttribute(feature);
                case "BoundingBox" -> {
                    String crs = xml.attribute("CRS");
                    feature.srs = crs == null ? xml.attribute("SRS") : crs;
                    xml.skip();
                }
                default -> xml.skip();
            }
        }
        add(feature);
    }

    private void readAttribute(FeatureDraft feature) throws XMLStreamException {
        String name = xml.attribute("name");
        String value = xml.attribute("value");
        boolean derived = "derived".equals(xml.attribute("type"));
        xml.skip();
        if (name == null) {
            return;
        }
        if (derived && name.equals("geometry") && value != null) {
            feature.geometry = options.geometry() ? wkt.read(value) : null;
        } else {
            feature.properties.put(name, value);
        }
    }

    private void add(FeatureDraft feature) {
        if (features.size() < options.maxFeatures()) {
            features.add(feature);
        } else {
            truncated = true;
        }
    }

    private ParsedReply reply(ReplyFormat format) throws XMLStreamException {
        xml.toEndOfDocument();
        return new ParsedReply(
                format,
                features.stream().map(feature -> feature.finish(null, null)).toList(),
                truncated);
    }
}
