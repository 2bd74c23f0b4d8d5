package org.geocontext.standalone;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
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

    private final Supplier<GeoContext> engine;
    private final QueryGate queries;

    StandaloneHost(Supplier<GeoContext> engine, QueryGate queries) {
        this.engine = engine;
        this.queries = queries;
    }

    @Override
    public String name() {
        return "standalone";
    }

    @Override
    public GeoContext engine() {
        return engine.get();
    }

    @Override
    public CatalogueLoad catalogue() {
        Catalogue catalogue = engine.get().catalogue(Caller.ADMINISTRATOR);
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
