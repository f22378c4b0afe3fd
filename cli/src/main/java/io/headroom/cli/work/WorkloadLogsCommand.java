package io.headroom.cli.work;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.Connection;
import io.headroom.cli.api.Query;

/// `headroom workload logs ID`: what its replicas wrote.
@Command(
        name = "logs",
        description =
                "Show what a workload's replicas wrote: from their nodes while they run, the end of it after.",
        mixinStandardHelpOptions = true)
final class WorkloadLogsCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    @Mixin private Connection connection = new Connection();

    @Parameters(paramLabel = "ID", description = "Which.")
    private String id = "";

    @Option(
            names = {"-r", "--replica"},
            paramLabel = "N",
            description = "Only this replica, from 0.")
    private @Nullable Integer replica;

    @Option(
            names = {"-f", "--follow"},
            description =
                    "Go on with what comes, of one replica (the first unless named), until it is over.")
    private boolean follow;

    @Option(
            names = "--bytes",
            paramLabel = "N",
            description = "How much of each at most, 1 to 65536 (${DEFAULT-VALUE}).")
    private int bytes = 8192;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var api = connection.client();
        var out = spec.commandLine().getOut();
        if (follow) {
            follow(api, out, replica == null ? 0 : replica);
        } else {
            var query = query();
            if (replica != null) {
                query = query.with("replica", Integer.toString(replica));
            }
            print(api.get(query.toString()).path("items"), out);
        }
        return 0;
    }

    private Query query() {
        return Query.of(Query.under(WorkloadNoun.PATH, id) + "/logs")
                .with("bytes", Integer.toString(bytes));
    }

    /// The newest attempt of one replica, piece after piece.
    private void follow(ApiClient api, PrintWriter out, int one) throws InterruptedException {
        var next = query().with("replica", Integer.toString(one));
        while (true) {
            var items = api.get(next.toString()).path("items");
            var newest = items.path(items.size() - 1);
            out.print(newest.path("text").asText());
            out.flush();
            if (!newest.path("source").asText().equals("node")) {
                return;
            }
            if (newest.path("to").isNumber()) {
                next =
                        query().with("replica", Integer.toString(one))
                                .with("after", newest.path("to").asText());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
        }
    }

    private void print(JsonNode items, PrintWriter out) {
        if (items.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("headroom: nothing was written, or none of its replicas runs yet");
        }
        for (var item : items) {
            if (items.size() > 1) {
                out.println(
                        "==> replica %d, attempt %d, node %s <=="
                                .formatted(
                                        item.path("replica").asInt(),
                                        item.path("attempt").asInt(),
                                        item.path("node").asText()));
            }
            var text = item.path("text").asText();
            out.print(text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
            if (item.path("unavailable").isTextual()) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "headroom: replica %d: %s"
                                        .formatted(
                                                item.path("replica").asInt(),
                                                item.path("unavailable").asText()));
            }
        }
        out.flush();
    }
}
