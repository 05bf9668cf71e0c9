package io.tegata.simulator.settlement;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TreeMap;

/** Writes the records of one file in order: header, lines, totals, end with checksum. */
final class SettlementText {

    private static final DateTimeFormatter CUT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private record Total(long lines, long net) {

        Total plus(Total other) {
            return new Total(lines + other.lines, Math.addExact(net, other.net));
        }
    }

    private final OutputStream out;
    private final MessageDigest digest;
    private final TreeMap<String, Total> totals = new TreeMap<>();
    private long lines;

    SettlementText(OutputStream out) {
        this.out = out;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void header(SettlementFile file) throws IOException {
        write(
                "H",
                file.layout(),
                String.valueOf(file.sequence()),
                file.businessDate().toString(),
                CUT.format(file.cut()));
    }

    void line(SettlementLine line) throws IOException {
        write(
                "D",
                String.valueOf(line.lineNo()),
                line.kind(),
                line.reference(),
                line.chargeReference(),
                String.valueOf(line.gross()),
                String.valueOf(line.fee()),
                line.currency());
        totals.merge(line.currency(), new Total(1, line.net()), Total::plus);
        lines++;
    }

    /** Returns how many lines the file has. */
    long end() throws IOException {
        for (var total : totals.entrySet()) {
            write(
                    "T",
                    total.getKey(),
                    String.valueOf(total.getValue().lines()),
                    String.valueOf(total.getValue().net()));
        }
        String checksum = HexFormat.of().formatHex(digest.digest());
        write("E", String.valueOf(lines), checksum);
        return lines;
    }

    private void write(String... fields) throws IOException {
        byte[] bytes = (String.join(",", fields) + "\n").getBytes(StandardCharsets.UTF_8);
        digest.update(bytes);
        out.write(bytes);
    }
}
