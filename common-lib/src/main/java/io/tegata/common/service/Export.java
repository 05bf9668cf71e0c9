package io.tegata.common.service;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * A streaming export: one JSON object a line, and a last line {@code {"end":true,"rows":n}}. A
 * reader that meets the end of the stream without that line has read a broken export and must not
 * use it.
 */
public final class Export {

    public static final String MEDIA_TYPE = "application/x-ndjson";

    /** The last line. */
    public record End(boolean end, long rows) {}

    private final OutputStream out;
    private final JsonMapper json;
    private long rows;

    private Export(OutputStream out, JsonMapper json) {
        this.out = out;
        this.json = json;
    }

    /**
     * Writes every row that the source hands out, then the last line; a failure in between leaves
     * it out.
     */
    public static void write(OutputStream out, JsonMapper json, Consumer<Consumer<Object>> source)
            throws IOException {
        var export = new Export(out, json);
        source.accept(
                row -> {
                    export.line(row);
                    export.rows++;
                });
        export.line(new End(true, export.rows));
        out.flush();
    }

    private void line(Object row) {
        try {
            out.write(json.writeValueAsBytes(row));
            out.write('\n');
        } catch (IOException gone) {
            throw new UncheckedIOException("the reader of an export is gone", gone);
        }
    }
}
