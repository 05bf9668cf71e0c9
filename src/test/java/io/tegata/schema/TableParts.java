package io.tegata.schema;

import io.tegata.schema.Table.Check;
import io.tegata.schema.Table.Column;
import io.tegata.schema.Table.ForeignKey;
import io.tegata.schema.Table.Interleaving;
import io.tegata.schema.Table.TimeToLive;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the parts of a table out of a statement into its draft. */
record TableParts(Statement statement, TableDraft table) {

    private static final Pattern DAYS = Pattern.compile("(\\d+) days?");

    /** A column or a constraint between the parentheses of CREATE TABLE. */
    void element() {
        if (statement.take("PRIMARY", "KEY")) {
            if (!table.primaryKey.isEmpty()) {
                throw statement.notUnderstood("one primary key");
            }
            table.primaryKey.addAll(statement.names());
        } else if (statement.isAt("CONSTRAINT")
                || statement.isAt("CHECK")
                || statement.isAt("FOREIGN")) {
            constraint();
        } else {
            column(statement.position());
        }
    }

    /** A column behind ADD COLUMN: the statement's comment is the column's. */
    void addedColumn() {
        column(0);
    }

    private void column(int noteFrom) {
        String name = statement.name();
        String type = type();
        boolean nullable = true;
        String defaultValue = null;
        while (statement.isAt("NOT") || statement.isAt("NULL") || statement.isAt("DEFAULT")) {
            if (statement.take("DEFAULT")) {
                defaultValue = value();
            } else {
                nullable = !statement.take("NOT");
                statement.need("NULL");
            }
        }
        if (table.columns.stream().anyMatch(column -> column.name().equals(name))) {
            throw statement.notUnderstood("one column " + name);
        }
        table.columns.add(
                new Column(
                        name, type, type, nullable, defaultValue, statement.noteSince(noteFrom)));
    }

    private String type() {
        var type = new StringBuilder(statement.name());
        if (statement.take(".")) {
            type.append('.').append(statement.name());
        }
        if (statement.take("(")) {
            type.append('(').append(statement.number()).append(')');
            statement.need(")");
        }
        return type.toString();
    }

    /** A number, a text, a word or a call: enough for a default. */
    private String value() {
        if (statement.isAt("(")) {
            return "(" + statement.inParentheses() + ")";
        }
        String sign = statement.take("-") ? "-" : "";
        String token = statement.any();
        return sign + token + (statement.isAt("(") ? "(" + statement.inParentheses() + ")" : "");
    }

    /** A CHECK or a FOREIGN KEY, with or without its name. */
    void constraint() {
        String name = statement.take("CONSTRAINT") ? statement.name() : "";
        if (statement.take("CHECK")) {
            table.checks.add(new Check(name, statement.inParentheses()));
        } else {
            statement.need("FOREIGN", "KEY");
            List<String> columns = statement.names();
            statement.need("REFERENCES");
            String references = statement.name();
            table.foreignKeys.add(
                    new ForeignKey(name, columns, references, statement.names(), cascades()));
        }
    }

    /** Where Spanner keeps the rows and for how long. */
    void placement() {
        if (statement.take("INTERLEAVE", "IN", "PARENT")) {
            table.interleaving = new Interleaving(statement.name(), cascades());
        }
        if (statement.take("TTL", "INTERVAL")) {
            Matcher days = DAYS.matcher(statement.text());
            if (!days.matches()) {
                throw statement.notUnderstood("whole days");
            }
            statement.need("ON");
            table.timeToLive = new TimeToLive(statement.name(), Long.parseLong(days.group(1)));
        }
    }

    private boolean cascades() {
        if (!statement.take("ON", "DELETE")) {
            return false;
        }
        boolean cascades = statement.take("CASCADE");
        if (!cascades) {
            statement.need("NO", "ACTION");
        }
        return cascades;
    }
}
