package io.headroom.replay.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import io.headroom.contracts.capacity.GpuModel;

/// Reads the two lists of Alibaba's openb trace (and files of that form), plain or gzip: nodes with their GPUs, and pods with the GPUs or
/// the share of one that they asked for.
public final class Openb {

    private static final List<String> NODE_COLUMNS =
            List.of("sn", "cpu_milli", "memory_mib", "gpu", "model");
    private static final List<String> POD_COLUMNS =
            List.of("name", "cpu_milli", "memory_mib", "num_gpu", "gpu_milli");
    private static final int WHOLE = 1000;

    /// More GPUs than this on one node, or for one pod, is a mistake rather than a machine.
    private static final int MOST_GPUS = 16;

    private Openb() {}

    public static List<OpenbNode> nodes(Path file) {
        List<OpenbNode> nodes = read(file, NODE_COLUMNS, Openb::node);
        if (nodes.isEmpty()) {
            throw new TraceError(file, "has no nodes");
        }
        return nodes;
    }

    public static List<OpenbPod> pods(Path file) {
        List<OpenbPod> pods = read(file, POD_COLUMNS, Openb::pod);
        if (pods.isEmpty()) {
            throw new TraceError(file, "has no pods");
        }
        return pods;
    }

    private static OpenbNode node(Row row) {
        int gpus = row.number("gpu", 0, MOST_GPUS);
        return new OpenbNode(
                row.text("sn"),
                row.number("cpu_milli", 1, Integer.MAX_VALUE),
                row.number("memory_mib", 1, Integer.MAX_VALUE),
                gpus,
                row.model("model", row.text("model")));
    }

    private static OpenbPod pod(Row row) {
        int gpus = row.number("num_gpu", 0, MOST_GPUS);
        int milli = Math.min(WHOLE, row.number("gpu_milli", 0, Integer.MAX_VALUE));
        if (gpus > 0 && milli == 0) {
            throw row.wrong("gpu_milli", "is 0, but num_gpu is " + gpus);
        }
        return new OpenbPod(
                row.text("name"),
                row.number("cpu_milli", 0, Integer.MAX_VALUE),
                row.number("memory_mib", 0, Integer.MAX_VALUE),
                gpus,
                gpus == 0 ? 0 : milli,
                row.models("gpu_spec"),
                row.seconds("creation_time"),
                row.seconds("deletion_time"));
    }

    private static <T> List<T> read(Path file, List<String> columns, Function<Row, T> parse) {
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (CSVParser parser = format.parse(open(file))) {
            for (String column : columns) {
                if (!parser.getHeaderMap().containsKey(column)) {
                    throw new TraceError(file, 1, column, "is missing; needed are " + columns);
                }
            }
            List<T> rows = new ArrayList<>();
            for (CSVRecord record : parser) {
                rows.add(parse.apply(new Row(file, parser.getCurrentLineNumber(), record)));
            }
            return List.copyOf(rows);
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
    private record Row(Path file, long line, CSVRecord fields) {

        TraceError wrong(String field, String message) {
            return new TraceError(file, line, field, message);
        }

        String text(String field) {
            String value = value(field);
            if (value.isEmpty()) {
                throw wrong(field, "is empty");
            }
            return value;
        }

        int number(String field, int min, int max) {
            String value = value(field);
            try {
                long number = Long.parseLong(value);
                if (number < min || number > max) {
                    throw wrong(field, "is " + number + ", must be from " + min + " to " + max);
                }
                return (int) number;
            } catch (NumberFormatException noNumber) {
                throw wrong(field, "'" + value + "' is not a whole number");
            }
        }

        long seconds(String field) {
            return value(field).isEmpty() ? OpenbPod.UNKNOWN : number(field, 0, Integer.MAX_VALUE);
        }

        GpuModel model(String field, String label) {
            return GpuModel.find(label)
                    .orElseThrow(() -> wrong(field, "unknown GPU model '" + label + "'"));
        }

        List<GpuModel> models(String field) {
            String value = value(field);
            List<GpuModel> models = new ArrayList<>();
            for (int from = 0; from < value.length(); ) {
                int bar = value.indexOf('|', from);
                int end = bar < 0 ? value.length() : bar;
                models.add(model(field, value.substring(from, end)));
                from = end + 1;
            }
            return models;
        }

        private String value(String field) {
            if (!fields.isMapped(field)) {
                return "";
            }
            if (!fields.isSet(field)) {
                throw wrong(field, "is missing: the line is too short");
            }
            return fields.get(field).strip();
        }
    }
}
