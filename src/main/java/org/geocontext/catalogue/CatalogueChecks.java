package org.geocontext.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.geocontext.catalogue.CatalogueProblem.Severity;

/** Warnings about services that are right one by one and suspicious side by side. */
final class CatalogueChecks {

    private static final Pattern DIGIT = Pattern.compile("\\d");
    private static final int SHORTEST_WORD = 6;

    /** No layer has more properties worth reading; more would only cost time. */
    private static final int MOST_PROPERTIES = 200;

    private record Layer(QueryType type, String url, String layer, Map<String, String> parameters) {
        static Layer of(ServiceDefinition service) {
            return new Layer(service.type(), service.url(), service.layer(), service.parameters());
        }
    }

    private final List<CatalogueProblem> problems = new ArrayList<>();
    private final Map<String, ServiceDefinition> byName = new LinkedHashMap<>();
    private final Map<Layer, Map<String, ServiceDefinition>> byLayerAndProperty = new LinkedHashMap<>();

    private CatalogueChecks() {}

    static List<CatalogueProblem> of(Collection<ServiceDefinition> services) {
        CatalogueChecks checks = new CatalogueChecks();
        services.forEach(checks::check);
        return checks.problems;
    }

    private void check(ServiceDefinition service) {
        ServiceDefinition namesake = byName.putIfAbsent(service.name(), service);
        if (namesake != null) {
            warn(service, Fields.NAME, service.name(), "also the name of " + namesake.key(), "a name of its own");
        }
        Map<String, ServiceDefinition> sameLayer =
                byLayerAndProperty.computeIfAbsent(Layer.of(service), layer -> new LinkedHashMap<>());
        ServiceDefinition twin = sameLayer.get(service.property());
        if (twin != null) {
            warn(
                    service,
                    Fields.LAYER_TYPENAME,
                    service.layer(),
                    "url, layer and property are those of " + twin.key(),
                    "another layer or property");
        }
        sameLayer.values().stream()
                .filter(other -> isMisspelled(service, other))
                .findFirst()
                .ifPresent(other -> warn(
                        service,
                        Fields.LAYER_NAME,
                        service.property(),
                        other.key() + " reads " + other.property() + " of the same layer",
                        "a property of the layer, one of the two looks misspelled"));
        if (sameLayer.size() < MOST_PROPERTIES) {
            sameLayer.putIfAbsent(service.property(), service);
        }
    }

    private static boolean isMisspelled(ServiceDefinition service, ServiceDefinition other) {
        String one = service.property();
        String two = other.property();
        return one.length() >= SHORTEST_WORD
                && !DIGIT.matcher(one + two).find()
                && KeySuggestions.distance(one, two) == 1;
    }

    private void warn(ServiceDefinition service, Field field, String value, String finding, String accepted) {
        problems.add(new CatalogueProblem(
                Severity.WARNING,
                "service",
                service.key(),
                field.name(),
                value,
                field.name() + ": " + value + ", " + finding + " (expected: " + accepted + ")"));
    }
}
