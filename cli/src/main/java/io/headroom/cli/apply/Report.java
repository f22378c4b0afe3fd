package io.headroom.cli.apply;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.headroom.cli.render.Output;
import io.headroom.cli.render.Style;

/// Tells people and programs what changes.
final class Report {
    private Report() {}

    static void show(List<Change> changes, Output output, PrintWriter out) {
        if (output.isForPeople()) {
            changes.stream().filter(Change::writes).forEach(change -> print(change, out));
            out.println(summary(changes));
        } else {
            output.document(document(changes)).forEach(out::println);
        }
        out.flush();
    }

    static ObjectNode document(List<Change> changes) {
        var document = JsonNodeFactory.instance.objectNode();
        var items = document.putArray("items");
        for (var change : changes) {
            var item = items.addObject();
            item.put("kind", change.kind().label())
                    .put("name", change.name())
                    .put("action", change.action().name().toLowerCase(Locale.ROOT));
            change.place().ifPresent(place -> item.put("place", place.toString()));
            var fields = item.putArray("fields");
            Difference.of(change)
                    .forEach(
                            d ->
                                    fields.addObject()
                                            .put("field", d.field())
                                            .put("before", d.before())
                                            .put("after", d.after()));
        }
        return document;
    }

    private static void print(Change change, PrintWriter out) {
        out.println(Style.bold(sign(change.action()) + " " + change.label()) + change.where());
        Difference.of(change).forEach(difference -> out.println("    " + difference.line()));
    }

    private static String sign(Change.Action action) {
        return switch (action) {
            case CREATE -> "+";
            case CHANGE -> "~";
            case KEEP -> "=";
            case DELETE -> "-";
        };
    }

    private static String summary(List<Change> changes) {
        return "%d to create, %d to change, %d to delete, %d as they should be"
                .formatted(
                        count(changes, Change.Action.CREATE),
                        count(changes, Change.Action.CHANGE),
                        count(changes, Change.Action.DELETE),
                        count(changes, Change.Action.KEEP));
    }

    private static long count(List<Change> changes, Change.Action action) {
        return changes.stream().filter(change -> change.action() == action).count();
    }
}
