package io.tegata.common.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Goal: ids carry all 128 bits in a form that never grows, and a seed replays them. */
class IdsTest {

    @Test
    void anIdIsItsPrefixAndTwentySixCharacters() {
        var ids = new Ids(seeded());
        var seen = new HashSet<String>();
        for (int i = 0; i < 10_000; i++) {
            String id = ids.next("pay");
            assertThat(id).matches("pay_[a-z2-7]{26}");
            assertThat(seen.add(id)).isTrue();
        }
    }

    @Test
    void aSeedReplays() {
        assertThat(new Ids(seeded()).next("op")).isEqualTo(new Ids(seeded()).next("op"));
    }

    @Test
    void everyBitCounts() {
        for (int bit = 0; bit < 128; bit++) {
            byte[] bytes = new byte[16];
            bytes[bit / 8] = (byte) (1 << (bit % 8));
            assertThat(new Ids(fixed(bytes)).next("x"))
                    .isNotEqualTo(new Ids(fixed(new byte[16])).next("x"));
        }
    }

    private static RandomGenerator seeded() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(42);
    }

    private static RandomGenerator fixed(byte[] bytes) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public void nextBytes(byte[] target) {
                System.arraycopy(bytes, 0, target, 0, target.length);
            }
        };
    }
}
