package io.headroom.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.agent.UserData;
import io.headroom.contracts.budget.BudgetChanged;
import io.headroom.contracts.budget.LeaseDenied;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendDenied;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeReleased;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.contracts.workload.PendingReason;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.ProviderFailure;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

/// A node's whole way, from the shortfall that calls for it to the end of its bill.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class NodeLifeTest extends LaneOfItsOwn {

    @Test
    void is_bought_launched_joined_used_and_given_back() throws Exception {
        wants(1);
        SpendRequested asked = asked();
        NodeId node = asked.nodes().getFirst().node();
        assertThat(asked.nodes()).hasSize(1);
        assertThat(asked.nodes().getFirst().worstPerHour()).isEqualTo(Money.of("0.8048"));
        assertThat(cloud.callsFor(node)).as("no call before the money").isEmpty();

        grant(asked);
        reaches(node, NodeState.BOOTING);
        assertThat(cloud.callsFor(node)).hasSize(1);
        LaunchAttempt call = cloud.callsFor(node).getFirst();
        try (Agent agent = Agent.boot(call)) {
            becomesReady(agent);
        }
        wants(0);
        eventually("asked whether it may go", SOON, () -> asksToRelease(node).isPresent());
        assertThat(cloud.machines.values()).anyMatch(m -> m.node().equals(Optional.of(node)));
        placement.say(new NodeReleased(node, asksToRelease(node).orElseThrow().nodeVersion()));
        reaches(node, NodeState.TERMINATED);
        assertThat(cloud.machines.values()).noneMatch(m -> m.node().equals(Optional.of(node)));

        List<Long> versions = changes(node).stream().map(NodeStateChanged::version).toList();
        assertThat(versions).isSorted().doesNotHaveDuplicates();
        assertThat(changes(node).stream().map(c -> c.node().state()))
                .containsExactly(
                        NodeState.REQUESTED,
                        NodeState.LAUNCHING,
                        NodeState.BOOTING,
                        NodeState.READY,
                        NodeState.TERMINATING,
                        NodeState.TERMINATED);
    }

    @Test
    void drains_when_its_provider_takes_it_back() throws Exception {
        LaunchAttempt call = booting();
        NodeId node = call.node();
        Instant goneAt = Instant.now().plus(Duration.ofMinutes(2)).truncatedTo(ChronoUnit.SECONDS);
        try (Agent agent = Agent.boot(call)) {
            becomesReady(agent);
            agent.takenBack(goneAt);
            agent.beat();
            reaches(node, NodeState.DRAINING);
        }
        assertThat(changes(node))
                .filteredOn(c -> c.node().state() == NodeState.DRAINING)
                .singleElement()
                .satisfies(
                        c -> {
                            assertThat(c.node().drainBy()).isEqualTo(goneAt);
                            assertThat(c.why()).isEqualTo(new NodeReason.SpotReclaimed(goneAt));
                        });
    }

    @Test
    void a_token_is_good_for_one_key_only() throws Exception {
        LaunchAttempt call = booting();
        UserData.Headroom told =
                HeadroomJson.tolerant().readValue(call.userData(), UserData.class).headroom();
        try (Agent _ = Agent.boot(call)) {
            String other = new String(io.nats.client.NKey.createUser(null).getPublicKey());
            Agent.join(told, other).then().statusCode(403).contentType("application/problem+json");
        }
    }

    @Test
    void what_is_not_there_fails_is_remembered_and_another_is_tried_elsewhere() {
        cloud.failures.add(new ProviderFailure.NoCapacity("InsufficientInstanceCapacity: none"));
        wants(1);
        SpendRequested first = asked();
        NodeId node = first.nodes().getFirst().node();
        grant(first);
        reaches(node, NodeState.FAILED);
        operator()
                .get("/api/v1/nodes/" + node)
                .then()
                .body("reason.code", equalTo("provider-refused"))
                .body("reason.kind", equalTo("no-capacity"));
        String zone = cloud.callsFor(node).getFirst().zone();
        operator().get("/api/v1/offers/shortages").then().body("items.zone", hasItem(zone));
        wants(1);
        eventually("a new purchase", SOON, () -> purchases().size() == 2);
        SpendRequested second = purchases().getLast();
        grant(second);
        NodeId other = second.nodes().getFirst().node();
        reaches(other, NodeState.BOOTING);
        assertThat(cloud.callsFor(other).getFirst().zone()).isNotEqualTo(zone);
    }

    @Test
    void an_answer_that_is_lost_starts_no_second_machine() {
        cloud.failures.add(new ProviderFailure.Unknown("timed out"));
        cloud.failures.add(new ProviderFailure.Throttled("RequestLimitExceeded"));
        LaunchAttempt call = booting();
        List<LaunchAttempt> calls = cloud.callsFor(call.node());
        assertThat(calls.size()).isGreaterThanOrEqualTo(3);
        assertThat(calls.stream().map(c -> c.token() + c.zone()).distinct()).hasSize(1);
        assertThat(cloud.machines.values())
                .filteredOn(m -> m.node().equals(Optional.of(call.node())))
                .hasSize(1);
    }

    @Test
    void without_money_nothing_is_called_and_placement_hears_why() {
        wants(1);
        SpendRequested asked = asked();
        NodeId node = asked.nodes().getFirst().node();
        Instant later = Instant.now().plusSeconds(600);
        cost.say(new SpendDenied(asked.purchase(), "research", Money.of("5.00"), later));
        reaches(node, NodeState.FAILED);
        wants(1);
        eventually(
                "it is said why",
                SOON,
                () ->
                        unmet().stream()
                                .flatMap(u -> u.items().stream())
                                .anyMatch(i -> i.reason() instanceof PendingReason.BudgetDenied));
        assertThat(cloud.callsFor(node)).isEmpty();
        assertThat(purchases()).as("not asked again before its time").hasSize(1);
    }

    @Test
    void a_budget_that_changes_takes_back_what_it_refused() {
        wants(1);
        SpendRequested asked = asked();
        Instant later = Instant.now().plusSeconds(36_000);
        String budget = "budget-" + lane;
        cost.say(new SpendDenied(asked.purchase(), budget, Money.of("5.00"), later));
        reaches(asked.nodes().getFirst().node(), NodeState.FAILED);
        wants(1);
        cost.say(new BudgetChanged("another", 1, null, "olga", Instant.now()));
        eventually("it is said why", SOON, () -> !unmet().isEmpty());
        assertThat(purchases()).as("the other budget changes nothing").hasSize(1);
        cost.say(new BudgetChanged(budget, 2, null, "olga", Instant.now()));
        eventually("it is asked for again", SOON, () -> purchases().size() == 2);
    }

    @Test
    void a_lease_that_ends_ends_its_node() {
        LaunchAttempt call = booting();
        Instant now = Instant.now();
        cost.say(new LeaseDenied(lease(call.node(), now), "research", Money.of("1.00")));
        reaches(call.node(), NodeState.TERMINATED);
    }

    @Test
    void a_machine_of_nobody_is_ended_and_a_vanished_one_is_marked_gone() {
        NodeId unknown = new NodeId(UUID.randomUUID());
        cloud.machines.put("i-orphan", FakeCloud.running("i-orphan", unknown, "x", "us-east-1a"));
        LaunchAttempt call = booting();
        cloud.machines.values().removeIf(m -> m.node().equals(Optional.of(call.node())));
        eventually("the orphan is gone", SOON, () -> !cloud.machines.containsKey("i-orphan"));
        reaches(call.node(), NodeState.TERMINATED);
    }

    @Test
    void a_pool_names_what_is_wrong_with_it() {
        declare("[\"g6.xlarge\"]").then().statusCode(200); // the same again creates nothing
        declare("[\"g6.xlarge\",\"x9.huge\"]")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", hasItem("instanceTypes[1]"));
        operator()
                .body(body("[\"g6.xlarge\"]").replace(lane, "nowhere"))
                .put("/api/v1/pools/elsewhere")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("lane"));
        operator()
                .header("If-Match", "\"999999\"")
                .body(body("[\"g6.48xlarge\"]"))
                .put("/api/v1/pools/pool-" + lane)
                .then()
                .statusCode(412);
        given().get("/api/v1/pools").then().statusCode(401);
    }
}
