package io.headroom.cli.money;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cli.noun.BodyFile;
import io.headroom.local.Refused;

/// A file of prices, and in which line each stands.
///
/// @param lines of a CSV file, the line of each price; empty for other files
record PriceFile(Path file, JsonNode body, List<Integer> lines) {

    private static final List<String> COLUMNS =
            List.of("provider", "region", "zone", "instanceType", "perHour", "from", "until");
    private static final Pattern PLACE = Pattern.compile("^\\s*prices\\[(\\d+)]\\.?");

    static PriceFile read(Path file) {
        if (file.toString().endsWith(".csv")) {
            return csv(file);
        }
        List<JsonNode> documents = BodyFile.read(file);
        if (documents.size() != 1) {
            throw new Refused(
                    "%s has %d documents: one is wanted".formatted(file, documents.size()));
        }
        return new PriceFile(file, documents.getFirst(), List.of());
    }

    private static PriceFile csv(Path file) {
        List<String> text = text(file);
        List<String> header = List.of();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        var prices = body.putArray("prices");
        List<Integer> lines = new ArrayList<>();
        for (int i = 0; i < text.size(); i++) {
            if (text.get(i).isBlank() || text.get(i).startsWith("#")) {
                continue;
            }
            List<String> cells =
                    Arrays.stream(text.get(i).split(",", -1)).map(String::strip).toList();
            if (header.isEmpty()) {
                header = header(file, i + 1, cells);
                continue;
            }
            if (cells.size() != header.size()) {
                throw new Refused(
                        "%s, line %d: %d cells instead of %d"
                                .formatted(file, i + 1, cells.size(), header.size()));
            }
            ObjectNode price = prices.addObject();
            for (int c = 0; c < cells.size(); c++) {
                if (!cells.get(c).isEmpty()) {
                    price.put(header.get(c), cells.get(c));
                }
            }
            lines.add(i + 1);
        }
        return new PriceFile(file, body, lines);
    }

    private static List<String> header(Path file, int line, List<String> cells) {
        for (String cell : cells) {
            if (!COLUMNS.contains(cell)) {
                throw new Refused(
                        "%s, line %d: '%s' is no column: must be of %s"
                                .formatted(file, line, cell, String.join(", ", COLUMNS)));
            }
        }
        return cells;
    }

    private static List<String> text(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new Refused("there is no file " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// What is wrong, by line and field of the file.
    String inItsLines(List<String> said) {
        List<String> told = new ArrayList<>();
        for (String line : said) {
            var place = PLACE.matcher(line);
            if (place.find() && Integer.parseInt(place.group(1)) < lines.size()) {
                int number = lines.get(Integer.parseInt(place.group(1)));
                told.add("  line %d, %s".formatted(number, line.substring(place.end())));
            } else {
                told.add(line);
            }
        }
        return file + ": " + String.join(System.lineSeparator(), told);
    }
}
