package org.geocontext.source;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.LonLat;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Urls;
import org.locationtech.jts.geom.Coordinate;

/** Requests to a service, with everything its catalogue entry adds to them. */
final class Calls {

    private Calls() {}

    /**
     * A GET of the service's URL. The service's own extra parameters win over those of the protocol.
     *
     * @param parameters unencoded, in the order to be sent
     * @param point what {@code {lon} {lat}} in extra parameters stand for
     * @param projected what {@code {x} {y}} in extra parameters stand for: the point in the service's CRS, x east
     */
    static HttpCall get(
            ServiceDefinition service, String url, Map<String, String> parameters, LonLat point, Coordinate projected) {
        Map<String, String> all = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            if (service.parameters().keySet().stream().noneMatch(name::equalsIgnoreCase)) {
                all.put(name, value);
            }
        });
        service.parameters().forEach((name, value) -> all.put(name, fill(value, point, projected)));
        return new HttpCall(
                Urls.withParameters(url, all),
                service.headers(),
                null,
                service.credentials().toAuth(),
                service.internal(),
                service.timeout(),
                service.secrets());
    }

    private static String fill(String template, LonLat point, Coordinate projected) {
        return template.replace("{lon}", decimal(point.lon()))
                .replace("{lat}", decimal(point.lat()))
                .replace("{x}", decimal(projected.x))
                .replace("{y}", decimal(projected.y));
    }

    /** Plain digits without exponent, which many servers do not read; to a millionth of a millimetre. */
    static String decimal(double value) {
        return BigDecimal.valueOf(value)
                .setScale(9, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
