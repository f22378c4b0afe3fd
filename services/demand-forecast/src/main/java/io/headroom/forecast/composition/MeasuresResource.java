package io.headroom.forecast.composition;

import java.time.Instant;
import java.time.InstantSource;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.forecast.part.Dimension;
import io.headroom.forecast.part.PartHours;
import io.headroom.forecast.part.PartKey;
import io.headroom.forecast.part.WhoseDemand;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// `/api/v1/series/measures`: what demand was made of.
@Path("/api/v1/series/measures")
@Tag(name = "series")
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
public class MeasuresResource {

    private final Transactions transactions;
    private final Minutes minutes;
    private final PartHours hours;
    private final Callers callers;
    private final InstantSource clock;

    @Inject
    MeasuresResource(
            Transactions transactions,
            Minutes minutes,
            PartHours hours,
            Callers callers,
            InstantSource clock) {
        this.transactions = transactions;
        this.minutes = minutes;
        this.hours = hours;
        this.callers = callers;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "showMeasures",
            summary =
                    "What the demand of one series, or of one tenant, class or shape of it, was made"
                            + " of, minute by minute: `wanted` (GPUs; what"
                            + " is foreseen), `running` (GPUs held), `queued` (GPUs waited for),"
                            + " `waiting` (workloads that wait), `arrivals` (workloads submitted in the"
                            + " minute), `work` (GPU-seconds run in the minute), `outlived` (GPUs asked"
                            + " for that do not count, since what waited for them would be over by now)"
                            + " and `unasked` (GPUs that requests need beyond what is asked for)."
                            + " wanted = running + queued - outlived + unasked. null where it is not"
                            + " known: in a gap, of imported minutes that did not say it, and `work` of"
                            + " the minute that is not over. With `*`, `parts` has each tenant, class or"
                            + " shape of which there was anything, and they add up to the series in every"
                            + " minute; `~others` is what is of none that is known. Who speaks for one"
                            + " tenant gets that tenant's part, asked for or not")
    public Uni<MeasuresView> show(
            @Parameter(description = "which series, such as `default/H100`", required = true)
                    @QueryParam("series")
                    @Nullable String series,
            @Parameter(description = WhoseDemand.TENANT) @QueryParam("tenant")
                    @Nullable String tenant,
            @Parameter(description = WhoseDemand.CLASS) @QueryParam("class")
                    @Nullable String workloadClass,
            @Parameter(description = WhoseDemand.SHAPE) @QueryParam("shape") @Nullable String shape,
            @Parameter(description = "the first minute, an instant; an hour before `to` by default")
                    @QueryParam("from")
                    @Nullable String from,
            @Parameter(
                            description =
                                    "an instant, not included; now by default. At most 7 days after"
                                            + " `from`, and a million numbers in all: of each part a"
                                            + " number for each measure and minute")
                    @QueryParam("to")
                    @Nullable String to,
            @Parameter(
                            description =
                                    "these alone, with commas between: wanted, arrivals, running, queued,"
                                            + " waiting, work, outlived, unasked; all by default")
                    @QueryParam("measure")
                    @Nullable String measure) {
        Instant now = clock.instant();
        MeasuresAsked asked = MeasuresAsked.of(series, measure, from, to, now);
        Caller caller = callers.current();
        WhoseDemand whose = WhoseDemand.of(caller, null, tenant, workloadClass, shape);
        return read(asked, whose, caller)
                .chain(
                        read ->
                                whose.dimension().isEmpty()
                                        ? Uni.createFrom().item(MeasuresView.ofSeries(asked, read))
                                        : parts(
                                                asked,
                                                whose,
                                                whose.dimension().get(),
                                                read,
                                                caller,
                                                now));
    }

    /// Of the series nobody who speaks for one tenant sees more than what says which minutes of its own part are known.
    private Uni<Minutes.Read> read(MeasuresAsked asked, WhoseDemand whose, Caller caller) {
        Uni<Minutes.Read> whole =
                transactions.asService(
                        session ->
                                minutes.isKnown(session, asked.series())
                                        .invoke(known -> require(known, label(asked, whose)))
                                        .chain(() -> minutes.read(session, asked, whose)));
        return caller.speaksForAll()
                ? whole
                : whole.chain(
                        read ->
                                transactions
                                        .inTenant(
                                                caller.tenant(),
                                                session -> minutes.read(session, asked, whose))
                                        .map(read::with));
    }

    private Uni<MeasuresView> parts(
            MeasuresAsked asked,
            WhoseDemand whose,
            Dimension dimension,
            Minutes.Read read,
            Caller caller,
            Instant now) {
        PartKey part = new PartKey(asked.series(), dimension, whose.name());
        Instant since = now.minus(PartHours.REMEMBERED);
        return transactions.inTenant(
                caller.tenant(),
                session ->
                        known(session, part, read)
                                .invoke(known -> require(known, label(asked, whose)))
                                .chain(
                                        () ->
                                                hours.minutes(
                                                        session,
                                                        caller.speaksForAll()
                                                                ? part.of(WhoseDemand.EVERY)
                                                                : part,
                                                        asked.from(),
                                                        asked.to()))
                                .map(wanted -> new PartMinutes(read.parts(), wanted, since))
                                .map(
                                        parts ->
                                                whose.isOfEach()
                                                        ? MeasuresView.ofEach(
                                                                asked, read, dimension, parts)
                                                        : MeasuresView.ofPart(
                                                                asked, read, part, parts)));
    }

    private Uni<Boolean> known(Mutiny.Session session, PartKey part, Minutes.Read read) {
        return part.name().equals(WhoseDemand.EVERY)
                        || part.name().equals(PartKey.REST)
                        || !read.parts().isEmpty()
                ? Uni.createFrom().item(true)
                : hours.isKnown(session, part);
    }

    /// What is not there is named alike, whether the series is not or only the caller's part of it.
    private static String label(MeasuresAsked asked, WhoseDemand whose) {
        return whose.isOfSeries() || whose.isOfEach()
                ? asked.series()
                : new PartKey(asked.series(), whose.dimension().orElseThrow(), whose.name())
                        .toString();
    }

    private static void require(boolean known, String series) {
        if (!known) {
            throw Problem.notFound("series", series);
        }
    }
}
