package org.geocontext.standalone.wps;

import java.io.IOException;
import org.geocontext.standalone.output.XmlOut;

/** What all WPS documents share. */
final class Wps {

    static final String VERSION = "1.0.0";
    static final String LANGUAGE = "en";
    static final String WPS_NAMESPACE = "http://www.opengis.net/wps/1.0.0";
    static final String OWS_NAMESPACE = "http://www.opengis.net/ows/1.1";
    static final String XLINK_NAMESPACE = "http://www.w3.org/1999/xlink";
    static final String XSI_NAMESPACE = "http://www.w3.org/2001/XMLSchema-instance";

    private Wps() {}

    /** Starts a response; its root element stays open. */
    static void startResponse(XmlOut out, String root, String schema, String... more) throws IOException {
        String[] common = {
            "xmlns:wps", WPS_NAMESPACE,
            "xmlns:ows", OWS_NAMESPACE,
            "xmlns:xlink", XLINK_NAMESPACE,
            "xmlns:xsi", XSI_NAMESPACE,
            "xsi:schemaLocation", WPS_NAMESPACE + " http://schemas.opengis.net/wps/1.0.0/" + schema,
            "service", "WPS",
            "version", VERSION,
            "xml:lang", LANGUAGE
        };
        String[] all = new String[common.length + more.length];
        System.arraycopy(common, 0, all, 0, common.length);
        System.arraycopy(more, 0, all, common.length, more.length);
        out.start(root, all);
    }

    /** Identifier, title and abstract of a process, an input or an output. */
    static void describe(XmlOut out, String identifier, String title, String description) throws IOException {
        out.element("ows:Identifier", identifier).element("ows:Title", title);
        if (!description.isEmpty()) {
            out.element("ows:Abstract", description);
        }
    }
}
