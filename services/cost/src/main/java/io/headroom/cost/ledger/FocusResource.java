package io.headroom.cost.ledger;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
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

import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// Costs as a FOCUS bill, for tools that read those.
@Path("/api/v1/costs/focus")
public class FocusResource {

    /// More is asked for in pieces of time: a bill of that many lines is 60 MB.
    private static final int MOST = 100_000;

    private static final String SELECT =
            """
            select cast(json_build_object('from_at', l.from_at, 'to_at', l.to_at, 'amount', l.amount, 'share', l.share,
                'node', l.node, 'tenant', l.tenant, 'workload', l.workload, 'class', l.class,
                'provider_id', n.provider_id, 'attributes', e.doc -> 'spend' -> 'attributes') as text)
            from ledger l join lease e on e.node = l.node left join node n on n.node = l.node
            where l.budget is null and l.from_at >= cast(cast(:from as text) as timestamptz)
            and l.from_at < cast(cast(:to as text) as timestamptz) order by l.from_at, l.id limit :most
            """;

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
    @Produces("text/csv")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
    public Uni<String> export(
            @BeanParam TimeSpan time, @QueryParam("version") @DefaultValue("1.2") String version) {
        if (!version.equals("1.2")) {
            throw Problem.invalid("version", "must be 1.2");
        }
        Caller caller = callers.current();
        TimeSpan.Bounds bounds = time.bounds();
        return transactions
                .inTenant(
                        caller.tenant(),
                        session ->
                                Rows.documents(
                                        session,
                                        SELECT,
                                        Map.of(
                                                "from", bounds.from().toString(),
                                                "to", bounds.to().toString(),
                                                "most", MOST + 1)))
                .map(this::csv);
    }

    private String csv(List<JsonNode> rows) {
        if (rows.size() > MOST) {
            throw Problem.unprocessable("from", "more than " + MOST + " lines: ask for less time");
        }
        StringBuilder text = new StringBuilder(Csv.line(FocusRow.COLUMNS));
        rows.forEach(row -> text.append(Csv.line(FocusRow.of(row, account))));
        return text.toString();
    }
}
