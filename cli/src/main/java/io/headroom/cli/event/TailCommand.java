package io.headroom.cli.event;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.Connection;
import io.headroom.cli.api.Query;
import io.headroom.cli.render.Cells;
import io.headroom.cli.render.Output;
import io.headroom.cli.render.Style;
import io.headroom.cli.render.Yaml;

/// `headroom event tail`: a line for each event as it happens; as JSON, one object a line.
@Command(
        name = "tail",
        description = "Show events as they happen, until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class TailCommand implements Callable<Integer> {
    private static final int AGAIN_AFTER_SECONDS = 1;

    @Mixin private Connection connection = new Connection();
    @Mixin private Output output = new Output();

    @Option(
            names = "--type",
            paramLabel = "TYPE,...",
            description = "Only these, such as workload-placed or placement.workload-placed.")
    private @Nullable String type;

    @Option(names = "--after", paramLabel = "ID", description = "Begin after this event.")
    private @Nullable String after;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "End after so many; goes on by default.")
    private long count = Long.MAX_VALUE;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var api = connection.client();
        var out = spec.commandLine().getOut();
        var seen = 0L;
        while (seen < count) {
            try (var lines = api.lines(query().toString())) {
                var data = lines.filter(line -> line.startsWith("data:")).iterator();
                while (seen < count && data.hasNext()) {
                    show(Yaml.read(data.next().substring("data:".length())), out);
                    seen++;
                }
            } catch (UncheckedIOException _) {
                // The console was restarted, or a proxy cut the line: it goes on after the last
                // that was seen.
            }
            if (seen < count) {
                TimeUnit.SECONDS.sleep(AGAIN_AFTER_SECONDS);
            }
        }
        return 0;
    }

    private Query query() {
        var query = Query.of(EventNoun.PATH);
        query = type == null ? query : query.with("type", type);
        return after == null ? query : query.with("after", after);
    }

    private void show(JsonNode event, PrintWriter out) {
        after = event.path("id").asText();
        switch (output.format()) {
            case JSON -> out.println(event);
            case YAML -> output.document(event).forEach(out::println);
            case TABLE, WIDE -> out.println(line(event));
        }
        out.flush();
    }

    private String line(JsonNode event) {
        var line =
                "%s  %-38s %s"
                        .formatted(
                                Cells.text(event.path("time")),
                                Cells.text(event.path("type")),
                                Cells.text(event.path("key")));
        var why = event.path("data").at("/why/message");
        var reason = why.isMissingNode() ? event.path("data").at("/workload/reason/message") : why;
        return reason.isMissingNode() ? line : line + "  " + Style.dim(Cells.text(reason));
    }
}
