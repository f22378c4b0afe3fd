package io.headroom.provisioning.offer;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.headroom.engine.scaling.fact.Offer;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.security.Roles;
import io.headroom.provisioning.commitment.KnownCommitments;
import io.headroom.provisioning.offer.Answers.MarketAnswer;
import io.headroom.provisioning.pool.LeadTimes;
import io.headroom.provisioning.pool.Pools;

/// `/api/v1/offers`: what each pool can be asked for now, and what providers lacked of late.
@Path("/api/v1/offers")
@Tag(name = "offers")
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
public class OffersResource {

    private final Pools pools;
    private final Answers answers;
    private final LeadTimes leadTimes;
    private final Offers offers;
    private final Transactions transactions;
    private final KnownCommitments commitments;
    private final InstantSource clock;

    @Inject
    public OffersResource(
            Pools pools,
            Answers answers,
            LeadTimes leadTimes,
            Offers offers,
            Transactions transactions,
            KnownCommitments commitments,
            InstantSource clock) {
        this.commitments = commitments;
        this.pools = pools;
        this.answers = answers;
        this.leadTimes = leadTimes;
        this.offers = offers;
        this.transactions = transactions;
        this.clock = clock;
    }

    @GET
    @Operation(operationId = "listOffers", summary = "What each pool can be asked for now")
    public Uni<Page<Offer>> list(
            @QueryParam("pool") @DefaultValue("") String pool,
            @QueryParam("type") @DefaultValue("") String type,
            @BeanParam PageQuery page) {
        return transactions
                .asService(
                        session ->
                                pools.all(session)
                                        .chain(
                                                declared ->
                                                        answers.all(session)
                                                                .chain(
                                                                        said ->
                                                                                leadTimes
                                                                                        .all(
                                                                                                session)
                                                                                        .map(
                                                                                                learned ->
                                                                                                        offers
                                                                                                                .now(
                                                                                                                        declared,
                                                                                                                        said,
                                                                                                                        learned,
                                                                                                                        clock
                                                                                                                                .instant())))))
                .map(all -> all.stream().map(o -> o.within(commitments.left())).toList())
                .map(all -> Page.within(matching(all, pool, type), page));
    }

    @GET
    @Operation(operationId = "listShortages", summary = "What providers lacked of late")
    @Path("/shortages")
    public Uni<Page<MarketAnswer>> shortages(@BeanParam PageQuery page) {
        return transactions
                .asService(answers::all)
                .map(
                        all ->
                                Page.within(
                                        all.stream()
                                                .filter(a -> a.isShort(clock.instant()))
                                                .toList(),
                                        page));
    }

    private static List<Offer> matching(List<Offer> all, String pool, String type) {
        return all.stream()
                .filter(o -> pool.isEmpty() || o.pool().equals(pool))
                .filter(
                        o ->
                                type.isEmpty()
                                        || o.template()
                                                .instanceType()
                                                .toLowerCase(Locale.ROOT)
                                                .equals(type))
                .toList();
    }
}
