package io.headroom.provisioning;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.NodeSpend;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.node.NodeReason;
import io.headroom.contracts.node.NodeState;
import io.headroom.contracts.node.NodeStateChanged;
import io.headroom.provisioning.provider.LaunchAttempt;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/// A gang is paid for as one. A member that its provider refuses is asked for elsewhere; only if it is not to be had there either,
/// the purchase is dissolved.
@QuarkusTest
@TestProfile(Quick.class)
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "provisioning"))
class GangPurchaseTest extends LaneOfItsOwn {

    @Test
    void a_member_that_is_refused_is_had_elsewhere_for_the_same_money() {
        inZones("us-east-1e", "us-east-1f");
        SpendRequested asked = gangOfTwo();
        NodeId first = asked.nodes().getFirst().node();
        cloud.lacking.add(first);
        grant(asked);
        eventually("it was refused", SOON, () -> !cloud.callsFor(first).isEmpty());
        cloud.lacking.remove(first);
        for (NodeSpend node : asked.nodes()) {
            reaches(node.node(), NodeState.BOOTING);
        }

        List<LaunchAttempt> calls = cloud.callsFor(first);
        assertThat(calls).hasSize(2);
        assertThat(calls.stream().map(LaunchAttempt::zone).distinct()).hasSize(2);
        assertThat(calls.stream().map(LaunchAttempt::token).distinct()).hasSize(2);
        assertThat(calls.getLast().maxPerHour())
                .isLessThanOrEqualTo(asked.nodes().getFirst().worstPerHour());
        assertThat(calls.getLast().launchBefore()).isEqualTo(calls.getFirst().launchBefore());
        assertThat(changes(first).getLast().node().zone()).isEqualTo(calls.getLast().zone());
        assertThat(changes(first).stream().map(c -> c.node().state()))
                .as("it never failed: its gang keeps its place")
                .doesNotContain(NodeState.FAILED);
        assertThat(purchases()).hasSize(1);
        assertThat(one("select state from purchase where id = cast(? as uuid)", asked))
                .isEqualTo("granted");
        assertThat(open(asked)).as("nothing that was not needed is left to call").isEqualTo("0");
    }

    @Test
    void a_member_that_is_nowhere_to_be_had_dissolves_the_purchase_and_not_the_others() {
        inZones("us-east-1c", "us-east-1d");
        SpendRequested asked = gangOfTwo();
        NodeId lost = asked.nodes().getFirst().node();
        NodeId other = asked.nodes().getLast().node();
        cloud.lacking.add(lost);
        grant(asked);
        reaches(lost, NodeState.FAILED);
        assertThat(cloud.callsFor(lost).stream().map(LaunchAttempt::zone))
                .as("both zones, one after the other")
                .hasSize(2)
                .doesNotHaveDuplicates();
        operator()
                .get("/api/v1/nodes/" + lost)
                .then()
                .body("reason.code", equalTo("provider-refused"));
        reaches(other, NodeState.BOOTING);
        eventually("the other one says so", SOON, () -> "gang-dissolved".equals(code(other)));
        assertThat(one("select state from purchase where id = cast(? as uuid)", asked))
                .isEqualTo("dissolved");
        assertThat(open(asked)).isEqualTo("0");
        assertThat(changes(other).stream().map(NodeStateChanged::why))
                .as("told here, and not to all")
                .noneMatch(NodeReason.GangDissolved.class::isInstance);
    }

    @Test
    void a_gang_of_whose_nodes_placement_has_heard_of_some_is_not_bought_again() {
        SpendRequested asked = gangOfTwo();
        eventually(
                "both are said",
                SOON,
                () -> asked.nodes().stream().noneMatch(n -> changes(n.node()).isEmpty()));
        long first =
                asked.nodes().stream()
                        .mapToLong(n -> changes(n.node()).getFirst().version())
                        .min()
                        .orElseThrow();

        // What waits beside the gang shows when the shortfall was looked at.
        lacks(first, List.of(item(2, true), item(1, false)));

        eventually("the other one is bought", SOON, () -> purchases().size() > 1);
        assertThat(purchases().stream().map(p -> p.nodes().size())).containsExactly(2, 1);
    }

    /// Of its own: what lacked in one test lacks in the next.
    private void inZones(String one, String other) {
        operator()
                .body(
                        body("[\"g6.xlarge\"]")
                                .replace("us-east-1a", one)
                                .replace("us-east-1b", other))
                .put("/api/v1/pools/pool-" + lane)
                .then()
                .statusCode(200);
    }

    private SpendRequested gangOfTwo() {
        wantsGang(2);
        SpendRequested asked = asked();
        assertThat(asked.nodes()).hasSize(2);
        return asked;
    }

    private static String code(NodeId node) {
        return operator().get("/api/v1/nodes/" + node).path("reason.code");
    }

    private static String open(SpendRequested asked) {
        return one(
                "select count(*) from launch_attempt a join node n on n.id = a.node"
                        + " where n.purchase = cast(? as uuid) and a.outcome is null",
                asked);
    }

    private static String one(String sql, SpendRequested asked) {
        try (Connection database = TestBed.current().superuser();
                PreparedStatement query =
                        database.prepareStatement(
                                sql.replace("from ", "from provisioning.")
                                        .replace("join node", "join provisioning.node"))) {
            query.setString(1, asked.purchase().toString());
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
