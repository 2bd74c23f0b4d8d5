package org.geocontext.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geocontext.catalogue.QueryType;
import org.geocontext.codec.ArcGisDirectoryReader;
import org.geocontext.codec.ArcGisDirectoryReader.Directory;
import org.geocontext.codec.Capabilities;
import org.geocontext.codec.CapabilitiesReader;
import org.geocontext.codec.FeatureTypeDescription;
import org.geocontext.codec.FeatureTypeDescription.Property;
import org.geocontext.codec.LayerCapabilities;
import org.geocontext.http.Reason;
import org.geocontext.http.Urls;
import org.jspecify.annotations.Nullable;

/**
 * Looks at an ArcGIS REST directory, service or layer. Only addresses below the given one are asked, whatever the
 * server says about others.
 */
final class ArcGisBrowser {

    /** As the URL of a layer or service, the latter's kind and the layer's id. */
    private static final Pattern SERVICE =
            Pattern.compile("(?i)(.*/(MapServer|FeatureServer|ImageServer))(?:/(\\d+|layers))?/*");

    private static final Pattern DIRECTORY = Pattern.compile("(?i)(.*/rest/services)(?:/.*)?");
    private static final Set<String> KINDS = Set.of("MapServer", "FeatureServer", "ImageServer");
    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}(?:/|$))[^/]+(?:/(?!\\.{1,2}$)[^/]+)?");
    private static final Map<String, String> JSON = Map.of("f", "json");

    private static final int MOST_FOLDERS = 20;
    private static final int MOST_SERVICES = 1000;

    private final BrowseSession session;
    private final String path;
    private final String query;

    ArcGisBrowser(BrowseSession session) {
        this.session = session;
        String base = session.request().base();
        int mark = base.indexOf('?');
        path = (mark < 0 ? base : base.substring(0, mark)).replaceAll("/+$", "");
        query = mark < 0 ? "" : base.substring(mark);
    }

    /** What is known of a service's layers. */
    private record Layers(Capabilities said, @Nullable Map<String, FeatureTypeDescription> described) {}

    CompletableFuture<ServerListing> browse() {
        Matcher service = SERVICE.matcher(path);
        if (!service.matches()) {
            return browseDirectory();
        }
        String root = service.group(1);
        if (service.group(2).toLowerCase(Locale.ROOT).equals("imageserver")) {
            return session.ask(root + query, JSON, reply -> CapabilitiesReader.read(reply, id -> false))
                    .thenApply(said -> image(root, said));
        }
        String id = service.group(3);
        String wanted = id == null || id.equals("layers") ? session.request().layer() : id;
        return wanted == null ? browseService(root) : browseLayer(root, wanted);
    }

    private CompletableFuture<ServerListing> browseService(String root) {
        CompletableFuture<Layers> all = layers(root + "/layers");
        return all.handle((layers, failure) -> failure == null
                        ? CompletableFuture.completedFuture(layers)
                        : session.ask(root + query, JSON, reply -> CapabilitiesReader.read(reply, id -> true))
                                .thenApply(said -> new Layers(said, null)))
                .thenCompose(layers -> layers)
                .thenApply(layers -> listing(root, layers));
    }

    private CompletableFuture<ServerListing> browseLayer(String root, String id) {
        return id.matches("\\d{1,9}")
                ? layers(root + "/" + id).thenApply(layers -> listing(root, layers))
                : CompletableFuture.failedFuture(
                        new BrowseFailure(Reason.UNSUPPORTED, "layers have numbers here", false));
    }

    private CompletableFuture<Layers> layers(String url) {
        return session.ask(
                url + query,
                JSON,
                reply -> new Layers(CapabilitiesReader.read(reply, id -> true), ArcGisDirectoryReader.layers(reply)));
    }

    private ServerListing listing(String root, Layers layers) {
        Map<String, FeatureTypeDescription> described = layers.described();
        List<Candidate> candidates = new ArrayList<>();
        for (LayerCapabilities layer : layers.said().layers()) {
            boolean group = described != null && !described.containsKey(layer.name());
            boolean one = session.request().layer() != null;
            if (!group && (one || session.request().isWanted(layer.name(), layer.title()))) {
                candidates.add(new Candidate(
                        QueryType.ARC_REST,
                        root + query,
                        "",
                        layer,
                        layer.crs(),
                        described == null ? null : described.get(layer.name())));
            }
        }
        List<String> warnings = described == null
                ? List.of("The server does not describe all its layers at once; choose one to see its fields.")
                : List.of();
        return new ServerListing(
                QueryType.ARC_REST, layers.said().version(), layers.said().title(), candidates, List.of(), warnings);
    }

    private ServerListing image(String root, Capabilities said) {
        LayerCapabilities whole = new LayerCapabilities("", said.title(), said.extent(), List.of(), List.of(), true);
        FeatureTypeDescription pixels = new FeatureTypeDescription("", List.of(new Property("value", "number")), null);
        return new ServerListing(
                QueryType.ARC_REST,
                said.version(),
                said.title(),
                List.of(new Candidate(QueryType.ARC_REST, root + query, "", whole, List.of(), pixels)),
                List.of(),
                List.of());
    }

    private CompletableFuture<ServerListing> browseDirectory() {
        Matcher known = DIRECTORY.matcher(path);
        String root = known.matches() ? known.group(1) : path;
        return session.ask(path + query, JSON, ArcGisDirectoryReader::directory)
                .thenCompose(top -> withFolders(root, top));
    }

    /** Folders lie one within the directory and no deeper, whatever they say. */
    private CompletableFuture<ServerListing> withFolders(String root, Directory top) {
        List<String> folders = top.folders().stream()
                .filter(folder -> NAME.matcher(folder).matches())
                .distinct()
                .limit(MOST_FOLDERS)
                .toList();
        boolean inFolder = !root.equals(path);
        List<CompletableFuture<@Nullable Directory>> asked = new ArrayList<>();
        if (!inFolder) {
            for (String folder : folders) {
                CompletableFuture<@Nullable Directory> directory = session.ask(
                                root + "/" + encoded(folder) + query, JSON, ArcGisDirectoryReader::directory)
                        .handle((found, failure) -> found);
                asked.add(directory);
            }
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).thenApply(done -> {
            List<Directory> directories = new ArrayList<>(List.of(top));
            asked.stream().map(CompletableFuture::join).filter(Objects::nonNull).forEach(directories::add);
            return directory(root, directories, warnings(top, asked, inFolder));
        });
    }

    private static List<String> warnings(
            Directory top, Collection<CompletableFuture<@Nullable Directory>> asked, boolean inFolder) {
        List<String> warnings = new ArrayList<>();
        if (!inFolder && top.folders().size() > asked.size()) {
            warnings.add("Only " + asked.size() + " of " + top.folders().size()
                    + " folders were looked into; give the address of another one.");
        }
        long failed = asked.stream().filter(folder -> folder.join() == null).count();
        if (failed > 0) {
            warnings.add(failed + " folders could not be looked into.");
        }
        return warnings;
    }

    private ServerListing directory(String root, List<Directory> directories, List<String> warnings) {
        Set<ServerListing.Service> services = new LinkedHashSet<>();
        for (Directory directory : directories) {
            for (ArcGisDirectoryReader.Service service : directory.services()) {
                boolean usable = KINDS.contains(service.type())
                        && NAME.matcher(service.name()).matches();
                if (usable
                        && services.size() < MOST_SERVICES
                        && session.request().isWanted(service.name(), "")) {
                    String url = root + "/" + encoded(service.name()) + "/" + service.type() + query;
                    services.add(new ServerListing.Service(service.name(), service.type(), url));
                }
            }
        }
        return new ServerListing(QueryType.ARC_REST, "", "", List.of(), List.copyOf(services), warnings);
    }

    private static String encoded(String name) {
        return Urls.encode(name);
    }
}
