package org.geocontext.standalone;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.geocontext.standalone.output.ContextValueXsd;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Validates documents against the official OGC schemas, which come from the class path only (artifacts ogc-schemas and
 * w3c-schemas); asking for any other schema is an error.
 */
public final class OgcSchemas {

    private static final String OGC = "http://schemas.opengis.net/";
    private static final String W3C = "http://www.w3.org/";
    private static final String OWN_SCHEMA = "urn:test:context-value.xsd";

    private static final Schema WPS = schema(
            OGC + "wps/1.0.0/wpsAll.xsd",
            OGC + "wfs/1.1.0/wfs.xsd",
            OGC + "ows/1.1.0/owsExceptionReport.xsd",
            OWN_SCHEMA);

    private OgcSchemas() {}

    /**
     * What is wrong with a WPS 1.0.0, OWS 1.1 or WFS 1.1.0 document, GML 3.1.1 inside included; empty if it is valid.
     */
    public static List<String> problems(String document) {
        List<String> problems = new ArrayList<>();
        Validator validator = WPS.newValidator();
        validator.setResourceResolver(OgcSchemas::resolve);
        validator.setErrorHandler(new ErrorHandler() {
            @Override
            public void warning(SAXParseException problem) {
                problems.add(problem.getMessage());
            }

            @Override
            public void error(SAXParseException problem) {
                problems.add(problem.getMessage());
            }

            @Override
            public void fatalError(SAXParseException problem) {
                problems.add(problem.getMessage());
            }
        });
        try {
            validator.validate(new StreamSource(new StringReader(document)));
        } catch (SAXException e) {
            problems.add(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return problems;
    }

    private static Schema schema(String... locations) {
        SchemaFactory factory = SchemaFactory.newDefaultInstance();
        factory.setResourceResolver(OgcSchemas::resolve);
        Source[] sources = new Source[locations.length];
        for (int i = 0; i < locations.length; i++) {
            sources[i] = new StreamSource(open(locations[i]), locations[i]);
        }
        try {
            return factory.newSchema(sources);
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LSInput resolve(String type, String namespace, String publicId, String systemId, String base) {
        String location = base == null || systemId == null
                ? Optional.ofNullable(systemId).orElse(namespace)
                : URI.create(base).resolve(systemId).toString();
        LSInput input = load().createLSInput();
        input.setSystemId(location);
        input.setPublicId(publicId);
        input.setByteStream(open(location));
        return input;
    }

    private static DOMImplementationLS load() {
        try {
            return (DOMImplementationLS) DOMImplementationRegistry.newInstance().getDOMImplementation("LS");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InputStream open(String location) {
        if (location.equals(OWN_SCHEMA)) {
            return new ByteArrayInputStream(ownSchema().getBytes(StandardCharsets.UTF_8));
        }
        for (Map.Entry<String, String> root : Map.of(OGC, "/ogc/", W3C, "/w3c/").entrySet()) {
            if (location.startsWith(root.getKey())) {
                InputStream stream = OgcSchemas.class.getResourceAsStream(
                        root.getValue() + location.substring(root.getKey().length()));
                if (stream != null) {
                    return stream;
                }
            }
        }
        throw new IllegalStateException(location + " is not on the class path");
    }

    private static String ownSchema() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ContextValueXsd.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
