package io.headroom.cost.budget.standing;

import java.time.InstantSource;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.cost.rate.Rates;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;

/// Takes the status of a budget that nobody declared, once, when the service starts: who asks first would else wait for what is read and
/// made ready with it.
@Singleton
public final class FirstLook {

    private static final Logger LOG = Logger.getLogger(FirstLook.class);

    /// No name of a budget is empty.
    private static final String NOBODY = "";

    private static final String SPEC =
            """
            {"scope": {}, "amount": "1.00", "period": {"every": "month"}, "thresholds": [{"percent": 80}]}
            """;

    private final Transactions transactions;
    private final Rates rates;
    private final InstantSource clock;

    @Inject
    FirstLook(Transactions transactions, Rates rates, InstantSource clock) {
        this.transactions = transactions;
        this.rates = rates;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        BudgetSpec spec = Rows.read(SPEC, BudgetSpec.class);
        transactions
                .asService(
                        session ->
                                BudgetRows.find(session, NOBODY)
                                        .chain(
                                                () ->
                                                        Statuses.of(
                                                                session,
                                                                rates,
                                                                NOBODY,
                                                                spec,
                                                                clock.instant())))
                .map(Rows::json)
                .subscribe()
                .with(_ -> {}, failure -> LOG.debugf("the first look has to wait: %s", failure));
    }
}
