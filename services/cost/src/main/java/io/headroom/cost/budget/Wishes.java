package io.headroom.cost.budget;

import java.time.InstantSource;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.cost.known.KnownNames;
import io.headroom.cost.rate.Rates;
import io.headroom.cost.webhook.Addresses;
import io.headroom.engine.budget.limit.ExchangeRates;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.IfMatch;
import io.headroom.platform.security.Caller;

/// Makes of a request what its caller wants of a budget, or refuses what can be no budget.
@Singleton
final class Wishes {

    private final KnownNames names;
    private final Addresses addresses;
    private final Rates rates;
    private final Transactions transactions;
    private final InstantSource clock;

    @Inject
    Wishes(
            KnownNames names,
            Addresses addresses,
            Rates rates,
            Transactions transactions,
            InstantSource clock) {
        this.names = names;
        this.addresses = addresses;
        this.rates = rates;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Throws at once what is wrong with the request itself.
    Uni<BudgetAdmin.Wish> of(
            String name,
            @Nullable JsonNode body,
            IfMatch ifMatch,
            OnExceed onExceed,
            Caller caller) {
        SpecBody.requireName(name);
        BudgetSpec spec = SpecBody.read(body);
        addresses.check(spec);
        return rates(spec)
                .chain(
                        known ->
                                names.warnings(spec.scope())
                                        .map(
                                                unknown ->
                                                        new BudgetAdmin.Wish(
                                                                name,
                                                                spec,
                                                                ifMatch,
                                                                onExceed,
                                                                caller.name(),
                                                                known,
                                                                unknown)));
    }

    private Uni<ExchangeRates> rates(BudgetSpec spec) {
        return transactions.asService(
                session -> rates.require(session, spec.currency(), clock.instant()));
    }
}
