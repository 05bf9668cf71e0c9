package io.tegata.reconciler.custody;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.tegata.common.money.Currencies;
import io.tegata.common.money.Money;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** The fields of one line by position, each read strictly; a fault names line and field. */
final class Fields {

    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,17}");
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");

    /** Beyond these, a date is a mistake; the ledger would not book it. */
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

    private static final LocalDate LATEST = LocalDate.of(2100, 1, 1);

    private final CsvRecord line;
    private final long number;

    private Fields(CsvRecord line, long number) {
        this.line = line;
        this.number = number;
    }

    static Fields parse(String text, long number) throws DamagedFile {
        try {
            return new Fields(
                    CsvReader.builder().skipEmptyLines(false).ofSingleCsvRecord(text), number);
        } catch (CsvParseException notCsv) {
            throw new DamagedFile(FileFault.content(number, "line", "is not a CSV record"));
        }
    }

    /** The first field, which says what kind of line it is. */
    String type() {
        return line.getField(0);
    }

    void requireCount(int count) throws DamagedFile {
        if (line.getFieldCount() != count) {
            throw fault("line", "has " + line.getFieldCount() + " fields, the layout has " + count);
        }
    }

    String text(int position) {
        return line.getField(position);
    }

    long number(int position, String field) throws DamagedFile {
        if (!NUMBER.matcher(text(position)).matches()) {
            throw fault(field, "is not an integer");
        }
        return Long.parseLong(text(position));
    }

    /** Minor units from the least that the field takes to the most that the platform takes. */
    long amount(int position, String field, long least) throws DamagedFile {
        long amount = number(position, field);
        if (amount < least || amount > Money.MAX_MINOR) {
            throw fault(field, "is not between " + least + " and " + Money.MAX_MINOR);
        }
        return amount;
    }

    String reference(int position, String field) throws DamagedFile {
        if (!REFERENCE.matcher(text(position)).matches()) {
            throw fault(field, "is not a reference");
        }
        return text(position);
    }

    String currency(int position) throws DamagedFile {
        if (!Currencies.isInUse(text(position))) {
            throw fault("currency", "is not a currency of ISO 4217 in use");
        }
        return text(position);
    }

    String hash(int position, String field) throws DamagedFile {
        if (!HASH.matcher(text(position)).matches()) {
            throw fault(field, "is not a SHA-256 in hex");
        }
        return text(position);
    }

    LocalDate date(int position, String field) throws DamagedFile {
        LocalDate date;
        try {
            date = LocalDate.parse(text(position));
        } catch (DateTimeException notADate) {
            throw fault(field, "is not a date");
        }
        if (date.isBefore(EARLIEST) || date.isAfter(LATEST)) {
            throw fault(field, "is not between " + EARLIEST + " and " + LATEST);
        }
        return date;
    }

    Instant time(int position, String field) throws DamagedFile {
        try {
            if (TIME.matcher(text(position)).matches()) {
                return Instant.parse(text(position));
            }
        } catch (DateTimeException notATime) {
            throw fault(field, "is not a time");
        }
        throw fault(field, "is not a UTC time with microseconds");
    }

    DamagedFile fault(String field, String problem) {
        return new DamagedFile(FileFault.content(number, field, problem));
    }
}
