package org.geocontext.standalone.wps;

import java.io.IOException;
import java.io.OutputStream;
import org.geocontext.standalone.output.XmlOut;

/** The answer to GetCapabilities. */
final class CapabilitiesDocument {

    private final ProcessDescription process;
    private final String serviceUrl;

    /** @param serviceUrl of the WPS endpoint, without a query */
    CapabilitiesDocument(ProcessDescription process, String serviceUrl) {
        this.process = process;
        this.serviceUrl = serviceUrl;
    }

    void write(OutputStream stream) throws IOException {
        try (XmlOut out = XmlOut.to(stream)) {
            Wps.startResponse(out, "wps:Capabilities", "wpsGetCapabilities_response.xsd", "updateSequence", "1");
            identification(out);
            provider(out);
            operations(out);
            out.start("wps:ProcessOfferings").start("wps:Process", "wps:processVersion", process.version());
            Wps.describe(out, process.identifier(), process.title(), process.description());
            out.end().end();
            languages(out);
            out.end();
        }
    }

    private static void identification(XmlOut out) throws IOException {
        out.start("ows:ServiceIdentification")
                .element("ows:Title", "GeoContext")
                .element(
                        "ows:Abstract",
                        "One point in, everything the configured map services know about that point out.")
                .element("ows:ServiceType", "WPS")
                .element("ows:ServiceTypeVersion", Wps.VERSION)
                .element("ows:Fees", "NONE")
                .element("ows:AccessConstraints", "NONE")
                .end();
    }

    private static void provider(XmlOut out) throws IOException {
        out.start("ows:ServiceProvider")
                .element("ows:ProviderName", "GeoContext, standalone")
                .element("ows:ServiceContact", "")
                .end();
    }

    private void operations(XmlOut out) throws IOException {
        out.start("ows:OperationsMetadata");
        for (String operation : new String[] {"GetCapabilities", "DescribeProcess", "Execute"}) {
            out.start("ows:Operation", "name", operation)
                    .start("ows:DCP")
                    .start("ows:HTTP")
                    .element("ows:Get", "", "xlink:href", serviceUrl + "?")
                    .element("ows:Post", "", "xlink:href", serviceUrl)
                    .end()
                    .end()
                    .end();
        }
        out.end();
    }

    private static void languages(XmlOut out) throws IOException {
        out.start("wps:Languages")
                .start("wps:Default")
                .element("ows:Language", Wps.LANGUAGE)
                .end()
                .start("wps:Supported")
                .element("ows:Language", Wps.LANGUAGE)
                .end()
                .end();
    }
}
