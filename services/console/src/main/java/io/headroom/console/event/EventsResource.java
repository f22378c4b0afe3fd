package io.headroom.console.event;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.envelope.EventId;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// `/api/v1/events`: what happened, as a list or as it happens. Who speaks for one tenant sees the events of its workloads.
@Path("/api/v1/events")
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
public class EventsResource {

    private static final int MOST = 1000;
    private static final int AT_ONCE = 100;

    /// Half of what proxies commonly take for a dead connection.
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /// Some events, oldest first.
    ///
    /// @param next to ask for those that come after; absent where there are none to go on from
    record Events(List<Kept.EventView> items, @Nullable String next) {}

    private final EventLog log;
    private final Callers callers;

    @Inject
    EventsResource(EventLog log, Callers callers) {
        this.log = log;
        this.callers = callers;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "listEvents", summary = "The latest events, oldest first")
    public Events list(
            @QueryParam("type") @Nullable String type,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw Problem.invalid("limit", "must be from 1 to " + MOST);
        }
        long from = after == null || after.isBlank() ? 0 : log.numberOf(id(after));
        if (from == 0 && after != null && !after.isBlank()) {
            throw Problem.invalid("after", "is no event that is still kept");
        }
        List<Kept.EventView> items =
                log.after(from, limit, wanted(callers.current(), type)).stream()
                        .map(Kept::view)
                        .toList();
        return new Events(items, items.isEmpty() ? null : items.getLast().id());
    }

    /// Goes on after the `Last-Event-ID`; without one, with what happens from now on.
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(operationId = "followEvents", summary = "Events as they happen")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = Kept.EventView.class)))
    public Multi<OutboundSseEvent> follow(
            @QueryParam("type") @Nullable String type,
            @QueryParam("after") @Nullable String after,
            @HeaderParam("Last-Event-ID") @Nullable String last,
            @Context Sse sse) {
        Predicate<Kept> wanted = wanted(callers.current(), type);
        String id = last == null ? after == null ? null : id(after) : last;
        AtomicLong at = new AtomicLong(id == null ? log.lastNumber() : log.numberOf(id));
        return Multi.createBy()
                .repeating()
                .uni(() -> turn(at, wanted, sse))
                .indefinitely()
                .onItem()
                .disjoint();
    }

    private static String id(String after) {
        try {
            return EventId.of(after).value().toString();
        } catch (IllegalArgumentException _) {
            throw Problem.invalid("after", "must be the id of an event, not " + after);
        }
    }

    /// What came since the last turn; a comment if nothing did, so that both sides know of each other.
    private Uni<List<OutboundSseEvent>> turn(AtomicLong at, Predicate<Kept> wanted, Sse sse) {
        return log.somethingAfter(at.get(), HEARTBEAT)
                .map(
                        _ -> {
                            long newest = log.lastNumber();
                            List<Kept> came = log.after(at.get(), AT_ONCE, wanted);
                            boolean all = came.size() < AT_ONCE;
                            boolean quiet = newest == at.get();
                            at.set(all ? newest : came.getLast().number());
                            return quiet
                                    ? List.of(sse.newEventBuilder().comment("quiet").build())
                                    : came.stream().map(kept -> event(kept, sse)).toList();
                        });
    }

    private static OutboundSseEvent event(Kept kept, Sse sse) {
        Kept.EventView view = kept.view();
        try {
            return sse.newEventBuilder()
                    .id(view.id())
                    .name(view.type())
                    .data(HeadroomJson.mapper().writeValueAsString(view))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that was read can be written", e);
        }
    }

    /// @param types some, by comma; with or without the context before the name
    private static Predicate<Kept> wanted(Caller caller, @Nullable String types) {
        if (types == null || types.isBlank()) {
            return kept -> kept.isFor(caller);
        }
        Set<String> names =
                Arrays.stream(types.split(",", -1)).map(String::strip).collect(Collectors.toSet());
        return kept ->
                kept.isFor(caller)
                        && (names.contains(kept.event().type().toString())
                                || names.contains(kept.event().type().name()));
    }
}
