package io.headroom.forecast.outlook;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

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

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.contracts.forecast.ModelTrial;
import io.headroom.forecast.part.PartOutlooks;
import io.headroom.forecast.part.WhoseDemand;
import io.headroom.forecast.requests.RequestMinute;
import io.headroom.forecast.requests.RequestTable;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// `/api/v1/forecasts`: what is foreseen.
@Path("/api/v1/forecasts")
@Tag(name = "forecasts")
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
public class ForecastsResource {

    private final Transactions transactions;
    private final OutlookTable outlooks;
    private final ModelTable models;
    private final RequestTable requests;
    private final PartOutlooks parts;
    private final Callers callers;

    @Inject
    ForecastsResource(
            Transactions transactions,
            OutlookTable outlooks,
            ModelTable models,
            RequestTable requests,
            PartOutlooks parts,
            Callers callers) {
        this.transactions = transactions;
        this.outlooks = outlooks;
        this.models = models;
        this.requests = requests;
        this.parts = parts;
        this.callers = callers;
    }

    @GET
    @Operation(
            operationId = "listForecasts",
            summary =
                    "The newest forecasts, by series; or of one tenant, class or shape of them,"
                            + " whose medians add up to the series'. `requests` says where the"
                            + " requests of services need GPUs that nobody asked for; `models`,"
                            + " which models were tried on the series, with the weight (0 to 1)"
                            + " and the error (GPUs) of each, and why one is not used")
    public Uni<Page<ForecastView>> list(
            @QueryParam("lane") @Nullable String lane,
            @Parameter(description = WhoseDemand.TENANT) @QueryParam("tenant")
                    @Nullable String tenant,
            @Parameter(description = WhoseDemand.CLASS) @QueryParam("class")
                    @Nullable String workloadClass,
            @Parameter(description = WhoseDemand.SHAPE) @QueryParam("shape") @Nullable String shape,
            @QueryParam("horizon") @Nullable String horizon) {
        Duration far = horizon(horizon);
        Caller caller = callers.current();
        WhoseDemand whose = WhoseDemand.of(caller, lane, tenant, workloadClass, shape);
        return transactions
                .inTenant(
                        caller.tenant(),
                        session ->
                                requests.newest(session)
                                        .chain(minutes -> forecasts(session, whose, minutes)))
                .map(found -> new Page<>(found.stream().map(f -> f.cut(far)).toList(), null));
    }

    private Uni<List<ForecastView>> forecasts(
            Mutiny.Session session, WhoseDemand whose, List<RequestMinute> minutes) {
        return whose.isOfSeries()
                ? outlooks.all(session)
                        .chain(
                                all ->
                                        models.all(session)
                                                .map(tried -> views(all, whose, minutes, tried)))
                : parts.all(session)
                        .map(
                                all ->
                                        all.stream()
                                                .filter(f -> whose.includes(f.part()))
                                                .map(f -> ForecastView.of(f, minutes))
                                                .toList());
    }

    private static List<ForecastView> views(
            List<DemandForecast> all,
            WhoseDemand whose,
            List<RequestMinute> minutes,
            SortedMap<String, List<ModelTrial>> tried) {
        return all.stream()
                .filter(f -> whose.includes(f.series().toString()))
                .map(f -> ForecastView.of(f, minutes, tried))
                .toList();
    }

    private static Duration horizon(@Nullable String text) {
        try {
            Duration far = text == null ? Duration.ofHours(1) : Duration.parse(text);
            if (far.isNegative() || far.isZero() || far.compareTo(ForecastLoop.FARTHEST) > 0) {
                throw Problem.invalid(
                        "horizon",
                        "must be longer than nothing and at most "
                                + ForecastLoop.FARTHEST
                                + ": no more is foreseen");
            }
            return far;
        } catch (DateTimeException _) {
            throw Problem.invalid("horizon", "must be a duration such as PT2H");
        }
    }
}
