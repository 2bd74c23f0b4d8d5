package org.geocontext.admin;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geocontext.app.GeoContext;
import org.geocontext.catalogue.QueryType;

/**
 * Looks at what is on a server, for whoever wants to make services of it. Nothing of what the server says is believed
 * but for what it says about itself: no other address is asked. Stateless.
 */
final class CapabilitiesBrowser {

    /** Without {@code /rest/services}, {@code /mapserver} may as well be the program of that name. */
    private static final Pattern ARCGIS = Pattern.compile("(?i).*/rest/services(?:/.*)?");

    private static final Pattern SERVICE = Pattern.compile("[?&]service=([^&#]*)");

    private CapabilitiesBrowser() {}

    /** @return fails with a {@link BrowseFailure} where the server does; after 20 s at the latest */
    static CompletionStage<ServerListing> browse(GeoContext engine, BrowseRequest request) {
        BrowseSession session = new BrowseSession(engine, request);
        QueryType given = request.type();
        return tryOneByOne(session, given == null ? guesses(request.url()) : List.of(given));
    }

    /** The likeliest first. */
    static List<QueryType> guesses(String url) {
        String path = url.split("[?#]", 2)[0].toLowerCase(Locale.ROOT);
        Matcher service = SERVICE.matcher(url.toLowerCase(Locale.ROOT));
        if (service.find()) {
            return QueryType.find(service.group(1))
                    .filter(type -> type != QueryType.PLACE_NAME)
                    .map(List::of)
                    .orElse(List.of(QueryType.WMS, QueryType.WFS));
        } else if (ARCGIS.matcher(path).matches()) {
            return List.of(QueryType.ARC_REST);
        } else if (path.replaceAll("/+$", "").endsWith("/wfs")) {
            return List.of(QueryType.WFS, QueryType.WMS);
        }
        return List.of(QueryType.WMS, QueryType.WFS, QueryType.ARC_REST);
    }

    /** Of several types in vain, what the first one came to says most. */
    private static CompletableFuture<ServerListing> tryOneByOne(BrowseSession session, List<QueryType> types) {
        CompletableFuture<ServerListing> first = browse(session, types.get(0));
        return first.handle((listing, failure) -> {
                    boolean perhapsAnother =
                            types.size() > 1 && cause(failure) instanceof BrowseFailure told && told.hasReplied();
                    return perhapsAnother
                            ? tryOneByOne(session, types.subList(1, types.size()))
                                    .handle((found, vain) ->
                                            vain == null ? CompletableFuture.completedFuture(found) : first)
                                    .thenCompose(either -> either)
                            : first;
                })
                .thenCompose(either -> either);
    }

    private static CompletableFuture<ServerListing> browse(BrowseSession session, QueryType type) {
        return type == QueryType.ARC_REST
                ? new ArcGisBrowser(session).browse()
                : new OwsBrowser(session, type).browse();
    }

    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
