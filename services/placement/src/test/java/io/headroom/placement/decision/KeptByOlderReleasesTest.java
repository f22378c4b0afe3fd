package io.headroom.placement.decision;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.engine.fleet.Fleet;
import io.headroom.engine.fleet.Queue;
import io.headroom.engine.placement.PlacementFacts;
import io.headroom.engine.placement.PlacementPlan;
import io.headroom.engine.placement.PlacementPolicy;
import io.headroom.engine.placement.defrag.Known;
import io.headroom.engine.placement.preemption.Preemption;
import io.headroom.platform.database.Rows;

import static org.assertj.core.api.Assertions.assertThat;

/// What was written down before anybody was moved can still be read.
class KeptByOlderReleasesTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @Test
    void room_that_was_being_made_moves_nobody() {
        Preemption read =
                Rows.read(
                        """
                        {"by":"00000000-0000-0001-0000-000000000001",
                         "seats":[{"replica":0,"node":"00000000-0000-0002-0000-000000000001","devices":[0]}],
                         "victims":[{"workload":"00000000-0000-0001-0000-000000000002","attempt":1,"lost":7,"why":"priority"}],
                         "decidedAt":"2026-01-05T12:00:00Z","notBefore":"2026-01-05T12:02:00Z","why":"priority"}""",
                        Preemption.class);
        assertThat(read.movesOthers()).isFalse();
        assertThat(read.worth()).isNull();
        assertThat(Rows.read(Rows.json(read), Preemption.class)).isEqualTo(read);
    }

    @Test
    void a_decision_and_a_difference_that_know_no_prices() {
        PlacementFacts facts = PlacementFacts.of(Fleet.EMPTY, new Queue(List.of()));
        PlacementPlan plan =
                new PlacementPlan(List.of(), List.of(), List.of(), List.of(), List.of());
        Decided decided = new Decided(facts, PlacementPolicy.DEFAULTS, NOON, plan);
        String moving = "\"moving\":" + Rows.json(Known.NOTHING);
        String whole = without(Rows.json(decided), moving);
        String difference = without(Rows.json(Difference.between(decided, decided)), moving);
        assertThat(Rows.read(whole, Decided.class)).isEqualTo(decided);
        assertThat(Rows.read(difference, Difference.class).after(decided)).isEqualTo(decided);
    }

    private static String without(String json, String field) {
        assertThat(json).contains(field);
        return json.replace("," + field, "").replace(field + ",", "");
    }
}
