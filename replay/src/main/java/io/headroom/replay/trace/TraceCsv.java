package io.headroom.replay.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Reads a CSV file with a header, plain or gzip, and says file, line and field of what is wrong with it.
final class TraceCsv {

    private TraceCsv() {}

    static void read(Path file, List<String> columns, Consumer<Row> each) {
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (CSVParser parser = format.parse(open(file))) {
            for (String column : columns) {
                if (!parser.getHeaderMap().containsKey(column)) {
                    throw new TraceError(file, 1, column, "is missing; needed are " + columns);
                }
            }
            for (CSVRecord record : parser) {
                each.accept(new Row(file, parser.getCurrentLineNumber(), record));
            }
        } catch (NoSuchFileException absent) {
            throw new TraceError(file, "there is no such file");
        } catch (IOException unreadable) {
            throw new TraceError(file, "cannot be read: " + unreadable.getMessage());
        }
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
            bytes = new GZIPInputStream(bytes);
        }
        return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    }

    /// A line and how its fields are read.
    record Row(Path file, long line, CSVRecord fields) {

        TraceError wrong(String field, String message) {
            return new TraceError(file, line, field, message);
        }

        /// Empty where the column or the value is absent.
        String text(String field) {
            if (!fields.isMapped(field)) {
                return "";
            }
            if (!fields.isSet(field)) {
                throw wrong(field, "is missing: the line is too short");
            }
            return fields.get(field).strip();
        }

        double number(String field, double otherwise, double min, double max) {
            String text = text(field);
            if (text.isEmpty()) {
                return otherwise;
            }
            try {
                double number = Double.parseDouble(text);
                if (!(number >= min && number <= max)) {
                    throw wrong(field, "is " + text + ", must be from " + min + " to " + max);
                }
                return number;
            } catch (NumberFormatException noNumber) {
                throw wrong(field, "'" + text + "' is not a number");
            }
        }

        double required(String field, double min, double max) {
            if (text(field).isEmpty()) {
                throw wrong(field, "is empty");
            }
            return number(field, 0, min, max);
        }

        /// A date and time, with `T` or a blank between, with a zone or in UTC.
        Instant instant(String field) {
            String text = text(field).replace(' ', 'T');
            try {
                return text.endsWith("Z")
                        ? Instant.parse(text)
                        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException noTime) {
                throw wrong(field, "'" + text(field) + "' is no time");
            }
        }
    }
}
