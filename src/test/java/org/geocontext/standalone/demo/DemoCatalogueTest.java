package org.geocontext.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.junit.jupiter.api.Test;

class DemoCatalogueTest {

    private final Catalogue catalogue = DemoCatalogue.at("http://127.0.0.1:4711");

    @Test
    void holdsOneCollectionOfThreeGroupsAndAtLeastTwelveServices() {
        assertThat(catalogue.collections()).singleElement().satisfies(collection -> {
            assertThat(collection.key()).isEqualTo(DemoCatalogue.COLLECTION);
            assertThat(collection.groupKeys()).hasSize(3);
        });
        assertThat(catalogue.services()).hasSizeGreaterThanOrEqualTo(12);
    }

    @Test
    void speaksAllThreeProtocols() {
        assertThat(catalogue.services())
                .extracting(ServiceDefinition::type)
                .contains(QueryType.WMS, QueryType.WFS, QueryType.ARC_REST);
    }

    @Test
    void asksOnlyTheMapServerItIsGiven() {
        assertThat(catalogue.services())
                .extracting(ServiceDefinition::url)
                .allMatch(url -> url.startsWith("http://127.0.0.1:4711/"));
    }

    @Test
    void mayAskLoopback() {
        assertThat(catalogue.services()).allMatch(ServiceDefinition::internal);
    }

    @Test
    void holdsNoServiceThatStandsInNoGroup() {
        assertThat(catalogue.groups().stream().flatMap(group -> group.serviceKeys().stream()))
                .containsExactlyInAnyOrderElementsOf(catalogue.services().stream()
                        .map(ServiceDefinition::key)
                        .toList());
    }
}
