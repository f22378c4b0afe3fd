package io.headroom.forecast.signal;

import java.net.URI;
import java.time.InstantSource;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.headroom.forecast.outlook.ForecastLoop;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Idempotency;
import io.headroom.platform.rest.IdempotencyKey;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.rest.Reply;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// `/api/v1/signals`: tell Headroom what no history can.
@Path("/api/v1/signals")
@Tag(name = "signals")
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.SERVICE})
public class SignalsResource {

    private final Transactions transactions;
    private final Idempotency idempotency;
    private final SignalTable signals;
    private final Announcements announcements;
    private final ForecastLoop loop;
    private final Callers callers;
    private final InstantSource clock;

    @Inject
    SignalsResource(
            Transactions transactions,
            Idempotency idempotency,
            SignalTable signals,
            Announcements announcements,
            ForecastLoop loop,
            Callers callers,
            InstantSource clock) {
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.signals = signals;
        this.announcements = announcements;
        this.loop = loop;
        this.callers = callers;
        this.clock = clock;
    }

    @POST
    @Operation(
            operationId = "giveSignal",
            summary =
                    "Announce demand that is to come: GPUs on top of what is foreseen, and of what"
                            + " other signals say. `series` of the answer says which forecast it"
                            + " adds to: without a model, that of the lane's largest series."
                            + " `gpus`: above 0, at most 1,000,000; `certainty`: above 0, at most 1;"
                            + " `to` within 731 days. With `repeat` (a recurrence rule of RFC 5545"
                            + " such as FREQ=WEEKLY;BYDAY=MO,FR, at most every five minutes, COUNT"
                            + " at most 10,000) it comes again, by the wall clock of `zone` (such as"
                            + " Europe/Berlin, UTC by default); `from` and `to` are then its first"
                            + " time, and `next` of the answer its next five")
    public Uni<Response> give(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Signal signal) {
        if (signal == null) {
            throw Problem.invalid("body", "is required");
        }
        Caller caller = callers.current();
        UUID id = UUID.randomUUID();
        return announcements
                .check(signal)
                .chain(
                        () ->
                                transactions.asService(
                                        session ->
                                                idempotency.once(
                                                        session,
                                                        IdempotencyKey.of(key),
                                                        caller,
                                                        signal,
                                                        () ->
                                                                announcements
                                                                        .add(session, id, signal)
                                                                        .map(
                                                                                SignalsResource
                                                                                        ::created))))
                .map(Reply::toResponse);
    }

    private static Reply created(SignalView signal) {
        return Reply.created(
                URI.create("/api/v1/signals/" + signal.id()), signal, signal.version());
    }

    @GET
    @Operation(operationId = "listSignals", summary = "Signals that are not over")
    public Uni<Page<SignalView>> list(@BeanParam PageQuery page) {
        return transactions
                .asService(session -> signals.views(session, clock.instant()))
                .map(open -> Page.within(open, page));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "showSignal", summary = "One signal that is not over")
    public Uni<SignalView> show(@PathParam("id") String id) {
        return transactions
                .asService(session -> signals.view(session, id, clock.instant()))
                .map(found -> found.orElseThrow(() -> Problem.notFound("signal", id)));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "withdrawSignal",
            summary = "Take an announcement back, with all its times")
    public Uni<Void> withdraw(@PathParam("id") String id) {
        return transactions
                .asService(session -> signals.remove(session, id))
                .invoke(
                        removed -> {
                            if (removed == 0) {
                                throw Problem.notFound("signal", id);
                            }
                        })
                .invoke(loop::wake)
                .replaceWithVoid();
    }
}
