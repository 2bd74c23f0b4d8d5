package org.geocontext.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlsTest {

    @ParameterizedTest
    @CsvSource({
        "http://h/q, http://h/q?layer=a%2Bb",
        "http://h/q?, http://h/q?layer=a%2Bb",
        "http://h/q?map=/m%20n.map&flag&, http://h/q?map=/m%20n.map&flag&layer=a%2Bb",
        "http://h/q?LAYER=old&x=1, http://h/q?x=1&layer=a%2Bb",
        "http://h/q?sub=1&sub=2, http://h/q?sub=1&sub=2&layer=a%2Bb",
        "http://h/q?x=1#part, http://h/q?x=1&layer=a%2Bb"
    })
    void parametersAreAddedToWhatTheUrlHas(String base, String url) {
        assertThat(Urls.withParameters(base, Map.of("layer", "a+b"))).hasToString(url);
    }
}
