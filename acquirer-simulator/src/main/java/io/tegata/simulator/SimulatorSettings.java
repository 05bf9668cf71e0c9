package io.tegata.simulator;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The simulator's settings.
 *
 * @param apiKey what callers send as {@code Authorization: Bearer}; has no default
 * @param settlementFolder where settlement files go, in a sub-folder per acquirer; has no default
 * @param acquirer the name in the files: lower-case letters and digits
 * @param hang how long a scripted hang lasts, at most {@link #MAX_HANG}
 * @param feeBasisPoints hundredths of a percent of a captured amount, 0 to 10,000
 * @param feeFixed minor units added to it, 0 or more
 */
@ConfigurationProperties("tegata.simulator")
public record SimulatorSettings(
        String apiKey,
        Path settlementFolder,
        String acquirer,
        Duration hang,
        long feeBasisPoints,
        long feeFixed) {

    static final Duration MAX_HANG = Duration.ofMinutes(10);
    private static final long MAX_BASIS_POINTS = 10_000;

    public SimulatorSettings {
        require(given(apiKey) != null && !apiKey.isBlank(), "api-key must be given");
        require(given(settlementFolder) != null, "settlement-folder must be given");
        require(acquirer.matches("[a-z0-9]{1,20}"), "acquirer takes a-z and 0-9");
        require(!hang.isNegative() && hang.compareTo(MAX_HANG) <= 0, "hang is 0 to " + MAX_HANG);
        require(
                feeBasisPoints >= 0 && feeBasisPoints <= MAX_BASIS_POINTS,
                "fee-basis-points is 0 to " + MAX_BASIS_POINTS);
        require(feeFixed >= 0, "fee-fixed is 0 or more");
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "SimulatorSettings[acquirer="
                + acquirer
                + ", settlementFolder="
                + settlementFolder
                + ", hang="
                + hang
                + ", feeBasisPoints="
                + feeBasisPoints
                + ", feeFixed="
                + feeFixed
                + "]";
    }

    /** A setting that nobody gave is bound as null, whatever the type says. */
    private static @Nullable Object given(@Nullable Object setting) {
        return setting;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("tegata.simulator." + rule);
        }
    }
}
