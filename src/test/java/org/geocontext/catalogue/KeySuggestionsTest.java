package org.geocontext.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeySuggestionsTest {

    private static final List<String> KEYS =
            List.of("river_name", "rivers_500k", "river_names", "altitude", "river_nam");

    @Test
    void theClosestThreeComeFirstAndEquallyCloseOnesInAlphabeticalOrder() {
        assertThat(KeySuggestions.closest("river_namee", KEYS))
                .containsExactly("river_name", "river_names", "river_nam");
    }

    @Test
    void blanksAndCapitalsDoNotMatter() {
        assertThat(KeySuggestions.closest(" ALTITUDE ", KEYS)).startsWith("altitude");
    }

    @Test
    void thereAreAlwaysThreeIfSoManyAreKnown() {
        assertThat(KeySuggestions.closest("xyz", KEYS)).hasSize(3);
        assertThat(KeySuggestions.closest("xyz", List.of("b", "a"))).containsExactly("a", "b");
        assertThat(KeySuggestions.closest("xyz", List.of())).isEmpty();
    }

    @Test
    void anAbsurdlyLongKeyIsCutBeforeItIsCompared() {
        assertThat(KeySuggestions.closest("altitude".repeat(100_000), KEYS)).hasSize(3);
    }

    @Test
    void aSentenceEndsWithThemOrWithNothing() {
        assertThat(KeySuggestions.phrase("altitud", KEYS)).isEqualTo("; closest: altitude, river_nam, river_name");
        assertThat(KeySuggestions.phrase("altitud", List.of())).isEmpty();
    }

    @Test
    void distanceCountsInsertedDeletedAndReplacedLetters() {
        assertThat(KeySuggestions.distance("", "abc")).isEqualTo(3);
        assertThat(KeySuggestions.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(KeySuggestions.distance("same", "same")).isZero();
    }
}
