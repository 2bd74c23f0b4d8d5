package org.geocontext.standalone;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.geocontext.admin.RestException;
import org.geocontext.admin.RestHost;
import org.geocontext.app.GeoContext;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CatalogueLoad;
import org.geocontext.catalogue.CatalogueWriter;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.QueryResult;
import org.geocontext.standalone.web.QueryGate;
import org.geocontext.standalone.web.RefusedException;

/** The standalone host, as the REST API sees it. */
final class StandaloneHost implements RestHost {

    private final GeoContext geoContext;
    private final QueryGate queries;

    StandaloneHost(GeoContext geoContext, QueryGate queries) {
        this.geoContext = geoContext;
        this.queries = queries;
    }

    @Override
    public String name() {
        return "standalone";
    }

    @Override
    public GeoContext engine() {
        return geoContext;
    }

    @Override
    public CatalogueLoad catalogue() {
        Catalogue catalogue = geoContext.catalogue(Caller.ADMINISTRATOR);
        return new CatalogueLoad(catalogue, List.of(), CatalogueWriter.document(catalogue));
    }

    @Override
    public List<String> fileProblems() {
        return List.of();
    }

    @Override
    public CompletionStage<QueryResult> run(QueryRequest request, Caller caller) throws RestException {
        try {
            return queries.run(request, caller);
        } catch (RefusedException e) {
            throw new RestException(e.status(), e.input(), e.sentence(), null);
        }
    }
}
