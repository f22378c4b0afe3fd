package io.headroom.cost.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

import io.headroom.cost.commitment.PaidCommitment;
import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// Costs as a FOCUS bill, for tools that read those.
@Path("/api/v1/costs/focus")
public class FocusResource {

    static final String PARQUET = "application/vnd.apache.parquet";

    /// More is asked for in pieces of time: a bill of that many lines is 60 MB.
    private static final int MOST = 100_000;

    private static final String SELECT =
            """
            select cast(json_build_object('id', l.id, 'from_at', l.from_at, 'to_at', l.to_at, 'amount', l.amount, 'share', l.share,
                'node', l.node, 'tenant', l.tenant, 'workload', l.workload, 'class', l.class,
                'provider_id', n.provider_id, 'attributes', coalesce(e.doc -> 'spend' -> 'attributes',
                jsonb_build_object('tenant', l.tenant, 'environment', l.environment, 'pool', l.pool, 'lane', l.lane,
                    'provider', l.provider, 'region', l.region, 'capacityType', 'reserved', 'labels', cast('{}' as jsonb))),
                'covers', case when l.share = 'commitment' then
                    (select json_agg(json_build_object('node', c.node, 'from_at', greatest(c.since, l.from_at),
                        'to_at', least(c.until, l.to_at), 'saved', c.saved, 'attributes', ce.doc -> 'spend' -> 'attributes',
                        'provider_id', cn.provider_id) order by c.since, c.node)
                    from commitment_cover c left join lease ce on ce.node = c.node left join node cn on cn.node = c.node
                    where c.fee = l.node and c.since < l.to_at and c.until > l.from_at) end) as text)
            from ledger l left join lease e on e.node = l.node left join node n on n.node = l.node
            where l.budget is null and (e.node is not null or l.share in ('commitment', 'idle-commitment')) and l.from_at >= cast(cast(:from as text) as timestamptz)
            and l.from_at < cast(cast(:to as text) as timestamptz) and (l.from_at, l.id) > (cast(cast(:afterAt as text) as timestamptz), :afterId)
            order by l.from_at, l.id limit :most
            """;

    /// So many lines are in memory at once where the answer is a file: a megabyte or two.
    private static final int PIECE = 2_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Callers callers;
    private final Transactions transactions;
    private final String account;

    @Inject
    FocusResource(
            Callers callers,
            Transactions transactions,
            @ConfigProperty(name = "headroom.cost.billing-account", defaultValue = "headroom")
                    String account) {
        this.callers = callers;
        this.transactions = transactions;
        this.account = account;
    }

    @GET
    @Operation(operationId = "exportFocus", summary = "Costs as a FOCUS bill")
    @Produces("text/csv")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Uni<String> export(
            @BeanParam TimeSpan time, @QueryParam("version") @DefaultValue("1.2") String version) {
        requireKnown(version);
        Caller caller = callers.current();
        return transactions
                .asService(PaidCommitment::all)
                .chain(
                        paid ->
                                lines(caller, time.bounds(), After.NOTHING, MOST + 1)
                                        .map(rows -> csv(rows, paid)));
    }

    /// Written to a file piece by piece, and sent from there: a bill of any size takes no more memory than a piece.
    @GET
    @Blocking
    @Operation(operationId = "exportFocusParquet", summary = "Costs as a FOCUS bill in Parquet")
    @Produces(PARQUET + ";qs=0.1")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public RestResponse<InputStream> parquet(
            @BeanParam TimeSpan time, @QueryParam("version") @DefaultValue("1.2") String version)
            throws IOException {
        requireKnown(version);
        Caller caller = callers.current();
        TimeSpan.Bounds bounds = time.bounds();
        java.nio.file.Path file = Files.createTempFile("focus-", ".parquet");
        boolean whole = false;
        try {
            write(file, caller, bounds);
            InputStream sent = Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
            whole = true;
            // Said again: what only ranks it among the answers is not for the client.
            return RestResponse.ResponseBuilder.ok(sent, PARQUET).build();
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void write(java.nio.file.Path file, Caller caller, TimeSpan.Bounds bounds)
            throws IOException {
        Map<UUID, PaidCommitment> paid =
                transactions.asService(PaidCommitment::all).await().atMost(PATIENCE);
        try (FocusParquet parquet = new FocusParquet(file)) {
            After after = After.NOTHING;
            List<JsonNode> rows;
            do {
                rows = lines(caller, bounds, after, PIECE).await().atMost(PATIENCE);
                for (JsonNode row : rows) {
                    for (List<String> line : FocusRow.of(row, account, paid)) {
                        parquet.write(line);
                    }
                    after = After.of(row);
                }
            } while (rows.size() == PIECE);
        }
    }

    /// The last line that was read.
    private record After(Instant at, long id) {
        static final After NOTHING = new After(Instant.EPOCH, 0);

        /// What begins before needs not be looked at again.
        Instant since(Instant from) {
            return at.isAfter(from) ? at : from;
        }

        static After of(JsonNode row) {
            return new After(Rows.instant(row.get("from_at")), row.get("id").asLong());
        }
    }

    private Uni<List<JsonNode>> lines(
            Caller caller, TimeSpan.Bounds bounds, After after, int most) {
        Map<String, Object> asked =
                Map.of(
                        "from", after.since(bounds.from()).toString(),
                        "to", bounds.to().toString(),
                        "afterAt", after.at().toString(),
                        "afterId", after.id(),
                        "most", most);
        return transactions.inTenant(
                caller.tenant(), session -> Rows.documents(session, SELECT, asked));
    }

    private static void requireKnown(String version) {
        if (!version.equals("1.2")) {
            throw Problem.invalid("version", "must be 1.2");
        }
    }

    private String csv(List<JsonNode> rows, Map<UUID, PaidCommitment> paid) {
        if (rows.size() > MOST) {
            throw Problem.unprocessable("from", "more than " + MOST + " lines: ask for less time");
        }
        StringBuilder text = new StringBuilder(Csv.line(FocusRow.COLUMNS));
        for (JsonNode row : rows) {
            FocusRow.of(row, account, paid).forEach(line -> text.append(Csv.line(line)));
        }
        return text.toString();
    }
}
