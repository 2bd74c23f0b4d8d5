package org.geocontext.http;

/** Why a service has no value. The code is a stable word: it is part of the answer and the name of the metric. */
public enum Reason {
    /** Refused, reset, or closed before the reply was complete. */
    CONNECT("connect"),
    DNS("dns"),
    TLS("tls"),
    /** Any time limit, also a call that never left its queue ("not sent"). */
    TIMEOUT("timeout"),
    /** Complete but unreadable, an empty reply where a document is due, or content after the document. */
    MALFORMED("malformed"),
    /** An OWS, WMS or Esri error, at any HTTP status. */
    SERVICE_EXCEPTION("service_exception"),
    /** 401, 403, Esri 498 and 499, or a log-in page. */
    UNAUTHORIZED("unauthorized"),
    /** Every other HTTP status that is not a success, refused redirects included. */
    HTTP_STATUS("http_status"),
    TOO_LARGE("too_large"),
    /** The address guard refused the resolved address. */
    DENIED_ADDRESS("denied_address"),
    BREAKER_OPEN("breaker_open"),
    OUTSIDE_EXTENT("outside_extent"),
    PROPERTY_MISSING("property_missing"),
    UNSUPPORTED("unsupported"),
    CANCELLED("cancelled");

    private final String code;

    Reason(String code) {
        this.code = code;
    }

    /** The stable lower-case word, as in {@code service_exception}. */
    public String code() {
        return code;
    }

    @Override
    public String toString() {
        return code;
    }
}
