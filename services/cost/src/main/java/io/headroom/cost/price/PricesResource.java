package io.headroom.cost.price;

import java.time.Instant;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.PriceSource;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.security.Roles;

/// `/api/v1/prices`: what machines cost, from when until when. Everybody may see them: they are no tenant's.
@Path("/api/v1/prices")
@Tag(name = "prices")
@Produces(MediaType.APPLICATION_JSON)
public class PricesResource {

    private static final String LIST =
            """
            select id, provider, region, zone, instance_type as "instanceType", capacity_type as "capacityType", version,
                from_at as "from", until, per_hour as "perHour", worst_per_hour as "worstPerHour",
                source, as_of as "asOf" from (
                select *, lead(from_at) over (partition by provider, region, zone, instance_type, capacity_type order by from_at, version)
                        as until,
                    concat_ws('/', provider, region, zone, instance_type, capacity_type,
                        to_char(from_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS'), lpad(cast(greatest(version, 0) as text), 9, '0')) as id
                from price) p
            where (:provider = '' or provider = :provider) and (:region = '' or region = :region) and (:zone = '' or zone = :zone)
            and (:type = '' or instance_type = :type) and (:capacity = '' or capacity_type = :capacity)
            and (:at = '' or (from_at <= cast(nullif(:at, '') as timestamptz)
                and (until is null or until > cast(nullif(:at, '') as timestamptz))))
            and id > :after order by id limit :most
            """;

    record Row(
            String id,
            String provider,
            String region,
            String zone,
            String instanceType,
            String capacityType,
            long version,
            Instant from,
            @Nullable Instant until,
            long perHour,
            long worstPerHour,
            @Nullable String source,
            @Nullable Instant asOf) {}

    /// A price.
    ///
    /// @param version counts from 1 those that were heard as they came; 0 for one that was read from the past
    /// @param until when the next one began to hold; absent: it holds still
    /// @param perHour what is charged; @param worstPerHour the most that is reserved for it
    /// @param source who said so; absent for those that were said before that was kept
    /// @param asOf since when it holds by the source's own word; `from` is when it was heard
    public record PriceView(
            String id,
            ProviderKind provider,
            String region,
            String zone,
            String instanceType,
            CapacityType capacityType,
            long version,
            Instant from,
            @Nullable Instant until,
            Money perHour,
            Money worstPerHour,
            @Nullable PriceSource source,
            @Nullable Instant asOf) {

        static PriceView of(Row row) {
            String id =
                    String.join(
                            "/",
                            DashedEnums.nameOf(ProviderKind.valueOf(row.provider())),
                            row.region(),
                            row.zone(),
                            row.instanceType(),
                            DashedEnums.nameOf(CapacityType.valueOf(row.capacityType())),
                            row.version() < 0
                                    ? row.from().toString()
                                    : Long.toString(row.version()));
            return new PriceView(
                    id,
                    ProviderKind.valueOf(row.provider()),
                    row.region(),
                    row.zone(),
                    row.instanceType(),
                    CapacityType.valueOf(row.capacityType()),
                    Math.max(0, row.version()),
                    row.from(),
                    row.until(),
                    new Money(row.perHour()),
                    new Money(row.worstPerHour()),
                    row.source() == null ? null : PriceSource.valueOf(row.source()),
                    row.asOf());
        }
    }

    private final Transactions transactions;

    @Inject
    PricesResource(Transactions transactions) {
        this.transactions = transactions;
    }

    @GET
    @Operation(operationId = "listPrices", summary = "What machines cost, from when until when")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Uni<Page<PriceView>> list(@BeanParam PriceQuery query, @BeanParam PageQuery page) {
        Map<String, Object> asked =
                Map.of(
                        "provider", query.provider(),
                        "region", query.region,
                        "zone", query.zone,
                        "type", query.instanceType,
                        "capacity", query.capacityType(),
                        "at", query.at().map(Instant::toString).orElse(""),
                        "after", page.after().orElse(""),
                        "most", page.fetch());
        return transactions
                .asService(session -> Rows.list(session, LIST, asked, Row.class))
                .map(rows -> Page.of(rows, page, Row::id).map(PriceView::of));
    }
}
