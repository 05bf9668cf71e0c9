package io.tegata.reconciler.neighbour;

import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a streaming export row by row. The last line counts the rows; a stream without it, or with
 * another count, is broken and nothing read from it may be believed. One pass.
 */
final class ExportRows<T> implements Iterator<T> {

    private final String name;
    private final MappingIterator<JsonNode> lines;
    private final Function<JsonNode, T> mapping;
    private long rows;
    private @Nullable T next;

    ExportRows(String name, JsonMapper json, InputStream body, Function<JsonNode, T> mapping) {
        this.name = name;
        this.lines = json.readerFor(JsonNode.class).readValues(body);
        this.mapping = mapping;
        advance();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public T next() {
        T row = next;
        if (row == null) {
            throw new NoSuchElementException();
        }
        advance();
        return row;
    }

    private void advance() {
        try {
            if (!lines.hasNext()) {
                throw new BrokenNeighbour(name + " ended without its last line");
            }
            JsonNode line = lines.next();
            if (line.path("end").asBoolean(false)) {
                end(line.path("rows").asLong(-1));
                next = null;
                return;
            }
            next = mapping.apply(line);
            rows++;
        } catch (JacksonException | IllegalArgumentException failure) {
            throw new BrokenNeighbour(
                    name + " is broken after " + rows + " rows: " + failure.getMessage(), failure);
        }
    }

    private void end(long announced) {
        if (announced != rows) {
            throw new BrokenNeighbour(name + " announced " + announced + " rows and sent " + rows);
        }
        if (lines.hasNext()) {
            throw new BrokenNeighbour(name + " goes on after its last line");
        }
    }
}
