package org.geocontext.standalone.wps;

import org.geocontext.http.MediaTypes;
import org.geocontext.standalone.output.XmlOut;
import org.geocontext.standalone.web.ErrorStyle;
import org.geocontext.standalone.web.WebReply;
import org.jspecify.annotations.Nullable;

/** Exception reports of OWS Common 1.1. */
final class ExceptionReport {

    /** For what goes wrong outside WPS itself: size, method, access, load. */
    static final ErrorStyle STYLE =
            (status, input, sentence) -> reply(code(status, input).word(), input, sentence, status);

    private ExceptionReport() {}

    static WebReply of(WpsException exception) {
        return reply(
                exception.code().word(),
                exception.locator(),
                exception.sentence(),
                exception.code().status());
    }

    private static WpsException.Code code(int status, @Nullable String input) {
        return switch (status) {
            case 400 ->
                input == null ? WpsException.Code.NO_APPLICABLE_CODE : WpsException.Code.INVALID_PARAMETER_VALUE;
            case 405 -> WpsException.Code.OPERATION_NOT_SUPPORTED;
            case 413 -> WpsException.Code.FILE_SIZE_EXCEEDED;
            case 429, 503 -> WpsException.Code.SERVER_BUSY;
            default -> WpsException.Code.NO_APPLICABLE_CODE;
        };
    }

    private static WebReply reply(String code, @Nullable String locator, String sentence, int status) {
        return WebReply.of(status, MediaTypes.XML, stream -> {
            try (XmlOut out = XmlOut.to(stream)) {
                out.start(
                        "ows:ExceptionReport",
                        "xmlns:ows",
                        Wps.OWS_NAMESPACE,
                        "xmlns:xsi",
                        Wps.XSI_NAMESPACE,
                        "xsi:schemaLocation",
                        Wps.OWS_NAMESPACE + " http://schemas.opengis.net/ows/1.1.0/owsExceptionReport.xsd",
                        "version",
                        "1.1.0",
                        "xml:lang",
                        Wps.LANGUAGE);
                out.start("ows:Exception", "exceptionCode", code, "locator", locator);
                out.element("ows:ExceptionText", sentence).end().end();
            }
        });
    }
}
