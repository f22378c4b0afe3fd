package io.headroom.cli.noun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.cli.FakeApi;

import static org.assertj.core.api.Assertions.assertThat;

class VerbsTest {
    @TempDir Path folder;
    private FakeApi api;

    @BeforeEach
    void start() {
        api = new FakeApi(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void a_bill_is_written_into_a_file_and_a_refusal_leaves_what_was_there() throws IOException {
        var file = folder.resolve("bill.parquet");
        api.says("GET /costs/focus?from=2026-11-01T00%3A00%3A00Z", "PAR1 and more");

        var said =
                api.type(
                        "cost",
                        "focus",
                        "--format",
                        "parquet",
                        "--out",
                        file.toString(),
                        "--from",
                        "2026-11-01T00:00:00Z");

        assertThat(said.err()).isEmpty();
        assertThat(file).hasContent("PAR1 and more");

        api.says("GET /costs/focus", 422, "{\"title\":\"Not possible\",\"detail\":\"too much\"}");
        var refused = api.type("cost", "focus", "--out", file.toString());
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("too much");
        assertThat(file).hasContent("PAR1 and more");
        try (var files = Files.list(folder)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void a_rate_is_said_with_its_currency_and_its_begin() {
        api.says("PUT /rates/EUR", 201, "{\"currency\":\"EUR\",\"dollars\":\"1.08\"}");

        var said = api.type("rate", "say", "EUR", "1.08", "--from", "2026-12-01T00:00:00Z");

        assertThat(said.err()).isEmpty();
        assertThat(api.asked().getLast().body())
                .isEqualTo("{\"dollars\":\"1.08\",\"from\":\"2026-12-01T00:00:00Z\"}");
        api.says(
                "GET /rates",
                "{\"items\":[{\"currency\":\"EUR\",\"dollars\":\"1.08\",\"from\":\"2026-12-01T00:00:00Z\"}]}");
        assertThat(api.type("rate", "list").out()).contains("CURRENCY", "EUR", "1.08");
    }

    @Test
    void every_document_of_a_file_is_submitted() throws IOException {
        api.says("POST /workloads", 201, "{\"id\":\"w1\",\"name\":\"a\",\"state\":\"pending\"}");

        var said = api.type("workload", "submit", "-f", file("name: a\n---\nname: b\n"));

        assertThat(said.status()).isZero();
        assertThat(api.asked())
                .extracting(FakeApi.Asked::body)
                .containsExactly("{\"name\":\"a\"}", "{\"name\":\"b\"}");
    }

    @Test
    void advice_is_a_table_with_what_it_comes_to() {
        api.says(
                "GET /pools/h100/advice",
                """
                {"mode":"advise","items":[{"at":"2026-03-01T00:00:00Z","step":"buy","instanceType":"p5.48xlarge","zone":"us-east-1a",
                 "capacityType":"spot","gpus":8,"pricePerHour":"55.00","worstPerHour":"60.00","cost":"110.00","spared":"0.00",
                 "waitingGpuHours":12.25,"reason":{"code":"for-shortfall","message":"8 replica(s) wait"}}],
                 "totals":{"since":"2026-03-01T00:00:00Z","bought":1,"nodes":1,"gpus":8,"perHour":"55.00","cost":"110.00",
                 "waitingGpuHours":12.25,"waitingSaved":"73.50","idleSaved":"0.00","needed":1,"inVain":2,"costInVain":"3.20",
                 "returned":4,"regretted":1}}
                """);

        var said = api.type("pool", "advice", "h100");

        assertThat(said.err()).isEmpty();
        assertThat(said.out())
                .contains(
                        "p5.48xlarge",
                        "60.00",
                        "for-shortfall",
                        "it would have cost $110.00, and saved 12.3 GPU-hours of waiting (worth $73.50)",
                        "so far 1 of those bought would have held work that waited, 2 went without ($3.20); of 4 given back 1 were");
    }

    @Test
    void what_is_wrong_with_a_workload_is_said_field_by_field() throws IOException {
        api.says(
                "POST /workloads",
                400,
                """
                {"title":"Bad Request","detail":"2 fields are wrong","errors":[{"field":"gpu.count","message":"must be from 1 to 64"},
                 {"field":"tenant","message":"there is no tenant x"}]}
                """);

        var said = api.type("workload", "submit", "-f", file("name: a"));

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err().lines())
                .containsExactly(
                        "headroom: document 1: Bad Request: 2 fields are wrong",
                        "  gpu.count: must be from 1 to 64",
                        "  tenant: there is no tenant x");
    }

    @Test
    void a_file_that_is_no_yaml_is_named_with_its_line() throws IOException {
        var said = api.type("workload", "submit", "-f", file("name: a\n  b: [\n"));

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).contains("input.yaml, line 2");
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void a_file_that_is_not_there_is_one_line() {
        var said = api.type("workload", "submit", "-f", folder.resolve("absent").toString());

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err().strip().lines()).hasSize(1);
    }

    @Test
    void a_pool_is_put_only_if_it_is_still_what_somebody_saw() throws IOException {
        api.says("PUT /pools/p", 201, "{\"name\":\"p\"}");

        var said = api.type("pool", "put", "p", "-f", file("provider: aws"), "--if-match", "7");

        assertThat(said.status()).isZero();
        assertThat(api.asked().getFirst().ifMatch()).isEqualTo(Optional.of("\"7\""));
    }

    @Test
    void a_drain_says_how_long() {
        api.says("POST /nodes/n1/drain", 202, "{\"state\":\"draining\"}");

        assertThat(api.type("node", "drain", "n1", "--within", "PT5M").out())
                .isEqualTo("node n1 draining\n");
        assertThat(api.asked().getFirst().body()).isEqualTo("{\"within\":\"PT5M\"}");
    }

    @Test
    void another_name_than_there_is_is_one_line_and_status_1() {
        var said = api.type("budget", "status", "nothing");

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err().strip())
                .isEqualTo("headroom: Not found: there is no /budgets/nothing/status");
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("input.yaml"), text).toString();
    }
}
