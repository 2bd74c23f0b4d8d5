package org.geocontext.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.source.Lookup;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/** A checked request without its point, to be asked about many of them. Immutable. */
public final class PreparedQuery {

    private final QueryRequest request;
    private final @Nullable Double tolerance;
    private final List<QueryPlan.Row> columns;
    private final List<ServiceDefinition> services;
    private final int[] serviceOfColumn;
    private final SkipRule skipping;
    private final AnswerMemory answers;

    PreparedQuery(
            QueryRequest request,
            @Nullable Double tolerance,
            List<QueryPlan.Row> columns,
            SkipRule skipping,
            AnswerMemory answers) {
        this.request = request;
        this.tolerance = tolerance;
        this.columns = List.copyOf(columns);
        this.services = distinct(columns);
        this.serviceOfColumn = columns.stream()
                .mapToInt(column -> services.indexOf(column.service()))
                .toArray();
        this.skipping = skipping;
        this.answers = answers;
    }

    private static List<ServiceDefinition> distinct(List<QueryPlan.Row> columns) {
        Map<String, ServiceDefinition> byKey = new LinkedHashMap<>();
        columns.forEach(column -> byKey.putIfAbsent(column.service().key(), column.service()));
        return List.copyOf(byKey.values());
    }

    /** What is answered for each point, in catalogue order; nothing is skipped as yet. */
    public List<QueryPlan.Row> columns() {
        return columns;
    }

    /** Every service of the columns once, in the order of their first column. */
    public List<ServiceDefinition> services() {
        return services;
    }

    /**
     * Asks about a point.
     *
     * @param crs of the point if it does not say so itself; null for EPSG:4326
     * @throws InvalidRequestException if it is no point, or not on the earth
     */
    public PointQuestion at(@Nullable Geometry point, @Nullable String crs) throws InvalidRequestException {
        return new PointQuestion(this, AskedPoint.of(point, crs));
    }

    /** Which of the services a column is about. */
    int serviceOf(int column) {
        return serviceOfColumn[column];
    }

    QueryRequest request() {
        return request;
    }

    Lookup lookup(ServiceDefinition service, AskedPoint asked) {
        return QueryPlanner.lookup(service, asked.position(), toleranceMetres(service), request, answers);
    }

    /** How far around a point a service is asked about, metres; at least the tolerance. */
    public double searchMetres(ServiceDefinition service) {
        return answers.searchMetres(service, toleranceMetres(service));
    }

    private double toleranceMetres(ServiceDefinition service) {
        return tolerance == null ? service.tolerance() : tolerance;
    }

    QueryPlan.@Nullable Skip skip(ServiceDefinition service, AskedPoint asked) {
        return skipping.find(service, asked.position(), toleranceMetres(service));
    }

    AnswerMemory answers() {
        return answers;
    }
}
