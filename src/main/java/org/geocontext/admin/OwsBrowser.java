package org.geocontext.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.geocontext.catalogue.QueryType;
import org.geocontext.codec.Capabilities;
import org.geocontext.codec.CapabilitiesReader;
import org.geocontext.codec.FeatureTypeDescription;
import org.geocontext.codec.FeatureTypeReader;
import org.geocontext.codec.LayerCapabilities;

/** Looks at a WMS or WFS. */
final class OwsBrowser {

    private static final String NEWEST_WMS = "1.3.0";
    private static final String NEWEST_WFS = "2.0.0";
    private static final String SECOND = "2.";

    /** Of more types the properties are described one by one, when somebody asks. */
    private static final int MOST_DESCRIBED = 25;

    private final BrowseSession session;
    private final QueryType type;
    private final String base;

    OwsBrowser(BrowseSession session, QueryType type) {
        this.session = session;
        this.type = type;
        this.base = session.request().base();
    }

    CompletableFuture<ServerListing> browse() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("SERVICE", type.label());
        parameters.put("VERSION", type == QueryType.WMS ? NEWEST_WMS : NEWEST_WFS);
        parameters.put("REQUEST", "GetCapabilities");
        return session.ask(base, parameters, reply -> CapabilitiesReader.read(reply, name -> true))
                .thenCompose(this::describe);
    }

    private CompletableFuture<ServerListing> describe(Capabilities said) {
        List<Candidate> candidates = new ArrayList<>();
        int silent = 0;
        for (LayerCapabilities layer : said.layers()) {
            if (!layer.queryable()) {
                silent++;
            } else if (session.request().isWanted(layer.name(), layer.title())) {
                candidates.add(candidate(said, layer));
            }
        }
        List<String> warnings = new ArrayList<>();
        if (silent > 0) {
            warnings.add(silent + " layers and groups cannot be asked for features and are left out.");
        }
        if (candidates.size() > ServerListing.MOST_CANDIDATES) {
            warnings.add("Only the first " + ServerListing.MOST_CANDIDATES + " of " + candidates.size()
                    + " layers are shown; search for others.");
        }
        ServerListing listing = new ServerListing(type, said.version(), said.title(), candidates, List.of(), warnings);
        return isToBeDescribed(candidates) ? described(listing) : CompletableFuture.completedFuture(listing);
    }

    private Candidate candidate(Capabilities said, LayerCapabilities layer) {
        List<String> offered = new ArrayList<>(layer.crs());
        offered.addAll(said.crs());
        return new Candidate(type, base, said.version(), layer, offered, null);
    }

    private boolean isToBeDescribed(List<Candidate> candidates) {
        return !candidates.isEmpty()
                && (session.request().layer() != null || type == QueryType.WFS && candidates.size() <= MOST_DESCRIBED);
    }

    /** With what a WFS at the same address says of types of these names; a WMS has no words for properties. */
    private CompletableFuture<ServerListing> described(ServerListing listing) {
        String version = type == QueryType.WFS && !listing.version().isEmpty() ? listing.version() : NEWEST_WFS;
        String names = listing.candidates().stream()
                .map(candidate -> candidate.layer().name())
                .collect(Collectors.joining(","));
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("SERVICE", "WFS");
        parameters.put("VERSION", version);
        parameters.put("REQUEST", "DescribeFeatureType");
        parameters.put(version.startsWith(SECOND) ? "TYPENAMES" : "TYPENAME", names);
        return session.ask(base, parameters, FeatureTypeReader::read)
                .handle((types, failure) -> failure == null
                        ? listing.with(with(types, listing.candidates()), warnings(types))
                        : listing.with(
                                listing.candidates(), List.of("The server does not say which properties there are.")));
    }

    private List<String> warnings(Map<String, FeatureTypeDescription> types) {
        if (types.isEmpty()) {
            return List.of("The server does not say which properties there are.");
        }
        return type == QueryType.WMS
                ? List.of("The properties are named as the server's WFS has them, which its WMS may do otherwise.")
                : List.of();
    }

    private static List<Candidate> with(Map<String, FeatureTypeDescription> types, List<Candidate> candidates) {
        return candidates.stream()
                .map(candidate ->
                        candidate.with(types.get(local(candidate.layer().name()))))
                .toList();
    }

    private static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }
}
