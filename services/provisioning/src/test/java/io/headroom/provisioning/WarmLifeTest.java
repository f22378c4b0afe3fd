package io.headroom.provisioning;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.LeaseDenied;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.NodeSpend;
import io.headroom.contracts.budget.SpendDenied;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.node.Node;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeState;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.provisioning.provider.ProviderFailure;
import io.headroom.provisioning.provider.Seen;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

/// A node that is stopped instead of ended, and what becomes of it.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class WarmLifeTest extends WarmPool {

    private static final List<NodeState> BOTH_LIVES =
            List.of(
                    NodeState.REQUESTED,
                    NodeState.LAUNCHING,
                    NodeState.BOOTING,
                    NodeState.READY,
                    NodeState.DRAINING,
                    NodeState.WARM,
                    NodeState.REQUESTED,
                    NodeState.LAUNCHING,
                    NodeState.BOOTING,
                    NodeState.READY);

    private static final Money DISK = Money.of("0.011");

    @Test
    void is_stopped_kept_paid_for_anew_and_woken_before_another_is_bought() throws Exception {
        LaunchAttempt launch = warmPool();
        NodeId node = launch.node();
        try (Agent agent = Agent.boot(launch)) {
            ready(agent, node);
            stopped(node);
            Node warm = last(node);
            assertThat(warm.pricePerHour()).isEqualTo(DISK);
            assertThat(machine(node).state()).isEqualTo(Seen.State.STOPPED);
            staysWarm(node);

            SpendRequested wake = wakeAsked();
            NodeSpend spend = wake.nodes().getFirst();
            assertThat(spend.node()).isEqualTo(node);
            assertThat(spend.worstPerHour()).isEqualTo(Money.of("0.8048"));
            assertThat(spend.woken())
                    .isEqualTo(new NodeSpend.Woken(warm.version(), warm.since(), DISK));
            assertThat(cloud.callsFor(node)).as("no call before the money").hasSize(1);

            grant(wake);
            reaches(node, NodeState.BOOTING);
            assertThat(cloud.callsFor(node).getLast().startsAgain()).isTrue();
            assertThat(machine(node).state()).isEqualTo(Seen.State.RUNNING);
            assertThat(state(node))
                    .as("what it said before its stop is old")
                    .isEqualTo(NodeState.BOOTING);
            ready(agent, node);
        }
        assertThat(changes(node).stream().map(c -> c.node().state()).toList())
                .isEqualTo(BOTH_LIVES);
        Instant woken = Objects.requireNonNull(last(node).launchedAt());
        assertThat(woken).isAfter(launch.at());
        assertThat(purchases()).as("none was bought beside it").hasSize(2);
    }

    private void staysWarm(NodeId node) {
        long looks = cloud.looks.get();
        eventually("three sweeps", SOON, () -> cloud.looks.get() > looks + 3);
        assertThat(state(node)).isEqualTo(NodeState.WARM);
        operator()
                .get("/api/v1/nodes?state=warm")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(node.toString()));
        eventually(
                "it says until when it is kept",
                SOON,
                () ->
                        "stopped"
                                .equals(
                                        operator()
                                                .get("/api/v1/nodes/" + node)
                                                .path("keptFor.code")));
        operator()
                .get("/api/v1/nodes/" + node)
                .then()
                .body("keptFor.diskPerHour", equalTo("0.011"))
                .body("keptFor.until", notNullValue());
    }

    @Test
    void a_wake_that_finds_no_capacity_leaves_it_stopped_and_another_is_bought_elsewhere()
            throws Exception {
        NodeId node = warm();
        String zone = last(node).zone();
        cloud.failures.add(new ProviderFailure.NoCapacity("InsufficientInstanceCapacity: none"));
        grant(wakeAsked());
        reaches(node, NodeState.WARM);
        assertThat(last(node).pricePerHour()).isEqualTo(DISK);
        operator().get("/api/v1/offers/shortages").then().body("items.zone", hasItem(zone));
        wants(1);
        eventually("another is bought", SOON, () -> purchases().size() == 3);
        NodeSpend other = purchases().getLast().nodes().getFirst();
        assertThat(other.node()).isNotEqualTo(node);
        assertThat(state(node)).isEqualTo(NodeState.WARM);
    }

    @Test
    void a_start_whose_answer_is_lost_is_repeated_and_one_that_is_refused_for_good_ends_it()
            throws Exception {
        NodeId node = warm();
        cloud.failures.add(new ProviderFailure.Unknown("timed out"));
        grant(wakeAsked());
        reaches(node, NodeState.BOOTING);
        List<LaunchAttempt> starts =
                cloud.callsFor(node).stream().filter(LaunchAttempt::startsAgain).toList();
        assertThat(starts.size()).isGreaterThanOrEqualTo(2);
        assertThat(starts.stream().map(LaunchAttempt::token).distinct()).hasSize(1);

        NodeId denied = another();
        cloud.failures.add(new ProviderFailure.Denied("UnauthorizedOperation: StartInstances"));
        wants(1);
        eventually("its wake", SOON, () -> wakes(denied).size() == 1);
        grant(wakes(denied).getFirst());
        reaches(denied, NodeState.TERMINATED);
        operator()
                .get("/api/v1/pools/pool-" + lane)
                .then()
                .body("state", org.hamcrest.Matchers.equalTo("open"));
    }

    @Test
    void without_money_it_stays_stopped_and_without_its_disks_it_ends() throws Exception {
        NodeId node = warm();
        SpendRequested wake = wakeAsked();
        Instant later = Instant.now().plusSeconds(600);
        cost.say(new SpendDenied(wake.purchase(), "research", Money.of("5.00"), later));
        reaches(node, NodeState.WARM);
        assertThat(cloud.callsFor(node)).hasSize(1);
        cost.say(new LeaseDenied(lease(node, Instant.now()), "research", Money.of("1.00")));
        reaches(node, NodeState.TERMINATED);
        assertThat(machines(node)).isEmpty();
    }

    @Test
    void one_that_runs_although_it_was_stopped_is_ended_and_one_that_vanished_is_gone()
            throws Exception {
        NodeId node = warm();
        Seen machine = machine(node);
        cloud.machines.put(machine.providerId(), FakeCloud.in(Seen.State.RUNNING, machine));
        reaches(node, NodeState.TERMINATED);
        assertThat(machines(node)).isEmpty();
        NodeId other = another();
        cloud.machines.remove(machine(other).providerId());
        reaches(other, NodeState.TERMINATED);
    }

    @Test
    void a_pool_that_keeps_none_any_more_ends_those_it_has() throws Exception {
        NodeId node = warm();
        declare("[\"g6.xlarge\"]").then().statusCode(200);
        reaches(node, NodeState.TERMINATED);
    }

    @Test
    void a_target_that_nothing_would_act_on_is_refused() {
        refused("\"warm\":{\"max\":1,\"states\":[\"suspended\"]}", "warm.states[0]");
        operator()
                .body(withWarm("\"warm\":{\"max\":1}").replace("on-demand", "spot"))
                .put("/api/v1/pools/pool-" + lane)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("warm.max"));
    }

    private void refused(String warm, String field) {
        operator()
                .body(withWarm(warm))
                .put("/api/v1/pools/pool-" + lane)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", hasItem(field));
    }
}
