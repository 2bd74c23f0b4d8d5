package org.geocontext.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PropertyMatchTest {

    @Test
    void theSameNameWinsOverEveryOther() {
        assertThat(PropertyMatch.find(List.of("NAME", "ns:name", "name"), "name"))
                .contains("name");
    }

    @Test
    void aPrefixOnEitherSideIsIgnored() {
        assertThat(PropertyMatch.find(List.of("NAME", "ns:name"), "name")).contains("ns:name");
        assertThat(PropertyMatch.find(List.of("NAME", "name"), "ns:name")).contains("name");
        assertThat(PropertyMatch.find(List.of("other:name"), "ns:name")).contains("other:name");
    }

    @Test
    void caseIsIgnoredLast() {
        assertThat(PropertyMatch.find(List.of("x", "NAME"), "name")).contains("NAME");
        assertThat(PropertyMatch.find(List.of("x", "ns:NAME"), "name")).contains("ns:NAME");
    }

    @Test
    void ofSeveralTheFirstThatWasSentIsTaken() {
        assertThat(PropertyMatch.find(List.of("Name", "NAME"), "name")).contains("Name");
    }

    @Test
    void aBandNameOfQgisHasNoPrefix() {
        assertThat(PropertyMatch.find(List.of("Band 1: height"), "height")).isEmpty();
        assertThat(PropertyMatch.find(List.of("Band 1: height"), "band 1: height"))
                .contains("Band 1: height");
    }

    @Test
    void anotherNameIsNone() {
        assertThat(PropertyMatch.find(List.of("names", "nam"), "name")).isEmpty();
        assertThat(PropertyMatch.find(List.of(), "name")).isEmpty();
    }
}
