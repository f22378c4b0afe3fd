package io.headroom.forecast.accuracy;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.engine.forecast.outlook.Accuracy;
import io.headroom.forecast.part.PartPredictions;
import io.headroom.forecast.part.WhoseDemand;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// `/api/v1/forecasts/accuracy`: what forecasts have been worth.
@Path("/api/v1/forecasts/accuracy")
@Tag(name = "forecasts")
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER, Roles.SERVICE})
public class AccuracyResource {

    private final Transactions transactions;
    private final ScoreTable scores;
    private final PartPredictions parts;
    private final Callers callers;
    private final InstantSource clock;

    @Inject
    AccuracyResource(
            Transactions transactions,
            ScoreTable scores,
            PartPredictions parts,
            Callers callers,
            InstantSource clock) {
        this.transactions = transactions;
        this.scores = scores;
        this.parts = parts;
        this.callers = callers;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "showAccuracy",
            summary =
                    "What forecasts were worth once the truth was there: weighted quantile loss, error"
                            + " against seasonal naive (MASE) and against \"as now\", and how often"
                            + " each quantile held; of series and of lanes (`LANE/*`) for 1, 5, 15, 30"
                            + " and 60 minutes ahead, of their parts for 5 and 30")
    public Uni<Page<AccuracyView>> accuracy(
            @Parameter(description = "of series of this lane") @QueryParam("lane")
                    @Nullable String lane,
            @Parameter(
                            description =
                                    "of this series alone, such as `default/H100`; `default/*` is all of"
                                            + " the lane's, added up")
                    @QueryParam("series")
                    @Nullable String series,
            @Parameter(description = WhoseDemand.TENANT) @QueryParam("tenant")
                    @Nullable String tenant,
            @Parameter(description = WhoseDemand.CLASS) @QueryParam("class")
                    @Nullable String workloadClass,
            @Parameter(description = WhoseDemand.SHAPE) @QueryParam("shape") @Nullable String shape,
            @Parameter(
                            description =
                                    "`horizon` (a line for each of the minutes ahead, the default) or"
                                            + " `hour` (a line for each hour of the day, UTC); of parts"
                                            + " `horizon` alone")
                    @QueryParam("by")
                    @Nullable String by,
            @Parameter(description = "of these minutes ahead alone: 1, 5, 15, 30 or 60")
                    @QueryParam("ahead")
                    @Nullable Integer ahead,
            @Parameter(
                            description =
                                    "how far back, a duration; `P7D` by default. Parts are of all that is"
                                            + " kept")
                    @QueryParam("last")
                    @Nullable String last,
            @BeanParam PageQuery page) {
        Caller caller = callers.current();
        WhoseDemand whose = WhoseDemand.of(caller, lane, tenant, workloadClass, shape);
        AccuracyAsked asked = AccuracyAsked.of(by, ahead, last);
        if (!whose.isOfSeries() && asked.by() == AccuracyAsked.By.HOUR) {
            throw Problem.invalid("by", "hours of the day are told apart of whole series alone");
        }
        return transactions.inTenant(
                caller.tenant(),
                session ->
                        whose.isOfSeries()
                                ? ofSeries(session, whose, Optional.ofNullable(series), asked, page)
                                : ofParts(
                                        session, whose, Optional.ofNullable(series), asked, page));
    }

    private Uni<Page<AccuracyView>> ofSeries(
            Mutiny.Session session,
            WhoseDemand whose,
            Optional<String> series,
            AccuracyAsked asked,
            PageQuery page) {
        return names(session, whose, series, asked, page)
                .chain(
                        names ->
                                scores.of(
                                                session,
                                                names.items(),
                                                clock.instant().minus(asked.last()),
                                                asked.split())
                                        .map(
                                                found ->
                                                        new Page<>(
                                                                views(found, asked),
                                                                names.next())));
    }

    /// As many series as have no more lines together than a page has.
    private Uni<Page<String>> names(
            Mutiny.Session session,
            WhoseDemand whose,
            Optional<String> series,
            AccuracyAsked asked,
            PageQuery page) {
        if (series.isPresent()) {
            List<String> one = series.filter(whose::includes).stream().toList();
            return Uni.createFrom().item(new Page<>(one, null));
        }
        int most = Math.max(1, page.size() / asked.lines());
        PageQuery ofNames = PageQuery.of(Integer.toString(most), null);
        String begin = whose.lane().map(l -> l + "/").orElse("");
        return scores.series(session, page.after().orElse(""), begin, ofNames.fetch())
                .map(found -> Page.of(found, ofNames, name -> name));
    }

    private static List<AccuracyView> views(List<ScoreTable.Score> scores, AccuracyAsked asked) {
        List<AccuracyView> views = new ArrayList<>();
        SortedMap<String, AccuracyView> hours = new TreeMap<>();
        SortedMap<String, Accuracy> sums = new TreeMap<>();
        for (ScoreTable.Score score : scores) {
            int minutes = Ahead.MINUTES.get(score.place());
            if (asked.minutes().contains(minutes) && score.accuracy().steps() > 0) {
                if (asked.by() == AccuracyAsked.By.HORIZON) {
                    views.add(view(score, Optional.of(minutes), score.accuracy()));
                } else {
                    String key = "%s %02d".formatted(score.series(), score.hour().orElse(0));
                    Accuracy sum = sums.merge(key, score.accuracy(), Accuracy::plus);
                    hours.put(key, view(score, asked.ahead(), sum));
                }
            }
        }
        views.addAll(hours.values());
        return views;
    }

    private static AccuracyView view(
            ScoreTable.Score score, Optional<Integer> ahead, Accuracy accuracy) {
        return AccuracyView.of(score.series(), ahead, score.hour(), accuracy);
    }

    private Uni<Page<AccuracyView>> ofParts(
            Mutiny.Session session,
            WhoseDemand whose,
            Optional<String> series,
            AccuracyAsked asked,
            PageQuery page) {
        return parts.accuracy(session)
                .map(
                        all ->
                                all.stream()
                                        .filter(a -> whose.includes(a.part()))
                                        .filter(
                                                a ->
                                                        series.isEmpty()
                                                                || series.get().equals(a.series()))
                                        .filter(a -> asked.minutes().contains(a.ahead()))
                                        .map(AccuracyView::of)
                                        .toList())
                .map(views -> Page.within(views, page));
    }
}
