package io.tegata.ledger.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a source says, name by name in a fixed order: a repeat must say the same, word for word.
 * Names and values hold no line break; the store keeps them as lines {@code name=value}.
 */
public record Facts(List<Fact> all) {

    /** One fact; the value is empty where the source does not say it. */
    public record Fact(String name, String value) {}

    public Facts {
        all = List.copyOf(all);
    }

    /** Collects facts in the order in which they are to be compared. */
    public static final class Builder {

        private final List<Fact> facts = new ArrayList<>();

        private Builder() {}

        public Builder add(String name, @Nullable Object value) {
            facts.add(new Fact(name, value == null ? "" : value.toString()));
            return this;
        }

        public Facts build() {
            return new Facts(facts);
        }
    }

    public static Builder list() {
        return new Builder();
    }

    /** The lines that {@link #lines()} made. */
    public static Facts of(String lines) {
        return new Facts(
                lines.lines()
                        .map(line -> line.split("=", 2))
                        .map(parts -> new Fact(parts[0], parts[1]))
                        .toList());
    }

    public String lines() {
        var text = new StringBuilder();
        all.forEach(fact -> text.append(fact.name).append('=').append(fact.value).append('\n'));
        return text.toString();
    }

    /** The name of the first fact that the other source tells differently. */
    public Optional<String> firstDifference(Facts other) {
        int common = Math.min(all.size(), other.all.size());
        for (int i = 0; i < common; i++) {
            if (!Objects.equals(all.get(i), other.all.get(i))) {
                return Optional.of(all.get(i).name);
            }
        }
        if (all.size() == other.all.size()) {
            return Optional.empty();
        }
        return Optional.of((all.size() > common ? all : other.all).get(common).name);
    }
}
