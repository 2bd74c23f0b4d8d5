package org.geocontext.geoserver;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.geocontext.app.Version;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CatalogueLoad;
import org.geocontext.catalogue.CatalogueProblem;
import org.geocontext.catalogue.ServiceDefinition;
import org.geoserver.platform.ModuleStatusImpl;

/** The entry in GeoServer's list of modules ({@code /rest/about/status}, Server Status page). */
public final class PluginStatus extends ModuleStatusImpl {

    private static final long serialVersionUID = 1L;

    private final transient GeoContextPlugin plugin;

    public PluginStatus(GeoContextPlugin plugin) {
        super("gs-geocontext", "GeoContext");
        this.plugin = plugin;
    }

    @Override
    public Optional<String> getVersion() {
        return Optional.of(Version.CURRENT);
    }

    /** What is in use, then what is wrong with the files, their last entry at fault, and URLs that are refused. */
    @Override
    public Optional<String> getMessage() {
        CatalogueLoad load = plugin.catalogue();
        List<String> sentences = new ArrayList<>();
        sentences.add(counts(load));
        sentences.addAll(plugin.fileProblems());
        List<CatalogueProblem> problems = load.errors().isEmpty() ? load.warnings() : load.errors();
        if (!problems.isEmpty()) {
            sentences.add("last problem: " + text(problems.get(problems.size() - 1)));
        }
        refusedUrls(load).ifPresent(sentences::add);
        return Optional.of(String.join("; ", sentences));
    }

    private static Optional<String> refusedUrls(CatalogueLoad load) {
        List<String> refused = load.catalogue().services().stream()
                .filter(ServiceDefinition::enabled)
                .filter(service -> UrlChecks.refusal(URI.create(service.url())) != null)
                .map(ServiceDefinition::key)
                .toList();
        return refused.isEmpty()
                ? Optional.empty()
                : Optional.of("enabled services that no URL check (Security, URL Checks) allows: " + refused.size()
                        + ", as " + refused.get(0));
    }

    static String counts(CatalogueLoad load) {
        Catalogue catalogue = load.catalogue();
        long enabled =
                catalogue.services().stream().filter(ServiceDefinition::enabled).count();
        long leftOut = load.errors().stream()
                .map(problem -> problem.kind() + " " + problem.key())
                .distinct()
                .count();
        return "services: " + catalogue.services().size() + " (enabled: " + enabled + "), groups: "
                + catalogue.groups().size() + ", collections: "
                + catalogue.collections().size() + ", entries left out: " + leftOut + ", warnings: "
                + load.warnings().size();
    }

    static String text(CatalogueProblem problem) {
        String key = problem.key() == null ? "" : " " + problem.key();
        return problem.kind() + key + ": " + problem.message();
    }
}
