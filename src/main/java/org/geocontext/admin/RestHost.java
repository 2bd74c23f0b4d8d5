package org.geocontext.admin;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.geocontext.app.GeoContext;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.CatalogueLoad;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryListener;
import org.geocontext.query.QueryRequest;
import org.geocontext.query.QueryResult;

/** What a host brings to the API. Thread-safe. */
public interface RestHost {

    /** {@code geoserver} or {@code standalone}. */
    String name();

    /** The engine for the next query. */
    GeoContext engine();

    /** The catalogue in use. */
    CatalogueLoad catalogue();

    /** What is wrong with the host's files as they are now, as sentences for an administrator. */
    List<String> fileProblems();

    /**
     * Starts a query.
     *
     * @return completes normally by the query's deadline
     * @throws InvalidRequestException naming the input at fault
     * @throws RestException 503 if the host has as many queries under way as it allows
     */
    default CompletionStage<QueryResult> run(QueryRequest request, Caller caller)
            throws InvalidRequestException, RestException {
        return engine().start(request, caller, QueryListener.NONE).result();
    }
}
