package org.geocontext.standalone.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.geocontext.app.Settings;
import org.geocontext.app.SettingsStore;
import org.geocontext.catalogue.CatalogueStore;
import org.geocontext.standalone.HostDocuments;
import org.geocontext.standalone.StandaloneServer;
import org.geocontext.standalone.web.ServerSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Answers queries over HTTP. */
@Command(
        name = "serve",
        sortOptions = false,
        description = "Answers queries over HTTP: a page at /, WPS at /ows, /rest/geocontext/query and /api/v2.",
        footer = {
            "",
            "The catalogue is read again when its file changes. On another address than loopback every request needs"
                    + " the token; whatever writes needs it everywhere."
        })
final class ServeCommand implements Callable<Integer> {

    private static final String TOKEN_VARIABLE = "GEOCONTEXT_TOKEN";

    @Option(names = "--catalogue", paramLabel = "FILE", description = "The catalogue.")
    private @Nullable Path catalogue;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "By default " + ServerSettings.DEFAULT_PORT + "; 0 takes any free one.")
    private int port = ServerSettings.DEFAULT_PORT;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "By default " + ServerSettings.LOOPBACK + "; 0.0.0.0 for all.")
    private String bind = ServerSettings.LOOPBACK;

    @Option(names = "--settings", paramLabel = "FILE", description = "Limits, timeouts, CORS origins and the like.")
    private @Nullable Path settings;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where catalogue.json and, if there, settings.json are, as in GeoServer's data directory. What"
                            + " the server learns is kept in cache/ there.")
    private @Nullable Path data;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "By default a new one. Other users of the machine can read a command line, but not the"
                    + " environment variable " + TOKEN_VARIABLE + ".")
    private @Nullable String token;

    @Option(
            names = "--host-name",
            paramLabel = "NAME",
            description =
                    "A name that callers know this server by, besides addresses and localhost; may be given again.")
    private Set<String> hostNames = Set.of();

    private final Console console;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Settings limits = Inputs.settings(existing(settingsFile()));
        ServerSettings listening = listening(limits);
        Path file = catalogueFile();
        try (CatalogueStore watched = Documents.catalogue(file);
                SettingsStore store = Documents.settings(settingsFile());
                Host host = Host.start(new HostDocuments(() -> watched, store), listening, cacheDirectory())) {
            if (!watched.load().errors().isEmpty()) {
                console.err().println(Inputs.leftOut(file, watched.load()));
            }
            announce(host, watched, listening);
            host.runUntilKilled();
            return ExitStatus.OK;
        }
    }

    private Path catalogueFile() throws MistakeException {
        if (catalogue != null) {
            return catalogue;
        }
        if (data == null) {
            throw new MistakeException("--catalogue: missing (expected: --catalogue FILE, or --data DIR with a"
                    + " catalogue.json in it)");
        }
        return data.resolve("catalogue.json");
    }

    private @Nullable Path cacheDirectory() {
        return data == null ? null : data.resolve("cache");
    }

    /** A file that was named has to be there. */
    private @Nullable Path existing(@Nullable Path file) {
        return settings != null || file != null && Files.exists(file) ? file : null;
    }

    /** Null if nothing says where settings are. */
    private @Nullable Path settingsFile() {
        if (settings != null || data == null) {
            return settings;
        }
        return data.resolve("settings.json");
    }

    private ServerSettings listening(Settings limits) throws MistakeException {
        try {
            ServerSettings defaults = ServerSettings.defaults()
                    .withPort(port)
                    .withBind(bind)
                    .withAllowedHosts(hostNames)
                    .withCorsOrigins(Set.copyOf(limits.corsOrigins()));
            String given = givenToken();
            return given == null ? defaults : defaults.withToken(given);
        } catch (IllegalArgumentException e) {
            throw new MistakeException(e);
        }
    }

    private @Nullable String givenToken() {
        return token == null ? System.getenv(TOKEN_VARIABLE) : token;
    }

    private void announce(Host host, CatalogueStore watched, ServerSettings listening) {
        StandaloneServer server = host.server();
        console.out().println(CatalogueReport.counts(watched.get()));
        console.out().println("page   " + (givenToken() == null ? host.page(listening.token()) : host.at("/")));
        console.out().println("WPS    " + host.at("/ows?service=WPS&version=1.0.0&request=GetCapabilities"));
        console.out().println("query  " + host.at("/rest/geocontext/query"));
        console.out().println("api    " + host.at("/api/v2/registries"));
        if (givenToken() == null) {
            console.out()
                    .println("token  " + listening.token()
                            + (server.needsToken() ? " (every request needs it)" : " (for whatever writes)"));
        }
        console.out().flush();
    }
}
