package io.tegata.ledger.entry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Goal: facts come back from the store as they went in, and the first that differs is named. */
class FactsTest {

    private static final Facts FACTS =
            Facts.list().add("merchant_id", "mer_1").add("amount", 5L).add("note", null).build();

    @Test
    void linesAreReadBackAsTheyWere() {
        assertThat(Facts.of(FACTS.lines())).isEqualTo(FACTS);
        var odd = Facts.list().add("a", "x=y").build();
        assertThat(Facts.of(odd.lines())).isEqualTo(odd);
    }

    @Test
    void equalFactsDoNotDiffer() {
        assertThat(FACTS.firstDifference(Facts.of(FACTS.lines()))).isEmpty();
    }

    @Test
    void theFirstDifferenceIsNamed() {
        var other =
                Facts.list().add("merchant_id", "mer_1").add("amount", 6L).add("note", 1L).build();
        assertThat(FACTS.firstDifference(other)).contains("amount");
    }

    @Test
    void aMissingOrSurplusFactIsADifference() {
        var shorter = Facts.list().add("merchant_id", "mer_1").add("amount", 5L).build();
        assertThat(FACTS.firstDifference(shorter)).contains("note");
        assertThat(shorter.firstDifference(FACTS)).contains("note");
    }
}
