package io.headroom.replay.evaluate.rolling;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.replay.evaluate.score.PlainOrGzip;
import io.headroom.replay.trace.TraceError;

/// Turns a trace into a history of demand.
final class DemandTrace {
    private DemandTrace() {}

    static DemandHistory read(Path file, TraceFormat format, Duration step) {
        return switch (format) {
            case GENTD26 -> arrivals(file, step, "gmt_create", "predict_status", "SUCCEED");
            case AZURE_LLM -> arrivals(file, step, "TIMESTAMP", "", "");
            case DLRM25 -> running(file, step);
        };
    }

    private static DemandHistory arrivals(
            Path file, Duration step, String at, String column, String wanted) {
        List<Instant> times = new ArrayList<>();
        try (BufferedReader lines = PlainOrGzip.reader(file);
                CSVParser parser = withHeader(lines)) {
            for (CSVRecord row : parser) {
                if (column.isEmpty() || row.get(column).equals(wanted)) {
                    times.add(instant(file, parser.getCurrentLineNumber(), at, row.get(at)));
                }
            }
        } catch (IOException unreadable) {
            throw new TraceError(file, "cannot be read: " + unreadable.getMessage());
        }
        if (times.isEmpty()) {
            throw new TraceError(file, "has no arrivals");
        }
        times.sort(null);
        long width = step.toMillis();
        long first = times.getFirst().toEpochMilli() / width;
        long last = times.getLast().toEpochMilli() / width;
        double[] counts = new double[Math.toIntExact(last - first + 1)];
        for (Instant time : times) {
            counts[(int) (time.toEpochMilli() / width - first)]++;
        }
        return new DemandHistory(Instant.ofEpochMilli(first * width), step, counts);
    }

    /// Instances present at the start of each step; without a start they were there before, without an end they stay.
    private static DemandHistory running(Path file, Duration step) {
        List<double[]> spans = new ArrayList<>();
        double end = 0;
        try (BufferedReader lines = PlainOrGzip.reader(file);
                CSVParser parser = withHeader(lines)) {
            for (CSVRecord row : parser) {
                if (row.get("role").equals("HN")) {
                    double from = seconds(row.get("creation_time"), 0);
                    double to = seconds(row.get("deletion_time"), Double.POSITIVE_INFINITY);
                    spans.add(new double[] {from, to});
                    end = Math.max(end, to < Double.POSITIVE_INFINITY ? to : from);
                }
            }
        } catch (IOException unreadable) {
            throw new TraceError(file, "cannot be read: " + unreadable.getMessage());
        }
        double width = step.toMillis() / 1000.0;
        double[] change = new double[(int) (end / width) + 2];
        for (double[] span : spans) {
            change[(int) Math.ceil(span[0] / width)]++;
            if (span[1] < Double.POSITIVE_INFINITY) {
                change[(int) Math.ceil(span[1] / width)]--;
            }
        }
        double[] present = new double[change.length - 1];
        double now = 0;
        for (int i = 0; i < present.length; i++) {
            now += change[i];
            present[i] = now;
        }
        return new DemandHistory(Instant.EPOCH, step, present);
    }

    private static CSVParser withHeader(BufferedReader lines) throws IOException {
        return CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(lines);
    }

    private static double seconds(String text, double otherwise) {
        return text.isEmpty() ? otherwise : Double.parseDouble(text);
    }

    private static Instant instant(Path file, long line, String column, String text) {
        try {
            return LocalDateTime.parse(text.strip().replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException noTime) {
            throw new TraceError(file, line, column, "'" + text + "' is no time");
        }
    }
}
