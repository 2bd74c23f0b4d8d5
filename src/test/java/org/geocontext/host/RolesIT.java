package org.geocontext.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.geocontext.host.HostUnderTest.POINT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller may not see does not exist for him, whatever he asks through. */
@ExtendWith(HostExtension.class)
class RolesIT {

    private static final String JSON = "application/json";
    private static final String HIDDEN = SampleCatalogue.SECRET;

    private final HostUnderTest host;

    RolesIT(HostUnderTest host) {
        this.host = host;
    }

    @Test
    void anAdministratorIsAnswered() {
        assertThat(host.wpsAsAdministrator(HostUnderTest.execute("point=" + POINT + ";service=" + HIDDEN, JSON))
                        .body())
                .contains("441.50");
    }

    @Test
    void aCollection_isAnsweredWithoutIt() {
        assertThat(host.query("point=" + POINT + ";collection=" + SampleCatalogue.COLLECTION, JSON)
                        .body())
                .contains("hosttest_height")
                .doesNotContain(HIDDEN);
    }

    @Test
    void askedByKey_itIsNotInTheCatalogue() {
        assertThat(host.query("point=" + POINT + ";service=" + HIDDEN, JSON).body())
                .contains("is not in the catalogue")
                .doesNotContain("441.50");
    }

    @Test
    void aTypingError_isNotCorrectedToIt() {
        assertThat(host.query("point=" + POINT + ";service=hosttest_secre", JSON)
                        .body())
                .contains("is not in the catalogue")
                .doesNotContain(HIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"services", "groups", "collections", "catalogue", "endpoints", "cache", "queries", "health"})
    void restListsItToNobodyElse(String list) {
        assertThat(host.get("rest/geocontext/" + list).body()).doesNotContain(HIDDEN);
    }

    @Test
    void restShowsItToNobodyElse() {
        assertThat(host.get("rest/geocontext/services/" + HIDDEN).statusCode()).isIn(401, 404);
        assertThat(host.rest("GET", "services/" + HIDDEN, null).statusCode()).isEqualTo(200);
    }

    @Test
    void aPlan_doesNotNameIt() {
        assertThat(host.get("rest/geocontext/plan?point=" + HostUnderTest.encoded(POINT) + "&collection="
                                + SampleCatalogue.COLLECTION)
                        .body())
                .doesNotContain(HIDDEN);
    }

    @Test
    void writing_isForAdministrators() {
        assertThat(host.send("DELETE", "rest/geocontext/services/hosttest_height")
                        .statusCode())
                .isIn(401, 403);
        assertThat(host.rest("GET", "services/hosttest_height", null).statusCode())
                .isEqualTo(200);
    }
}
