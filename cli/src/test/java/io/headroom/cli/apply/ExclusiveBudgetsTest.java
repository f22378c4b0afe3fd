package io.headroom.cli.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.cli.FakeApi;

import static org.assertj.core.api.Assertions.assertThat;

/// Exclusive budgets are apart once all is written, and on the way there.
class ExclusiveBudgetsTest {
    private static final String LANE =
            """
            apiVersion: headroom.dev/v1
            kind: Lane
            metadata: {name: training}
            spec: {reservedGpus: 8}
            """;

    @TempDir Path folder;
    private Path files;
    private FakeApi api;

    @BeforeEach
    void start() throws IOException {
        api = new FakeApi(folder);
        files = Files.createDirectory(folder.resolve("files"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void budgets_that_would_both_be_exclusive_are_refused_before_the_first_write()
            throws IOException {
        write("lane.yaml", LANE);
        write("one.yaml", exclusive("one", "tenant: research"));
        api.says("GET /budgets", "{\"items\":[" + there("old", "region", "eu") + "]}");

        var said = api.type("apply", "-f", files.toString());

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err())
                .contains("nothing was changed", "both exclusive", "tenant research in one alone")
                .contains("region eu in old alone", "Budget/one: ", "one.yaml");
        assertThat(api.written()).isEmpty();
        assertThat(api.type("apply", "-f", files.toString(), "--dry-run").status()).isEqualTo(2);
    }

    @Test
    void budgets_that_exchange_what_they_pay_for_are_open_until_both_are_in_place()
            throws IOException {
        write("1.yaml", exclusive("one", "tenant: b"));
        write("2.yaml", exclusive("two", "tenant: a"));
        var one = there("one", "tenant", "a");
        var two = there("two", "tenant", "b");
        api.says("GET /budgets", "{\"items\":[" + one + "," + two + "]}");
        api.says("GET /budgets/one", one, 4).says("GET /budgets/two", two, 7);
        api.says("PUT /budgets/one", "{}", 5).says("PUT /budgets/two", "{}", 8);

        var said = api.type("apply", "-f", files.toString());

        assertThat(said.err()).isEmpty();
        assertThat(said.out()).contains("2 to change", "Budget/one exclusive");
        assertThat(api.written())
                .containsExactly(
                        "PUT /budgets/one",
                        "PUT /budgets/two",
                        "PUT /budgets/one",
                        "PUT /budgets/two");
        var puts = api.asked().stream().filter(a -> a.method().equals("PUT")).toList();
        assertThat(puts.stream().map(a -> a.body().contains("\"exclusive\":true")))
                .containsExactly(false, false, true, true);
        assertThat(puts.stream().map(a -> a.ifMatch().orElseThrow()))
                .containsExactly("\"4\"", "\"7\"", "\"5\"", "\"8\"");
    }

    @Test
    void what_is_pruned_makes_room_for_an_exclusive_budget() throws IOException {
        write("1.yaml", exclusive("one", "tenant: a"));
        api.says("GET /budgets", "{\"items\":[" + there("old", "tenant", "a") + "]}");
        api.says("PUT /budgets/one", "{}", 1).says("DELETE /budgets/old", 204, "");

        assertThat(api.type("apply", "-f", files.toString()).status()).isEqualTo(2);
        assertThat(api.type("apply", "-f", files.toString(), "--prune").err()).isEmpty();
        assertThat(api.written())
                .containsExactly("PUT /budgets/one", "DELETE /budgets/old", "PUT /budgets/one");
    }

    private static String exclusive(String name, String scope) {
        return """
        apiVersion: headroom.dev/v1
        kind: Budget
        metadata: {name: %s}
        spec: {exclusive: true, scope: {%s}, amount: "2500.00", period: {every: month}}
        """
                .formatted(name, scope);
    }

    private static String there(String name, String dimension, String value) {
        return """
        {"name":"%s","version":4,"scope":{"%s":"%s","labels":{}},"exclusive":true,"amount":"2500.00","currency":"USD",
         "period":{"every":"month","zone":"UTC"},"enforcement":"hard","thresholds":[]}
        """
                .formatted(name, dimension, value);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(files.resolve(name), text);
    }
}
