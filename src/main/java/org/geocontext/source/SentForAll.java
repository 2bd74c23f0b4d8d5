package org.geocontext.source;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.geocontext.catalogue.Credentials;
import org.geocontext.catalogue.ServiceDefinition;
import org.jspecify.annotations.Nullable;

/** What a service's entry adds to every request, whichever layer it is for: equal where layers may share one. */
record SentForAll(
        String url,
        String version,
        Credentials credentials,
        Map<String, String> parameters,
        Map<String, String> headers,
        boolean internal,
        @Nullable Duration timeout,
        Set<String> secrets) {

    private static final Pattern PARAMETER_NAME = Pattern.compile("[?&]([^=&#]+)");

    static SentForAll of(ServiceDefinition service) {
        return of(service, service.url());
    }

    /** @param url what the service's URL has in common with that of other layers */
    static SentForAll of(ServiceDefinition service, String url) {
        return new SentForAll(
                url,
                service.version(),
                service.credentials(),
                service.parameters(),
                service.headers(),
                service.internal(),
                service.timeout(),
                service.secrets());
    }

    /** The request parameters that the entry sets itself, in its URL or besides, in lower case. */
    static Set<String> ownParameters(ServiceDefinition service) {
        Stream<String> inUrl = PARAMETER_NAME.matcher(service.url()).results().map(result -> result.group(1));
        return Stream.concat(inUrl, service.parameters().keySet().stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
