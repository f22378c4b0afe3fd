package io.headroom.cli.audit;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.cli.FakeApi;

import static org.assertj.core.api.Assertions.assertThat;

class AuditTest {
    private static final String NODE =
            "{\"id\":\"n1\",\"state\":\"ready\",\"since\":\"2026-03-01T00:00:00Z\"}";
    private static final String LEASE =
            "{\"node\":\"n1\",\"held\":\"1.00\",\"until\":\"9999-01-01T00:00:00Z\"}";
    private static final String MACHINE =
            "{\"instance\":\"i-1\",\"provider\":\"aws\",\"labels\":{\"headroom:node\":\"n1\"},\"charged\":\"2.00\"}";
    private static final String BUDGET =
            "{\"budget\":\"b\",\"cap\":\"10.00\",\"spent\":\"5.00\",\"committed\":\"4.00\",\"highestCommitted\":\"9.50\"}";

    @TempDir Path folder;
    private FakeApi api;

    @BeforeEach
    void start() {
        api = new FakeApi(folder);
        nodes(NODE);
        leases(LEASE);
        bill(MACHINE);
        costs("");
        api.says("GET /providers", "{\"items\":[{\"name\":\"aws\",\"state\":\"ok\"}]}");
        api.says("GET /budgets", "{\"items\":[{\"name\":\"b\"}]}");
        api.says("GET /budgets/b/status", BUDGET);
        api.says("GET /simulator/v1/instances", "{\"left\":1,\"items\":[]}");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void where_all_agree_nothing_is_wrong() {
        var said = api.type("audit");

        assertThat(said.err()).isEmpty();
        assertThat(said.out()).contains("nothing is wrong");
        assertThat(said.status()).isZero();
    }

    @Test
    void a_machine_without_a_node_is_an_orphan() {
        bill(MACHINE, MACHINE.replace("n1", "n9").replace("i-1", "i-9"));

        finds("aws i-9 is charged and belongs to no node");
    }

    @Test
    void a_machine_whose_node_is_over_is_charged_for_nothing() {
        nodes(NODE.replace("ready", "terminated"));

        finds("aws i-1 is charged, and its node n1 is terminated since 2026-03-01T00:00:00Z");
    }

    @Test
    void a_node_without_a_machine_is_a_ghost() {
        bill();

        finds("node n1 is ready, and no provider charges a machine for it");
    }

    @Test
    void a_node_without_a_lease_spends_money_that_nobody_granted() {
        leases();

        finds("node n1 is ready without a lease");
    }

    @Test
    void a_lease_of_an_unknown_node_holds_money_for_nothing() {
        leases(LEASE, LEASE.replace("n1", "n7"));

        finds("lease of node n7 holds $1.00 for a node that nobody knows");
    }

    @Test
    void a_ledger_that_says_less_than_the_bill_is_wrong() {
        nodes(NODE.replace("ready", "terminated"));
        leases();
        bill(MACHINE.replace("\"charged\"", "\"to\":\"2026-03-01T01:00:00Z\",\"charged\""));
        costs("{\"group\":{\"node\":\"n1\"},\"amount\":\"1.50\"}");

        finds("node n1 was charged $2.0000 by its provider, and the ledger says $1.5000");
    }

    @Test
    void the_ledger_may_differ_by_a_minute_for_each_sees_the_end_when_it_does() {
        nodes(NODE.replace("ready", "terminated").replace("}", ",\"pricePerHour\":\"60.00\"}"));
        leases();
        bill(MACHINE.replace("\"charged\"", "\"to\":\"2026-03-01T01:00:00Z\",\"charged\""));
        costs("{\"group\":{\"node\":\"n1\"},\"amount\":\"1.10\"}");

        assertThat(api.type("audit").status()).isZero();
    }

    @Test
    void a_ledger_that_says_far_more_than_the_bill_is_wrong_too() {
        nodes(NODE.replace("ready", "terminated"));
        leases();
        bill(MACHINE.replace("\"charged\"", "\"to\":\"2026-03-01T01:00:00Z\",\"charged\""));
        costs("{\"group\":{\"node\":\"n1\"},\"amount\":\"9.00\"}");

        finds("the ledger says $9.0000");
    }

    @Test
    void a_cap_that_was_passed_is_wrong_even_later() {
        api.says("GET /budgets/b/status", BUDGET.replace("9.50", "10.01"));

        finds("budget b highest committed is $10.01, above its cap $10.00");
    }

    @Test
    void a_provider_that_does_not_answer_cannot_be_audited() {
        api.says(
                "GET /providers",
                "{\"items\":[{\"name\":\"aws\",\"state\":\"denied\",\"detail\":\"no key\"}]}");

        finds("provider aws is denied: no key");
    }

    @Test
    void without_a_simulator_the_rest_is_compared() {
        api.says("GET /simulator/v1/instances", 404, "{}");
        bill();

        assertThat(api.type("audit").out()).contains("Providers are real", "nothing is wrong");
    }

    private void finds(String wrong) {
        var said = api.type("audit");
        assertThat(said.out()).contains(wrong, "1 wrong");
        assertThat(said.status()).isEqualTo(1);
    }

    private void nodes(String... items) {
        api.says("GET /nodes", items(items));
    }

    private void leases(String... items) {
        api.says("GET /leases", items(items));
    }

    private void bill(String... items) {
        api.says("GET /simulator/v1/bill", items(items));
    }

    private void costs(String items) {
        api.says("GET /costs?by=node", items(items));
    }

    private static String items(String... items) {
        return "{\"items\":[" + String.join(",", items) + "]}";
    }
}
