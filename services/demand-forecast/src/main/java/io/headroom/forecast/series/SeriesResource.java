package io.headroom.forecast.series;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.headroom.forecast.outlook.ForecastLoop;
import io.headroom.forecast.part.PartHours;
import io.headroom.forecast.signal.KnownLanes;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.FieldError;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// `/api/v1/series`: what was wanted, also before Headroom was there.
@Path("/api/v1/series")
@Tag(name = "series")
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.VIEWER, Roles.SERVICE})
public class SeriesResource {

    /// A problem document names no more; the rest is likely wrong in the same way.
    private static final int MOST_ERRORS = 20;

    private static final Duration LISTED = Duration.ofDays(30);

    private final Transactions transactions;
    private final SampleTable samples;
    private final ImportTable imports;
    private final PartHours parts;
    private final Callers callers;
    private final KnownLanes lanes;
    private final ForecastLoop loop;
    private final InstantSource clock;

    @Inject
    SeriesResource(
            Transactions transactions,
            SampleTable samples,
            ImportTable imports,
            PartHours parts,
            Callers callers,
            KnownLanes lanes,
            ForecastLoop loop,
            InstantSource clock) {
        this.transactions = transactions;
        this.samples = samples;
        this.imports = imports;
        this.parts = parts;
        this.callers = callers;
        this.lanes = lanes;
        this.loop = loop;
        this.clock = clock;
    }

    /// What became of an import.
    ///
    /// @param rows lines that were read; @param changed minutes that were not already known so
    public record Imported(int rows, int series, int changed) {}

    /// A series and how much of it there is.
    public record Listed(
            String series, java.time.Instant from, java.time.Instant to, int minutes) {}

    @POST
    @Path("import")
    @Consumes({"text/csv", MediaType.TEXT_PLAIN})
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
    @Operation(
            operationId = "importSeries",
            summary =
                    "Import history as CSV (series, at, gpus; optionally tenant, class, shape:"
                            + " whose demand it was; and what it was made of in the minute: arrivals"
                            + " (workloads), running and queued (GPUs, gpus together; one tells the"
                            + " other), waiting (workloads), work (GPU-seconds)). The same again"
                            + " changes nothing. What ran and waited in a minute that a line changes"
                            + " without saying it is not known any more")
    public Uni<Imported> importCsv(@Nullable String csv) {
        SeriesCsv read = SeriesCsv.read(csv == null ? "" : csv, clock.instant());
        if (!read.wrong().isEmpty()) {
            List<FieldError> first = read.wrong().stream().limit(MOST_ERRORS).toList();
            throw Problem.invalid(first);
        }
        return requireLanes(read)
                .chain(
                        () ->
                                transactions.asService(
                                        session ->
                                                imports.put(session, read.samples(), read.made())
                                                        .call(
                                                                () ->
                                                                        samples.imported(
                                                                                session,
                                                                                read.names()))
                                                        .call(
                                                                () ->
                                                                        parts.put(
                                                                                session,
                                                                                read.parts()))))
                .map(changed -> new Imported(read.rows(), read.series(), changed))
                .invoke(loop::wake);
    }

    /// A series of a lane that nobody declared would never be bought for.
    private Uni<Void> requireLanes(SeriesCsv read) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (String lane : read.lanes()) {
            all = all.chain(() -> lanes.require(lane));
        }
        return all;
    }

    @GET
    @Operation(
            operationId = "listSeries",
            summary =
                    "The series of the last 30 days. They are sums over all tenants: who speaks for"
                            + " one tenant sees none")
    public Uni<Page<Listed>> list(@BeanParam PageQuery page) {
        Instant since = clock.instant().minus(LISTED);
        return transactions
                .inTenant(
                        callers.current().tenant(),
                        session ->
                                samples.known(
                                        session, page.after().orElse(""), since, page.fetch()))
                .map(known -> Page.of(known, page, SampleTable.Known::series))
                .map(known -> known.map(SeriesResource::listed));
    }

    private static Listed listed(SampleTable.Known known) {
        Instant end = known.to().plus(SampleTable.STEP);
        return new Listed(
                known.series(),
                known.from(),
                end,
                (int) Duration.between(known.from(), end).dividedBy(SampleTable.STEP));
    }
}
