package io.headroom.forecast.measure;

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

import io.headroom.contracts.forecast.SeriesKey;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// `/api/v1/series/measures`: what demand was made of.
@Path("/api/v1/series/measures")
@Tag(name = "series")
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.VIEWER, Roles.SERVICE})
public class MeasuresResource {

    private final Transactions transactions;
    private final MeasureTable measures;
    private final Callers callers;
    private final InstantSource clock;

    @Inject
    MeasuresResource(
            Transactions transactions,
            MeasureTable measures,
            Callers callers,
            InstantSource clock) {
        this.transactions = transactions;
        this.measures = measures;
        this.callers = callers;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "showMeasures",
            summary =
                    "What the demand of one series was made of, minute by minute: `wanted` (GPUs; what"
                            + " is foreseen), `running` (GPUs held), `queued` (GPUs waited for),"
                            + " `waiting` (workloads that wait), `arrivals` (workloads submitted in the"
                            + " minute), `work` (GPU-seconds run in the minute), `outlived` (GPUs asked"
                            + " for that do not count, since what waited for them would be over by now)"
                            + " and `unasked` (GPUs that requests need beyond what is asked for)."
                            + " wanted = running + queued - outlived + unasked. null where it is not"
                            + " known: in a gap, of imported minutes that did not say it, and `work` of"
                            + " the minute that is not over. Who speaks for one tenant sees no series")
    public Uni<MeasuresView> show(
            @Parameter(description = "which series, such as `default/H100`", required = true)
                    @QueryParam("series")
                    @Nullable String series,
            @Parameter(description = "the first minute, an instant; an hour before `to` by default")
                    @QueryParam("from")
                    @Nullable String from,
            @Parameter(
                            description =
                                    "an instant, not included; now by default. At most 7 days after"
                                            + " `from`")
                    @QueryParam("to")
                    @Nullable String to,
            @Parameter(
                            description =
                                    "these alone, with commas between: wanted, arrivals, running, queued,"
                                            + " waiting, work, outlived, unasked; all by default")
                    @QueryParam("measure")
                    @Nullable String measure) {
        if (series == null || series.isBlank()) {
            throw Problem.invalid("series", "is required, such as default/H100");
        }
        String name = SeriesKey.of(series).toString();
        MeasuresAsked asked = MeasuresAsked.of(measure, from, to, clock.instant());
        return transactions.inTenant(
                callers.current().tenant(), session -> read(session, name, asked));
    }

    private Uni<MeasuresView> read(Mutiny.Session session, String series, MeasuresAsked asked) {
        return measures.isKnown(session, series)
                .invoke(
                        known -> {
                            if (!known) {
                                throw Problem.notFound("series", series);
                            }
                        })
                .chain(() -> measures.complete(session))
                .chain(
                        complete ->
                                measures.minutes(session, series, asked.from(), asked.to())
                                        .map(
                                                rows ->
                                                        MeasuresView.of(
                                                                series, asked, rows, complete)));
    }
}
