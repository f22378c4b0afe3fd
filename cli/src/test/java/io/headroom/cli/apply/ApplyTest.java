package io.headroom.cli.apply;

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

class ApplyTest {
    private static final String POOL =
            """
            apiVersion: headroom.dev/v1
            kind: NodePool
            metadata: {name: h100}
            spec: {provider: aws, region: us-east-1, zones: [us-east-1a], instanceTypes: [p5.48xlarge], lane: training, max: 4}
            """;
    private static final String LANE =
            """
            apiVersion: headroom.dev/v1
            kind: Lane
            metadata: {name: training}
            spec: {reservedGpus: 8}
            """;
    private static final String TENANTS =
            """
            apiVersion: headroom.dev/v1
            kind: Tenant
            metadata: {name: a-team}
            spec: {parent: research}
            ---
            apiVersion: headroom.dev/v1
            kind: Tenant
            metadata: {name: research}
            spec: {weight: 2}
            """;
    private static final String BUDGET =
            """
            apiVersion: headroom.dev/v1
            kind: Budget
            metadata: {name: march}
            spec: {amount: "2500.00", period: {every: month}}
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
    void what_becomes_of_nodes_is_said_with_budgets_alone() throws IOException {
        write("lane.yaml", LANE);
        write("budget.yaml", BUDGET);
        api.says("PUT /lanes/training", 201, "{}").says("PUT /budgets/march", 201, "{}");

        var said = api.type("apply", "-f", files.toString(), "--on-exceed", "drain");

        assertThat(said.err()).isEmpty();
        assertThat(api.written())
                .containsExactly("PUT /lanes/training", "PUT /budgets/march?onExceed=drain");
    }

    @Test
    void what_others_need_is_written_first() throws IOException {
        write("1-pool.yaml", POOL);
        write("2-lane.yaml", LANE);
        write("3-tenants.yaml", TENANTS);
        for (var path :
                new String[] {
                    "/tenants/research", "/tenants/a-team", "/lanes/training", "/pools/h100"
                }) {
            api.says("PUT " + path, 201, "{}");
        }

        var said = api.type("apply", "-f", files.toString());

        assertThat(said.err()).isEmpty();
        assertThat(said.status()).isZero();
        assertThat(api.written())
                .containsExactly(
                        "PUT /tenants/research",
                        "PUT /tenants/a-team",
                        "PUT /lanes/training",
                        "PUT /pools/h100");
        assertThat(said.out())
                .contains(
                        "4 to create", "+ NodePool/h100", "instanceTypes", "NodePool/h100 created");
    }

    @Test
    void what_is_as_declared_is_left_alone() throws IOException {
        write("budget.yaml", BUDGET);
        api.says("GET /budgets/march", budget("2500.00"), 4);

        var said = api.type("apply", "-f", files.toString());

        assertThat(said.out()).contains("0 to create, 0 to change", "unchanged");
        assertThat(api.written()).as("%s", said.err()).isEmpty();
    }

    @Test
    void a_change_names_the_version_that_it_was_compared_with() throws IOException {
        write("budget.yaml", BUDGET);
        api.says("GET /budgets/march", budget("2000.00"), 4);
        api.says("PUT /budgets/march", "{}", 5);

        var said = api.type("apply", "-f", files.toString());

        assertThat(said.lines()).contains("    ~ amount: 2000.00 -> 2500.00");
        assertThat(api.asked().getLast().ifMatch()).isEqualTo(Optional.of("\"4\""));
    }

    @Test
    void a_dry_run_writes_nothing_and_a_diff_exits_with_1() throws IOException {
        write("budget.yaml", BUDGET);

        assertThat(api.type("apply", "-f", files.toString(), "--dry-run").status()).isZero();
        assertThat(api.type("diff", "-f", files.toString()).status()).isEqualTo(1);
        assertThat(api.written()).isEmpty();
    }

    @Test
    void all_that_is_wrong_is_named_before_anything_is_written() throws IOException {
        write(
                "a.yaml",
                BUDGET + "---\n" + BUDGET.replace("2500.00", "-1.00").replace("march", "april"));
        write("b.yaml", POOL.replace("max: 4", "max: 4, colour: blue"));
        write("c.yaml", LANE.replace("Lane", "Line"));
        write("d.yaml", BUDGET);

        var said = api.type("apply", "-f", files.toString());

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err())
                .contains("a.yaml (document 2): spec.amount: must be from 0.00")
                .contains("b.yaml: spec.colour: there is no such field")
                .contains(
                        "c.yaml: kind: must be one of Tenant, Lane, Quota, Budget, Commitment, NodePool")
                .contains("Budget/march is declared in");
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void a_lane_that_nobody_declares_is_found_before_the_first_write() throws IOException {
        write("pool.yaml", POOL + "---\n" + BUDGET);

        var said = api.type("apply", "-f", files.toString());

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err())
                .contains("pool.yaml (document 1): spec.lane: there is no Lane training");
        assertThat(api.written()).isEmpty();
    }

    @Test
    void a_refusal_names_its_document_and_the_rest_is_written() throws IOException {
        write("all.yaml", LANE + "---\n" + POOL);
        api.says("PUT /lanes/training", 403, "{\"title\":\"Forbidden\"}");
        api.says("PUT /pools/h100", 201, "{}");

        var said = api.type("apply", "-f", files.toString());

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err()).contains("Lane/training", "all.yaml (document 1)", "Forbidden");
        assertThat(said.out()).contains("NodePool/h100 created");
    }

    @Test
    void only_with_prune_and_only_of_declared_kinds_things_go() throws IOException {
        write("budget.yaml", BUDGET);
        api.says("GET /budgets/march", budget("2500.00"), 4);
        api.says(
                "GET /budgets",
                "{\"items\":["
                        + budget("2500.00")
                        + ","
                        + budget("1.00").replace("march", "old")
                        + "]}");
        api.says("DELETE /budgets/old", 204, "");

        assertThat(api.type("apply", "-f", files.toString()).status()).isZero();
        assertThat(api.written()).isEmpty();

        var said = api.type("apply", "-f", files.toString(), "--prune");
        assertThat(said.out()).contains("- Budget/old", "Budget/old deleted");
        assertThat(api.written()).containsExactly("DELETE /budgets/old");
    }

    @Test
    void an_export_can_be_applied_and_changes_nothing() throws IOException {
        api.says("GET /budgets", "{\"items\":[" + budget("2500.00") + "]}");
        api.says("GET /budgets/march", budget("2500.00"), 4);
        var exported = api.type("export", "Budget");
        write("exported.yaml", exported.out());

        assertThat(api.type("diff", "-f", files.toString()).status()).isZero();
    }

    @Test
    void the_samples_are_valid() {
        var samples = Path.of("..").resolve("samples").resolve("declared");

        var said = api.type("diff", "-f", samples.toString());

        assertThat(said.err()).isEmpty();
        assertThat(said.out()).contains("4 to create");
    }

    private static String budget(String amount) {
        return """
        {"name":"march","version":4,"scope":{"labels":{}},"amount":"%s","currency":"USD","period":{"every":"month","zone":"UTC"},
         "enforcement":"hard","thresholds":[],"createdAt":"2026-03-01T00:00:00Z","updatedAt":"2026-03-01T00:00:00Z","updatedBy":"o"}
        """
                .formatted(amount);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(files.resolve(name), text);
    }
}
