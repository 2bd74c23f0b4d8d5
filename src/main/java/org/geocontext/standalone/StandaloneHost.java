package org.geocontext.standalone;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.geocontext.admin.RestException;
import org.geocontext.admin.RestHost;
import org.geocontext.app.GeoContext;
import org.geocontext.app.SettingsStore;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.CatalogueStore;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.QueryResult;
import org.geocontext.standalone.web.QueryGate;
import org.geocontext.standalone.web.RefusedException;

/** The standalone host, as the REST API sees it. */
final class StandaloneHost implements RestHost {

    private final Supplier<GeoContext> engine;
    private final HostDocuments documents;
    private final QueryGate queries;

    StandaloneHost(Supplier<GeoContext> engine, HostDocuments documents, QueryGate queries) {
        this.engine = engine;
        this.documents = documents;
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
    public CatalogueStore catalogue() {
        return documents.catalogue().get();
    }

    @Override
    public SettingsStore settings() {
        return documents.settings();
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
