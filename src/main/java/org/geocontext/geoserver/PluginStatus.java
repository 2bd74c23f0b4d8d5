package org.geocontext.geoserver;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.geocontext.app.Version;
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
        List<CatalogueProblem> problems = load.problems();
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
                : Optional.of("GeoServer's URL checks (Security, URL Checks) refuse " + refused.size()
                        + " enabled services, as " + refused.get(0));
    }

    static String counts(CatalogueLoad load) {
        long enabled = load.catalogue().services().stream()
                .filter(ServiceDefinition::enabled)
                .count();
        String counts = load.catalogue().services().size() + " services (" + enabled + " enabled), "
                + load.catalogue().groups().size() + " groups, "
                + load.catalogue().collections().size() + " collections";
        int errors = load.errors().size();
        int warnings = load.warnings().size();
        return counts
                + (errors == 0 ? "" : ", " + errors + " entries left out")
                + (warnings == 0 ? "" : ", " + warnings + " warnings");
    }

    static String text(CatalogueProblem problem) {
        String key = problem.key() == null ? "" : " " + problem.key();
        return problem.kind() + key + ": " + problem.message();
    }
}
