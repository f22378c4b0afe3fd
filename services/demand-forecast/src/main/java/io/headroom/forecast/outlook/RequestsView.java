package io.headroom.forecast.outlook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.forecast.DemandForecast;
import io.headroom.forecast.part.PartKey;
import io.headroom.forecast.requests.RequestMinute;
import io.headroom.forecast.series.SampleTable;

/// What requests need of a series, or of a part of it, in the minute that its forecast was made in.
///
/// @param perSecond requests in a second, of the replicas that are known
/// @param replicas how many are
/// @param asked GPUs that the workloads ask for to which they come
/// @param gpus GPUs that the requests need, in whole replicas of each service
/// @param above GPUs in the demand that nobody asked for: what each service's requests need beyond what it asks for, added up
record RequestsView(double perSecond, int replicas, double asked, double gpus, double above) {

    /// Absent where nothing is known of any.
    static @Nullable RequestsView of(
            DemandForecast forecast, Optional<PartKey> part, List<RequestMinute> minutes) {
        Instant minute = SampleTable.minute(forecast.knownUntil());
        List<RequestMinute> its =
                minutes.stream()
                        .filter(m -> m.at().equals(minute))
                        .filter(m -> m.series().equals(forecast.series().toString()))
                        .filter(m -> part.isEmpty() || isOf(m, part.get()))
                        .toList();
        return its.isEmpty()
                ? null
                : new RequestsView(
                        its.stream().mapToDouble(RequestMinute::perSecond).sum(),
                        its.stream().mapToInt(RequestMinute::replicas).sum(),
                        its.stream().mapToDouble(RequestMinute::asked).sum(),
                        its.stream().mapToDouble(RequestMinute::gpus).sum(),
                        its.stream().mapToDouble(RequestMinute::above).sum());
    }

    private static boolean isOf(RequestMinute minute, PartKey part) {
        return part.name()
                .equals(
                        switch (part.dimension()) {
                            case TENANT -> minute.tenant();
                            case CLASS -> minute.workloadClass();
                            case SHAPE -> minute.shape();
                        });
    }
}
