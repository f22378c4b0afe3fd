package io.headroom.replay.evaluate.m4;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import io.headroom.replay.evaluate.score.PlainOrGzip;
import io.headroom.replay.trace.TraceError;

/// Reads files of the M4 competition's form: a header, then a series a line, its id first, empty fields at the end.
final class M4Series {
    private M4Series() {}

    static SequencedMap<String, List<Double>> read(Path file) {
        SequencedMap<String, List<Double>> series = new LinkedHashMap<>();
        try (BufferedReader lines = PlainOrGzip.reader(file)) {
            String line = lines.readLine();
            for (int number = 2; (line = lines.readLine()) != null; number++) {
                if (!line.isBlank()) {
                    String[] fields = line.split(",", -1);
                    series.put(unquoted(fields[0]), values(file, number, fields));
                }
            }
        } catch (IOException unreadable) {
            throw new TraceError(file, "cannot be read: " + unreadable.getMessage());
        }
        if (series.isEmpty()) {
            throw new TraceError(file, "has no series");
        }
        return series;
    }

    private static List<Double> values(Path file, int line, String[] fields) {
        List<Double> values = new ArrayList<>();
        for (int i = 1; i < fields.length; i++) {
            String text = unquoted(fields[i]);
            if (text.isEmpty() || text.equals("NA")) {
                continue;
            }
            try {
                values.add(Double.parseDouble(text));
            } catch (NumberFormatException noNumber) {
                throw new TraceError(file, line, "V" + (i + 1), "'" + text + "' is no number");
            }
        }
        if (values.isEmpty()) {
            throw new TraceError(file, line, fields[0], "has no values");
        }
        return values;
    }

    private static String unquoted(String field) {
        return field.replace("\"", "").strip();
    }
}
