package io.headroom.forecast.accuracy;

import java.time.Duration;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.leader.Epoch;
import io.headroom.platform.leader.Leadership;
import io.headroom.platform.leader.StaleLeader;
import io.headroom.testkit.harness.HeadroomInfrastructure;

import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What is older than it is kept for goes, however many rows that are, and nothing else.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "forecast"))
class RetentionTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject Transactions transactions;
    @Inject Retention retention;
    @Inject Leadership leadership;

    @Test
    void what_is_old_goes_in_batches_and_what_is_not_stays() {
        int old = Retention.BATCH + 100;
        samples("kept/H100", old, "40 days", "5 days");
        samples("kept/H200", 50, "31 days", "20 days");
        scores("kept/H100", 200, "31 days", "29 days");
        retention.forget(leading());
        assertThat(rows("sample", "kept/H100")).isEqualTo(old);
        assertThat(rows("sample", "kept/H200")).isEqualTo(50);
        assertThat(rows("score", "kept/H100")).isEqualTo(200);
        assertThat(rowsOlderThan30Days("sample", "at")).isZero();
        assertThat(rowsOlderThan30Days("score", "hour")).isZero();
    }

    @Test
    void who_leads_no_longer_forgets_nothing() {
        samples("stale/H100", 10, "40 days", "5 days");
        Epoch over = new Epoch(leading().number() + 1);
        assertThatThrownBy(() -> retention.forget(over)).isInstanceOf(StaleLeader.class);
        assertThat(rows("sample", "stale/H100")).isEqualTo(20);
    }

    private Epoch leading() {
        eventually("it leads", SOON, leadership::isLeader);
        return leadership.current().orElseThrow();
    }

    /// As many before one age as before the other.
    private void samples(String series, int each, String one, String other) {
        insert(
                "insert into sample (series, at, gpus) select '%1$s', now() - cast(age as interval) - i * interval '1 second', 1"
                        + " from generate_series(1, %2$d) i, (values ('%3$s'), ('%4$s')) ages(age)",
                series, each, one, other);
    }

    private void scores(String series, int each, String one, String other) {
        insert(
                "insert into score (series, hour, sums)"
                        + " select '%1$s', now() - cast(age as interval) - i * interval '1 second', '{1}'"
                        + " from generate_series(1, %2$d) i, (values ('%3$s'), ('%4$s')) ages(age)",
                series, each, one, other);
    }

    private void insert(String sql, String series, int each, String one, String other) {
        transactions
                .asService(
                        session ->
                                Rows.execute(
                                        session, sql.formatted(series, each, one, other), Map.of()))
                .await()
                .atMost(SOON);
    }

    /// Of what was there: the service may add to it meanwhile what is of today.
    private long rows(String table, String series) {
        String time = table.equals("sample") ? "at" : "hour";
        return count(
                "select count(*) || '' from %s where series = '%s' and %s < now() - interval '1 day'"
                        .formatted(table, series, time));
    }

    private long rowsOlderThan30Days(String table, String time) {
        return count(
                "select count(*) || '' from %s where series like 'kept/%%' and %s < now() - interval '30 days 1 minute'"
                        .formatted(table, time));
    }

    private long count(String sql) {
        return Long.parseLong(
                transactions
                        .asService(session -> Rows.text(session, sql, Map.of()))
                        .await()
                        .atMost(SOON)
                        .orElseThrow());
    }
}
