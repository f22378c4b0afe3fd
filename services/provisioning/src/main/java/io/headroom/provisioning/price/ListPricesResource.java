package io.headroom.provisioning.price;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.FieldError;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;
import io.headroom.provisioning.pool.PoolRow;
import io.headroom.provisioning.pool.Pools;

/// `/api/v1/list-prices`: what the types that pools name cost by list, who says so, and what an operator says instead.
@Path("/api/v1/list-prices")
@Tag(name = "list-prices")
@RunOnVirtualThread
public class ListPricesResource {

    /// A kind of machine and its price.
    ///
    /// @param perHour what it is taken to cost now; absent where nobody says it
    /// @param source who says so
    /// @param from since when it holds here; absent for the list of the release and the file of the settings
    /// @param asOf since when it holds by its source's own word
    /// @param next what is said to hold later
    /// @param look what the last look at the provider's own list came to; absent where there was none
    public record ListPriceView(
            ProviderKind provider,
            String region,
            String instanceType,
            @Nullable Money perHour,
            @Nullable PriceSource source,
            @Nullable Instant from,
            @Nullable Instant asOf,
            @Nullable Next next,
            @Nullable Look look) {}

    /// A price that is to come.
    public record Next(Money perHour, PriceSource source, Instant from) {}

    /// What the provider's own list had.
    ///
    /// @param said its price; absent where it has none
    public record Look(
            Instant at, PriceLook.Outcome outcome, String detail, @Nullable Money said) {}

    /// What became of prices that were said.
    ///
    /// @param said those that are new or other than before; @param unchanged those that were said before
    public record PricesSaid(int said, int unchanged) {}

    private final ListPrices prices;
    private final PriceRows rows;
    private final Pools pools;
    private final Transactions transactions;
    private final Callers callers;
    private final InstantSource clock;

    @Inject
    ListPricesResource(
            ListPrices prices,
            PriceRows rows,
            Pools pools,
            Transactions transactions,
            Callers callers,
            InstantSource clock) {
        this.prices = prices;
        this.rows = rows;
        this.pools = pools;
        this.transactions = transactions;
        this.callers = callers;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "listListPrices",
            summary = "What the types that pools name cost by list, and who says so")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Page<ListPriceView> list(@BeanParam PageQuery page) {
        List<PriceLook> looks = transactions.asService(rows::looks).await().indefinitely();
        List<PoolRow> declared = transactions.asService(pools::all).await().indefinitely();
        SequencedSet<PriceKey> keys = new LinkedHashSet<>();
        for (PoolRow pool : declared) {
            if (pool.spec().provider() != ProviderKind.REDFISH) {
                pool.templates().forEach(type -> keys.add(key(pool, type)));
            }
        }
        return Page.within(keys.stream().map(key -> view(key, looks)).toList(), page);
    }

    private static PriceKey key(PoolRow pool, NodeTemplate type) {
        return new PriceKey(
                pool.spec().provider(),
                pool.spec().region(),
                type.instanceType(),
                CapacityType.ON_DEMAND);
    }

    private ListPriceView view(PriceKey key, List<PriceLook> looks) {
        Instant now = clock.instant();
        List<SaidPrice> said = prices.said(key);
        Optional<ListPrices.Listed> listed =
                prices.find(key.provider(), key.region(), key.instanceType());
        return new ListPriceView(
                key.provider(),
                key.region(),
                key.instanceType(),
                listed.map(ListPrices.Listed::perHour).orElse(null),
                listed.map(ListPrices.Listed::source).orElse(null),
                SaidPrice.holding(said, now)
                        .filter(p -> listed.filter(l -> l.source() == p.source()).isPresent())
                        .map(SaidPrice::from)
                        .orElse(null),
                listed.map(ListPrices.Listed::asOf).orElse(null),
                SaidPrice.next(said, now)
                        .map(p -> new Next(p.perHour(), p.source(), p.from()))
                        .orElse(null),
                looks.stream()
                        .filter(l -> l.key().equals(key))
                        .findFirst()
                        .map(l -> new Look(l.at(), l.outcome(), l.detail(), l.said()))
                        .orElse(null));
    }

    /// All of them or none. What is said to hold from an instant that has come stays; what is still to come may be said otherwise.
    @POST
    @Operation(
            operationId = "sayListPrices",
            summary = "Say what types cost, from when on; the same again changes nothing")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
    public PricesSaid say(@Nullable PriceFile file) {
        if (file == null) {
            throw Problem.invalid("body", "is required");
        }
        List<FieldError> errors = new ArrayList<>();
        List<SaidPrice> read = file.read(clock.instant(), callers.current().name(), errors);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        PricesSaid answer =
                transactions
                        .asService(
                                session ->
                                        rows.all(session)
                                                .map(before -> fresh(read, before))
                                                .chain(
                                                        fresh ->
                                                                rows.say(session, fresh)
                                                                        .replaceWith(
                                                                                new PricesSaid(
                                                                                        fresh
                                                                                                .size(),
                                                                                        read.size()
                                                                                                - fresh
                                                                                                        .size()))))
                        .await()
                        .indefinitely();
        prices.refresh();
        return answer;
    }

    /// Without those that say nothing new. Throws where one would change what holds already.
    private static List<SaidPrice> fresh(List<SaidPrice> read, List<SaidPrice> before) {
        List<SaidPrice> fresh = new ArrayList<>();
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            SaidPrice price = read.get(i);
            Optional<SaidPrice> same = before.stream().filter(price::isInPlaceOf).findFirst();
            if (same.filter(price::saysTheSame).isPresent() || price.holdsAlready(before)) {
                continue;
            }
            if (same.filter(p -> !p.from().isAfter(price.saidAt())).isPresent()) {
                errors.add(
                        new FieldError(
                                "prices[" + i + "].from",
                                "%s was said of then, and a price that held is not changed: say a later time"
                                        .formatted(same.get().perHour())));
            }
            fresh.add(price);
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return fresh;
    }
}
