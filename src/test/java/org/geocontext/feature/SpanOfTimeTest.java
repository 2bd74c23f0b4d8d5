package org.geocontext.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanOfTimeTest {

    @ParameterizedTest
    @CsvSource({
        "4, 0.00 s",
        "350, 0.35 s",
        "994, 0.99 s",
        "995, 1.0 s",
        "9949, 9.9 s",
        "9950, 10 s",
        "59499, 59 s",
        "59500, 1 min",
        "200000, 3 min 20 s",
        "3599500, 1 h",
        "7500000, 2 h 5 min",
        "86399000, 1 d",
        "273600000, 3 d 4 h",
    })
    void itHasTwoUnitsAtMost(long millis, String text) {
        assertThat(SpanOfTime.text(Duration.ofMillis(millis))).isEqualTo(text);
    }
}
