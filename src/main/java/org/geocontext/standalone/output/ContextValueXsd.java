package org.geocontext.standalone.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Date;
import java.util.Map;
import org.geocontext.feature.ContextValueSchema;
import org.locationtech.jts.geom.Geometry;

/** The GML 3.1.1 application schema of {@code geocontext:ContextValue}. */
public final class ContextValueXsd {

    private static final Map<Class<?>, String> TYPES = Map.of(
            Geometry.class, "gml:GeometryPropertyType",
            String.class, "xs:string",
            Double.class, "xs:double",
            Integer.class, "xs:int",
            Boolean.class, "xs:boolean",
            Date.class, "xs:dateTime");

    private ContextValueXsd() {}

    /** Flushes the stream and does not close it. */
    public static void write(OutputStream stream) throws IOException {
        String type = ContextValueSchema.NAME + "Type";
        try (XmlOut out = XmlOut.to(stream)) {
            out.start(
                    "xs:schema",
                    "xmlns:xs",
                    "http://www.w3.org/2001/XMLSchema",
                    "xmlns:gml",
                    GmlGeometry.NAMESPACE,
                    "xmlns:" + GmlEncoder.PREFIX,
                    ContextValueSchema.NAMESPACE,
                    "targetNamespace",
                    ContextValueSchema.NAMESPACE,
                    "elementFormDefault",
                    "qualified");
            out.element(
                    "xs:import",
                    "",
                    "namespace",
                    GmlGeometry.NAMESPACE,
                    "schemaLocation",
                    "http://schemas.opengis.net/gml/3.1.1/base/gml.xsd");
            out.start("xs:complexType", "name", type).start("xs:complexContent");
            out.start("xs:extension", "base", "gml:AbstractFeatureType").start("xs:sequence");
            for (ContextValueSchema.Attribute attribute : ContextValueSchema.ATTRIBUTES) {
                out.element(
                        "xs:element",
                        "",
                        "name",
                        attribute.name(),
                        "type",
                        TYPES.get(attribute.type()),
                        "minOccurs",
                        "0");
            }
            out.end().end().end().end();
            out.element(
                    "xs:element",
                    "",
                    "name",
                    ContextValueSchema.NAME,
                    "type",
                    GmlEncoder.PREFIX + ":" + type,
                    "substitutionGroup",
                    "gml:_Feature");
            out.end();
        }
    }
}
