package org.geocontext.standalone.wps;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checks of the parameters that every operation has (OGC 06-121r3, 7.3.2 and 9.2). */
final class CommonParameters {

    private CommonParameters() {}

    static void checkService(Optional<String> service) throws WpsException {
        if (service.isEmpty()) {
            throw WpsException.missing("service", "WPS");
        }
        if (!service.get().equalsIgnoreCase("WPS")) {
            throw WpsException.invalid("service", "service: " + Quote.of(service.get()) + " (expected: WPS)");
        }
    }

    /** A missing version is taken for ours, as GeoServer does. */
    static void checkVersion(Optional<String> version) throws WpsException {
        if (version.isPresent() && !version.get().equals(Wps.VERSION)) {
            throw WpsException.invalid(
                    "version", "version: " + Quote.of(version.get()) + " (expected: " + Wps.VERSION + ")");
        }
    }

    /** @param accepted in the caller's order of preference; empty accepts everything */
    static void negotiate(List<String> accepted) throws WpsException {
        if (!accepted.isEmpty() && !accepted.contains(Wps.VERSION)) {
            throw new WpsException(
                    WpsException.Code.VERSION_NEGOTIATION_FAILED,
                    "AcceptVersions",
                    "AcceptVersions: " + Quote.of(String.join(",", accepted)) + " (expected: " + Wps.VERSION
                            + " among them)");
        }
    }

    static void checkLanguage(Optional<String> language) throws WpsException {
        boolean english = language.map(tag -> tag.toLowerCase(Locale.ROOT))
                .map(tag -> tag.equals("*") || tag.equals(Wps.LANGUAGE) || tag.startsWith(Wps.LANGUAGE + "-"))
                .orElse(true);
        if (!english) {
            throw WpsException.invalid(
                    "language", "language: " + Quote.of(language.orElseThrow()) + " (expected: " + Wps.LANGUAGE + ")");
        }
    }

    /** What {@code true} and {@code false} of XML Schema mean. */
    static boolean flag(String name, Optional<String> value) throws WpsException {
        if (value.isEmpty()) {
            return false;
        }
        return switch (value.get().trim().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default ->
                throw WpsException.invalid(name, name + ": " + Quote.of(value.get()) + " (expected: true or false)");
        };
    }

    static void checkStorage(boolean store, boolean status) throws WpsException {
        if (store) {
            throw new WpsException(
                    WpsException.Code.STORAGE_NOT_SUPPORTED,
                    "storeExecuteResponse",
                    "storeExecuteResponse: true (expected: false, responses are not stored here)");
        }
        if (status) {
            throw WpsException.invalid("status", "status: true (expected: false, executions are synchronous here)");
        }
    }

    static WpsException unknownOperation(String name) {
        return new WpsException(
                WpsException.Code.OPERATION_NOT_SUPPORTED,
                name.isEmpty() ? null : Quote.of(name),
                "request: " + Quote.of(name) + " (expected: GetCapabilities, DescribeProcess or Execute)");
    }
}
