package io.headroom.cost;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.SpendDenied;
import io.headroom.contracts.budget.SpendGranted;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.cost.lease.LeaseDesk;
import io.headroom.platform.database.Transactions;
import io.headroom.testkit.harness.HeadroomInfrastructure;
import io.headroom.testkit.harness.Onlooker;

import static io.headroom.cost.Api.budget;
import static io.headroom.cost.Api.operator;
import static io.headroom.cost.Api.status;
import static io.headroom.cost.Buying.node;
import static io.headroom.cost.Buying.purchase;
import static io.headroom.testkit.harness.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What a process knows of the books from its last transaction holds as long as nobody else changed them.
@QuarkusTest
@QuarkusTestResource(
        value = HeadroomInfrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "cost"))
class BooksTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject Transactions transactions;
    @Inject LeaseDesk desk;
    @Inject MeterRegistry meters;

    @Test
    void decisions_in_a_row_read_the_books_once() {
        declare("familiar", "1000.00");
        assertThat(isGranted("familiar")).isTrue();
        double before = meters.counter("headroom.books.read").count();
        for (int i = 0; i < 20; i++) {
            assertThat(isGranted("familiar")).isTrue();
        }
        // The service's own loops may have opened a period meanwhile.
        assertThat(meters.counter("headroom.books.read").count() - before).isLessThan(4);
        assertThat(status("familiar", "committed")).isEqualTo("357.00");
    }

    @Test
    void what_somebody_else_changed_is_seen_by_the_next_decision() throws SQLException {
        declare("elsewhere", "100.00");
        assertThat(isGranted("elsewhere")).isTrue();
        change(
                "update cost.account set committed = committed + 80000000 where budget = 'elsewhere'");
        assertThat(isGranted("elsewhere")).isFalse();
        change(
                "update cost.account set committed = committed - 80000000 where budget = 'elsewhere'");
        assertThat(isGranted("elsewhere")).isTrue();
        change(
                "update cost.budget set spec = jsonb_set(spec, '{amount}', '\"40.00\"') where name = 'elsewhere'");
        assertThat(isGranted("elsewhere")).isFalse();
        assertThat(status("elsewhere", "committed")).isEqualTo("34.00");
    }

    @Test
    void what_is_learned_of_a_node_while_the_lock_is_waited_for_is_not_missed()
            throws SQLException {
        declare("awaited", "100.00");
        assertThat(isGranted("awaited")).isTrue();
        SpendRequested request = purchase("awaited", "60.00", node());
        CompletableFuture<Void> answered = Onlooker.look(database -> asks(request, database));
        answered.join();
        assertThat(Others.said("spend-denied", request.purchase().toString(), SpendDenied.class))
                .singleElement()
                .satisfies(denied -> assertThat(denied.budget()).isEqualTo("none"));
    }

    /// A request for a node that somebody, who has the books open, says is gone; he is done only once the request waits for him.
    private CompletableFuture<Void> asks(SpendRequested request, Connection other)
            throws SQLException {
        other.setAutoCommit(false);
        try (Statement statement = other.createStatement()) {
            statement.execute("select changes from cost.books for update");
            CompletableFuture<Void> answered =
                    transactions
                            .asService(session -> desk.answer(session, List.of(request)))
                            .subscribeAsCompletionStage();
            eventually("the request waits for the books", SOON, () -> isAnyWaiting(statement));
            statement.execute(
                    "insert into cost.node (node, version, state, milli_gpu) values ('%s', 9, 'terminated', 8000)"
                            .formatted(request.nodes().getFirst().node()));
            other.commit();
            return answered;
        } finally {
            other.setAutoCommit(true);
        }
    }

    private static boolean isAnyWaiting(Statement statement) {
        try (ResultSet waiting =
                statement.executeQuery("select 1 from pg_locks where not granted")) {
            return waiting.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_was_rolled_back_is_not_known() {
        declare("undone", "20.00");
        SpendRequested undone = purchase("undone", "60.00", node());
        assertThatThrownBy(
                        () ->
                                transactions
                                        .asService(
                                                session ->
                                                        desk.answer(session, List.of(undone))
                                                                .chain(BooksTest::failure))
                                        .await()
                                        .atMost(SOON))
                .isInstanceOf(IllegalStateException.class);
        assertThat(status("undone", "committed")).isEqualTo("0.00");
        assertThat(isGranted("undone")).isTrue();
        assertThat(isGranted("undone")).isFalse();
        assertThat(status("undone", "committed")).isEqualTo("17.00");
    }

    @Test
    void what_the_database_stores_otherwise_than_it_was_decided_on_is_refused()
            throws SQLException {
        declare("bent", "100.00");
        assertThat(isGranted("bent")).isTrue();
        define(
                """
                create function cost.bend() returns trigger language plpgsql as
                    $$begin new.committed = new.committed - 1; return new; end$$;
                create trigger bend before update on cost.account for each row
                    when (new.budget = 'bent') execute function cost.bend()
                """);
        try {
            assertThatThrownBy(() -> isGranted("bent"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("as they were decided on");
        } finally {
            define("drop trigger bend on cost.account; drop function cost.bend()");
        }
        assertThat(status("bent", "committed")).isEqualTo("17.00");
        assertThat(isGranted("bent")).isTrue();
        assertThat(status("bent", "committed")).isEqualTo("34.00");
    }

    private static void define(String sql) throws SQLException {
        boolean _ =
                Onlooker.look(
                        database -> {
                            try (Statement statement = database.createStatement()) {
                                return statement.execute(sql);
                            }
                        });
    }

    private static Uni<Void> failure() {
        return Uni.createFrom().failure(new IllegalStateException("it is not to be"));
    }

    private boolean isGranted(String tenant) {
        SpendRequested request = purchase(tenant, "60.00", node());
        transactions
                .asService(session -> desk.answer(session, List.of(request)))
                .await()
                .atMost(SOON);
        String key = request.purchase().toString();
        int granted = Others.said("spend-granted", key, SpendGranted.class).size();
        int denied = Others.said("spend-denied", key, SpendDenied.class).size();
        assertThat(granted + denied).isEqualTo(1);
        return granted == 1;
    }

    private static void declare(String name, String amount) {
        operator().body(budget(name, amount)).put("/api/v1/budgets/" + name).then().statusCode(201);
    }

    private static void change(String sql) throws SQLException {
        int changed =
                Onlooker.look(
                        database -> {
                            try (Statement statement = database.createStatement()) {
                                return statement.executeUpdate(sql);
                            }
                        });
        assertThat(changed).isEqualTo(1);
    }
}
