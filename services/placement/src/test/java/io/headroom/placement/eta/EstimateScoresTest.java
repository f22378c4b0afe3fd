package io.headroom.placement.eta;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

import io.headroom.platform.leader.Leadership;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.TestBed;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/// What estimates were worth is shown as metrics, and what is old is forgotten.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "placement"))
class EstimateScoresTest {

    private static final String TOLD =
            """
            insert into placement.start_estimate (workload_id, tenant, told_by, told_at, median, late, waits_for, started_at)
            values (gen_random_uuid(), 'any', 'from-a-plan', now() - interval '%1$s', now() - interval '%1$s' + interval '20 minutes',
                now() - interval '%1$s' + interval '30 minutes', 'held-back', now() - interval '%1$s' + interval '25 minutes')
            """;

    @Inject EstimateScores scores;
    @Inject Leadership leadership;
    @Inject MeterRegistry meters;

    @Test
    void a_turn_shows_what_is_new_and_forgets_what_is_old() {
        // Metrics are of all that was told, by tests before this one as well.
        write("delete from placement.start_estimate");
        write(TOLD.formatted("2 hours"));
        write(TOLD.formatted("8 days"));
        eventually("it leads", Duration.ofSeconds(20), leadership::isLeader);

        scores.turn(leadership.current().orElseThrow());

        assertThat(gauge("coverage50")).isZero();
        assertThat(gauge("coverage90")).isEqualTo(1);
        assertThat(gauge("error.seconds")).isEqualTo(300);
        assertThat(older("7 days")).isZero();
        assertThat(older("1 hour")).isEqualTo(1);
    }

    private double gauge(String what) {
        return meters.get("headroom.start.estimate." + what)
                .tag("told-by", "from-a-plan")
                .tag("ahead", "beyond-ten-minutes")
                .gauge()
                .value();
    }

    private static int older(String than) {
        try (Connection database = TestBed.current().superuser();
                PreparedStatement query =
                        database.prepareStatement(
                                "select count(*) from placement.start_estimate where waits_for = 'held-back'"
                                        + " and told_at < now() - interval '"
                                        + than
                                        + "'");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void write(String sql) {
        try (Connection database = TestBed.current().superuser();
                PreparedStatement statement = database.prepareStatement(sql)) {
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
