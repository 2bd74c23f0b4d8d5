package org.geocontext.codec;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.geocontext.http.Reason;

/** Reads single geometries, as callers send them. Ordinates stay in the order sent. Thread-safe. */
public final class GeometryReader {

    private static final int MAX_DEPTH = ReadOptions.DEFAULT.maxDepth();

    private GeometryReader() {}

    /**
     * Reads a document whose root is a geometry of GML 2, 3.1.1 or 3.2.1.
     *
     * @throws CodecException with reason MALFORMED if it is anything else
     */
    public static ParsedGeometry readGml(byte[] document) throws CodecException {
        int mark = Encodings.markLength(document);
        String text = new String(document, mark, document.length - mark, Encodings.detect(document, null));
        try {
            XmlCursor xml = XmlCursor.over(text.stripLeading(), MAX_DEPTH);
            xml.toRoot();
            ParsedGeometry geometry = readGml(xml);
            xml.toEndOfDocument();
            return geometry;
        } catch (XMLStreamException e) {
            throw XmlReplyReader.broken(e);
        } catch (RuntimeException e) {
            throw XmlReplyReader.broken(e);
        }
    }

    /**
     * Reads the geometry whose start element is the current event of a reader, which may be namespace-aware and not
     * coalescing, and moves to its end element.
     *
     * @throws CodecException with reason MALFORMED if the element is no geometry, or none that can be built
     */
    public static ParsedGeometry readGml(XMLStreamReader xml) throws CodecException {
        try {
            return readGml(XmlCursor.over(xml, MAX_DEPTH));
        } catch (XMLStreamException e) {
            throw XmlReplyReader.broken(e);
        } catch (RuntimeException e) {
            throw XmlReplyReader.broken(e);
        }
    }

    private static ParsedGeometry readGml(XmlCursor xml) throws XMLStreamException, CodecException {
        String name = xml.name();
        if (!GmlGeometryReader.isGeometry(name)) {
            throw Failures.malformed("element " + name + " (expected: a GML geometry)");
        }
        ParsedGeometry geometry = new GmlGeometryReader(xml).read();
        if (geometry == null) {
            throw Failures.malformed("a GML " + name + " whose coordinates make no geometry");
        }
        return geometry;
    }

    /**
     * Reads a GeoJSON geometry, or a Feature or FeatureCollection with exactly one.
     *
     * @param utf8 may start with a byte order mark
     * @throws CodecException with reason MALFORMED if it is anything else
     */
    public static ParsedGeometry readGeoJson(byte[] utf8) throws CodecException {
        ParsedReply reply = FeatureJsonReader.read(utf8, Encodings.markLength(utf8), ReadOptions.DEFAULT);
        if (reply.format() != ReplyFormat.GEOJSON || reply.features().size() != 1) {
            throw new CodecException(Reason.MALFORMED, "JSON that is no GeoJSON geometry");
        }
        ParsedFeature feature = reply.features().get(0);
        if (feature.geometry() == null) {
            throw Failures.malformed("GeoJSON whose coordinates make no geometry");
        }
        return new ParsedGeometry(feature.geometry(), feature.srs());
    }
}
