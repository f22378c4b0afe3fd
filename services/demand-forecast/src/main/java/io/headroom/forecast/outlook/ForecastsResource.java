package io.headroom.forecast.outlook;

import java.time.DateTimeException;
import java.time.Duration;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.forecast.accuracy.PredictionTable;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Roles;

/// `/api/v1/forecasts`: what is foreseen, and what forecasts have been worth.
@Path("/api/v1/forecasts")
@Tag(name = "forecasts")
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
public class ForecastsResource {

    private final Transactions transactions;
    private final OutlookTable outlooks;
    private final PredictionTable predictions;

    @Inject
    ForecastsResource(
            Transactions transactions, OutlookTable outlooks, PredictionTable predictions) {
        this.transactions = transactions;
        this.outlooks = outlooks;
        this.predictions = predictions;
    }

    @GET
    @Operation(operationId = "listForecasts", summary = "The newest forecasts, by series")
    public Uni<Page<DemandForecast>> list(
            @QueryParam("lane") @Nullable String lane,
            @QueryParam("horizon") @Nullable String horizon) {
        Duration far = horizon(horizon);
        return transactions
                .asService(outlooks::all)
                .map(
                        all ->
                                new Page<>(
                                        all.stream()
                                                .filter(
                                                        f ->
                                                                lane == null
                                                                        || f.series()
                                                                                .lane()
                                                                                .equals(lane))
                                                .map(f -> cut(f, far))
                                                .toList(),
                                        null));
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

    private static DemandForecast cut(DemandForecast forecast, Duration far) {
        return forecast.first(Math.max(1, far.dividedBy(forecast.step())));
    }

    @GET
    @Path("accuracy")
    @Operation(
            operationId = "showAccuracy",
            summary =
                    "What forecasts were worth: error against naive, and how often the 90 % quantile held")
    public Uni<Page<PredictionTable.Accuracy>> accuracy() {
        return transactions.asService(predictions::accuracy).map(all -> new Page<>(all, null));
    }
}
