package org.geocontext.source;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.Crs;

/**
 * How an endpoint is spoken to: what has been learned about it, and for the rest what is likeliest. Immutable.
 *
 * @param form of BBOX
 * @param options the optional parameters that are sent
 * @param geometryName what the geometry is called in a filter; empty for the layer's default geometry
 */
record WfsManner(ServiceDefinition service, Crs crs, WfsBoxForm form, Set<WfsOption> options, String geometryName) {

    /** MapServer and QGIS Server take any name, GeoServer the right one or none. */
    private static final String USUAL_GEOMETRY_NAME = "geom";

    /** MapServer writes two types as GeoJSON as long as there is nothing in one of them. */
    private static final int LEAST_WITNESSES = 2;

    private static final String YES = "yes";
    private static final String NO = "no";

    WfsManner {
        options = Set.copyOf(options);
    }

    /** The manner that the facts suggest. */
    static WfsManner of(ServiceDefinition service, Crs crs, Facts facts) {
        Set<WfsOption> options = EnumSet.allOf(WfsOption.class);
        String geometryField = service.geometryField();
        if (geometryField == null || service.property().isEmpty()) {
            options.remove(WfsOption.PROPERTYNAME);
        }
        options.removeIf(option -> facts.is(key(service, crs, option), NO));
        List<WfsBoxForm> forms = WfsBoxForm.candidates(service.version(), crs, service.axisOrder());
        WfsBoxForm form = forms.stream()
                .filter(each -> facts.is(formKey(service, crs), text(each)))
                .findFirst()
                .orElse(forms.get(0));
        return new WfsManner(service, crs, form, options, geometryField == null ? USUAL_GEOMETRY_NAME : geometryField);
    }

    boolean sends(WfsOption option) {
        return options.contains(option);
    }

    WfsManner without(WfsOption option) {
        return without(Set.of(option));
    }

    private WfsManner without(Set<WfsOption> dropped) {
        Set<WfsOption> rest =
                options.stream().filter(option -> !dropped.contains(option)).collect(Collectors.toSet());
        return new WfsManner(service, crs, form, rest, geometryName);
    }

    /** The same with the form of BBOX that this one has not. */
    WfsManner withOtherForm() {
        WfsBoxForm other = WfsBoxForm.candidates(service.version(), crs, service.axisOrder()).stream()
                .filter(each -> each != form)
                .findFirst()
                .orElse(form);
        return new WfsManner(service, crs, other, options, geometryName);
    }

    /** Whether the endpoint is known to understand a form of BBOX, for this version and CRS. */
    boolean isFormProved(Facts facts) {
        return facts.is(formKey(service, crs), text(form));
    }

    /**
     * The manner to try after a refusal: without the parameter that the message is about, or, if it is about none,
     * without any that the endpoint has not yet accepted.
     *
     * @return empty if nothing is left to be dropped
     */
    Optional<WfsManner> repaired(String message, Facts facts) {
        Set<WfsOption> unproved = options.stream()
                .filter(option -> facts.find(key(service, crs, option)).isEmpty())
                .filter(option -> option != WfsOption.OUTPUTFORMAT || service.infoFormat() == null)
                .collect(Collectors.toSet());
        if (unproved.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(unproved.stream()
                .sorted()
                .filter(option -> option.isNamedIn(message))
                .findFirst()
                .map(this::without)
                .orElseGet(() -> without(unproved)));
    }

    /** As {@link #repaired} for a request with a filter, where the name of the geometry may be the reason. */
    Optional<WfsManner> filterRepaired(String message, Facts facts) {
        Optional<WfsManner> repaired = repaired(message, facts);
        if (repaired.isPresent() || geometryName.isEmpty() || service.geometryField() != null) {
            return repaired;
        }
        return Optional.of(new WfsManner(service, crs, form, options, ""));
    }

    /**
     * What an understood reply teaches.
     *
     * @param located whether it held something that lies where was asked
     */
    Facts learned(Facts facts, boolean located) {
        Facts learned = facts;
        for (WfsOption option : WfsOption.values()) {
            boolean shown = option != WfsOption.PROPERTYNAME || (service.geometryField() != null && located);
            if (shown && (option != WfsOption.OUTPUTFORMAT || service.infoFormat() == null)) {
                learned = learned.with(key(service, crs, option), sends(option) ? YES : NO);
            }
        }
        return located ? learned.with(formKey(service, crs), text(form)) : learned;
    }

    /**
     * What the endpoint has to show before its types share requests.
     *
     * @param format of the replies
     */
    Optional<Proof> lackingToShare(String format, Facts facts) {
        String key = "wfs." + service.version() + "." + format + ".types";
        return facts.is(key, "together")
                ? Optional.empty()
                : Optional.of(new Proof(Facts.NONE.with(key, "together"), LEAST_WITNESSES));
    }

    /** Whether replies of the layer have been too large. */
    static boolean isLarge(ServiceDefinition service, Facts facts) {
        return facts.is(sizeKey(service), "large");
    }

    static Facts withLarge(ServiceDefinition service, Facts facts) {
        return facts.with(sizeKey(service), "large");
    }

    /** Whether boxes larger than the tolerance needs have held more than a reply. */
    static boolean isCrowded(ServiceDefinition service, Facts facts) {
        return facts.is(crowdKey(service), YES);
    }

    static Facts withCrowd(ServiceDefinition service, Facts facts) {
        return facts.with(crowdKey(service), YES);
    }

    private static String crowdKey(ServiceDefinition service) {
        return "wfs.layer." + service.layer() + ".crowded";
    }

    private static String sizeKey(ServiceDefinition service) {
        return "wfs.layer." + service.layer() + ".size";
    }

    private static String formKey(ServiceDefinition service, Crs crs) {
        return "wfs." + service.version() + "." + crs.code() + ".bbox";
    }

    private static String key(ServiceDefinition service, Crs crs, WfsOption option) {
        return switch (option) {
            case OUTPUTFORMAT -> "wfs." + service.version() + ".outputformat";
            case SRSNAME -> "wfs." + service.version() + "." + crs.code() + ".srsname";
            case PROPERTYNAME -> "wfs.layer." + service.layer() + ".propertyname";
        };
    }

    private static String text(WfsBoxForm form) {
        return form.name().toLowerCase(Locale.ROOT);
    }
}
