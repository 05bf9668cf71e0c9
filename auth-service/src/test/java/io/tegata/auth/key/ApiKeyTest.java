package io.tegata.auth.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.tegata.auth.secret.Secrets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: a key with a typing mistake in it is refused by its form alone. */
class ApiKeyTest {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    static IntStream seeds() {
        Integer one = Integer.getInteger("seed");
        return one == null ? IntStream.range(0, 50) : IntStream.of(one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void oneWrongSwappedOrMissingCharacterIsFound(int seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        String key = ApiKey.of("test", new Secrets(new byte[32], random).next());
        int place = "sk_test_".length() + random.nextInt(57);
        char here = key.charAt(place);
        char next = key.charAt(place + 1);
        char other = ALPHABET.charAt((ALPHABET.indexOf(here) + 1 + random.nextInt(31)) % 32);

        assertThat(ApiKey.isWellFormed(key)).isTrue();
        assertThat(ApiKey.isWellFormed(with(key, place, other))).isFalse();
        assertThat(ApiKey.isWellFormed(with(with(key, place, next), place + 1, here)))
                .isEqualTo(here == next);
        assertThat(ApiKey.isWellFormed(key.substring(0, place) + key.substring(place + 1)))
                .isFalse();
        assertThat(ApiKey.isWellFormed(key.replace("test", "live"))).isFalse();
        assertThat(ApiKey.isWellFormed(key + "\n")).isFalse();
    }

    private static String with(String text, int place, char character) {
        return text.substring(0, place) + character + text.substring(place + 1);
    }
}
