package org.geocontext.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;

/** Services as large collections have them: 111 WMS layers with long names and 24 WFS types, on one host. */
public final class LargeCollection {

    public static final String WMS = "https://maps.example.org/geoserver/wms";
    public static final String WFS = "https://maps.example.org/geoserver/wfs";

    private LargeCollection() {}

    /** The WFS types stand in three CRSs and one of them has another version, one of the WMS layers another CRS. */
    public static List<ServiceDefinition> services() {
        List<ServiceDefinition> services = new ArrayList<>();
        IntStream.range(0, 24).mapToObj(LargeCollection::type).forEach(services::add);
        IntStream.range(0, 111).mapToObj(LargeCollection::layer).forEach(services::add);
        return services;
    }

    private static ServiceDefinition type(int number) {
        return ServiceDefinition.builder("boundaries_" + number, QueryType.WFS, WFS)
                .version(number == 23 ? "1.1.0" : "1.0.0")
                .layer("boundaries_" + number)
                .property("name")
                .crs(List.of("EPSG:4326", "EPSG:3857", "EPSG:4148").get(number % 3))
                .build();
    }

    private static ServiceDefinition layer(int number) {
        return ServiceDefinition.builder("monthly_mean_temperature_" + number, QueryType.WMS, WMS)
                .layer("tmean_" + number)
                .property("GRAY_INDEX")
                .crs(number == 50 ? "EPSG:3857" : "EPSG:4326")
                .build();
    }
}
