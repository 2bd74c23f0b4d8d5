package org.geocontext.admin;

import java.util.concurrent.CompletionStage;
import org.geocontext.app.GeoContext;
import org.geocontext.app.SettingsStore;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.CatalogueStore;
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

    /** The catalogue in use, and where it is edited. */
    CatalogueStore catalogue();

    /** The settings in use or about to be, and where they are edited. */
    SettingsStore settings();

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
