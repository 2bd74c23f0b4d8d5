package org.geocontext.standalone.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CatalogueStore;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.QueryResult;
import org.geocontext.standalone.HostDocuments;
import org.geocontext.standalone.demo.DemoCatalogue;
import org.geocontext.standalone.demo.DemoMapServer;
import org.geocontext.standalone.web.ServerSettings;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows GeoContext at work without a network. */
@Command(
        name = "demo",
        sortOptions = false,
        description =
                "Shows GeoContext at work, without a network: starts a map server with an invented landscape, asks"
                        + " it about one point by WMS, WFS and ArcGIS REST, and stays to be asked more.",
        footer = {"", "One service is slow and one is broken on purpose: the others answer all the same."})
final class DemoCommand implements Callable<Integer> {

    private static final String POINT = DemoCatalogue.POINT.lon() + "," + DemoCatalogue.POINT.lat();

    @Option(names = "--once", description = "Ends after the first query.")
    private boolean once;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "By default " + ServerSettings.DEFAULT_PORT + "; 0 takes any free one.")
    private int port = ServerSettings.DEFAULT_PORT;

    private final Console console;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        try (DemoMapServer maps = DemoMapServer.start()) {
            // Its CRSs take as long to load as the host does.
            CompletableFuture<CatalogueStore> loading =
                    CompletableFuture.supplyAsync(() -> Documents.inMemory(DemoCatalogue.at(maps.baseUrl())));
            HostDocuments documents = new HostDocuments(loading::join, Documents.settings(null));
            ServerSettings listening = listening();
            try (Host host = Host.start(documents, listening, null)) {
                Catalogue catalogue = loading.join().get();
                QueryResult result = host.engine().get().query(request(), Caller.ADMINISTRATOR);
                console.out()
                        .println("What " + Words.count(catalogue.services().size(), "service") + " know about " + POINT
                                + ":");
                console.out().println();
                ResultTable.print(result, catalogue, console);
                if (!once) {
                    invite(host, listening.token());
                    host.runUntilKilled();
                }
                return ExitStatus.OK;
            }
        }
    }

    private ServerSettings listening() throws MistakeException {
        try {
            return ServerSettings.defaults().withPort(once && port == ServerSettings.DEFAULT_PORT ? 0 : port);
        } catch (IllegalArgumentException e) {
            throw new MistakeException(e);
        }
    }

    private static QueryRequest request() {
        Coordinate point = new Coordinate(DemoCatalogue.POINT.lon(), DemoCatalogue.POINT.lat());
        return QueryRequest.of(new GeometryFactory().createPoint(point), DemoCatalogue.COLLECTION);
    }

    private void invite(Host host, String token) {
        String inputs = "point=" + POINT + ";collection=" + DemoCatalogue.COLLECTION;
        console.out().println();
        console.out().println("Ask it yourself, until Ctrl-C:");
        console.out().println();
        console.out().println("  page    " + host.page(token));
        console.out()
                .println("  WPS     "
                        + host.at("/ows?service=WPS&version=1.0.0&request=Execute"
                                + "&identifier=geocontext:Query&rawdataoutput=result=application/json&datainputs="
                                + inputs.replace(";", "%3B").replace("=", "%3D")));
        console.out()
                .println("  REST    "
                        + host.at("/rest/geocontext/query?point=" + POINT + "&collection=" + DemoCatalogue.COLLECTION));
        console.out()
                .println("  API v2  "
                        + host.at("/api/v2/query?registry=collection&key=" + DemoCatalogue.COLLECTION + "&x="
                                + DemoCatalogue.POINT.lon() + "&y=" + DemoCatalogue.POINT.lat() + "&outformat=json"));
        console.out().println();
        console.out()
                .println(
                        "  curl '" + host.at("/rest/geocontext/query?point=" + POINT + "&group=water&timeout=1") + "'");
        console.out().flush();
    }
}
