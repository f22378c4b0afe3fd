package io.headroom.platform.sample;

import java.net.URI;
import java.util.List;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Idempotency;
import io.headroom.platform.rest.IdempotencyKey;
import io.headroom.platform.rest.IfMatch;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.rest.Reply;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// Things over REST.
@Path("/api/v1/things")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.OPERATOR, Roles.MEMBER})
public class ThingsResource {

    @Inject Transactions transactions;
    @Inject Idempotency idempotency;
    @Inject Callers callers;

    /// How a thing is shown.
    public record Thing(String name, String tenant, long version) {
        static Thing of(ThingRow row) {
            return new Thing(String.valueOf(row.name), String.valueOf(row.tenant), row.version);
        }
    }

    @POST
    public Uni<Response> create(
            @Nullable ThingSpec spec, @HeaderParam("Idempotency-Key") @Nullable String key) {
        if (spec == null) {
            throw Problem.invalid("body", "is required");
        }
        Caller caller = callers.current();
        caller.requireTenant(spec.tenant());
        return transactions
                .inTenant(
                        spec.tenant(),
                        session ->
                                idempotency.once(
                                        session,
                                        IdempotencyKey.of(key),
                                        caller,
                                        spec,
                                        () -> insert(session, spec)))
                .map(Reply::toResponse);
    }

    private static Uni<Reply> insert(Mutiny.Session session, ThingSpec spec) {
        ThingRow row = new ThingRow(spec.name() + "-" + System.nanoTime(), spec.tenant(), 1);
        return session.persist(row)
                .replaceWith(
                        () ->
                                Reply.created(
                                        URI.create("/api/v1/things/" + row.name),
                                        Thing.of(row),
                                        1));
    }

    @PUT
    @Path("{name}")
    public Uni<Response> put(
            @PathParam("name") String name,
            ThingSpec spec,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        IfMatch match = IfMatch.of(ifMatch);
        return transactions
                .inTenant(
                        spec.tenant(),
                        session ->
                                session.find(ThingRow.class, name)
                                        .chain(
                                                row -> {
                                                    if (row == null) {
                                                        match.requireAbsent();
                                                        ThingRow fresh =
                                                                new ThingRow(
                                                                        name, spec.tenant(), 1);
                                                        return session.persist(fresh)
                                                                .replaceWith(fresh);
                                                    }
                                                    match.requireCurrent(row.version);
                                                    row.version++;
                                                    return Uni.createFrom().item(row);
                                                }))
                .map(row -> Reply.ok(Thing.of(row), row.version).toResponse());
    }

    @GET
    public Uni<Page<Thing>> list(
            @BeanParam PageQuery query, @QueryParam("weight") @Max(10) int weight) {
        Caller caller = callers.current();
        return transactions
                .inTenant(
                        caller.tenant(),
                        session ->
                                session.createQuery(
                                                "from ThingRow where name > :after order by name",
                                                ThingRow.class)
                                        .setParameter("after", query.after().orElse(""))
                                        .setMaxResults(query.fetch())
                                        .getResultList())
                .map(rows -> Page.of(rows, query, row -> String.valueOf(row.name)).map(Thing::of));
    }

    @GET
    @Path("{name}")
    public Uni<Thing> show(@PathParam("name") String name) {
        Caller caller = callers.current();
        return transactions
                .inTenant(caller.tenant(), session -> session.find(ThingRow.class, name))
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("thing", name))
                .map(Thing::of);
    }

    @GET
    @Path("numbered/{number}")
    public List<Long> numbered(@PathParam("number") long number) {
        return List.of(number);
    }

    @GET
    @Path("kinds/{kind}")
    public List<String> kind(@PathParam("kind") ThingSpec.Kind kind) {
        return List.of(kind.name());
    }
}
