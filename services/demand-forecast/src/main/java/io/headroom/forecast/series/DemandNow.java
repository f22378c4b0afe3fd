package io.headroom.forecast.series;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.headroom.engine.forecast.demand.RequestDemand;
import io.headroom.forecast.measure.Level;
import io.headroom.forecast.measure.Origin;
import io.headroom.forecast.part.WantedNow;
import io.headroom.forecast.requests.Rate;
import io.headroom.forecast.requests.RequestMinute;

/// What is wanted now: what all workloads ask for, and where the requests of a service need more, that. What is asked for twice over, by requests and by a
/// workload of the same service that waits, is wanted once.
///
/// @param requests of each service of which anything is known
/// @param levels what the demand of each origin is made of
public record DemandNow(
        WantedNow wanted, List<RequestMinute> requests, SortedMap<Origin, Level> levels) {

    /// The workloads of one tenant, environment and name in a series: replicas are added to a service by submitting another.
    private record Service(String series, String tenant, String environment, String name)
            implements Comparable<Service> {

        @Override
        public int compareTo(Service other) {
            return toString().compareTo(other.toString());
        }
    }

    /// @param rates how many requests come to each workload of which that is known
    public static DemandNow of(
            List<LiveWorkload> workloads, SortedMap<UUID, Rate> rates, Instant now) {
        WantedNow.Sum sum = new WantedNow.Sum();
        Level.Sum levels = new Level.Sum();
        SortedMap<Service, List<LiveWorkload>> services = new TreeMap<>();
        for (LiveWorkload live : workloads) {
            double gpus = live.gpus(now);
            if (live.startedAt() == null) {
                levels.waiting(live.origin(), live.milliGpu(), gpus);
            } else {
                levels.running(live.origin(), live.milliGpu(), gpus);
            }
            sum.add(live.series(), gpus, live.tenant(), live.workloadClass(), live.shape());
            Service service = service(live);
            if (service != null) {
                services.computeIfAbsent(service, _ -> new ArrayList<>()).add(live);
            }
        }
        List<RequestMinute> requests = new ArrayList<>();
        services.forEach(
                (service, members) -> {
                    OptionalDouble needed = needed(members, rates);
                    if (needed.isPresent()) {
                        RequestMinute minute =
                                minute(service, members, rates, needed.getAsDouble(), now);
                        double unasked = Math.max(0, minute.gpus() - wanted(members, now));
                        requests.add(minute);
                        levels.unasked(
                                Origin.of(
                                        service.series(),
                                        service.tenant(),
                                        minute.workloadClass(),
                                        minute.shape()),
                                unasked);
                        sum.add(
                                service.series(),
                                unasked,
                                service.tenant(),
                                minute.workloadClass(),
                                minute.shape());
                    }
                });
        return new DemandNow(sum.now(), requests, levels.now());
    }

    private static @Nullable Service service(LiveWorkload live) {
        String tenant = live.tenant();
        String environment = live.environment();
        String name = live.service();
        return tenant == null || environment == null || name == null
                ? null
                : new Service(live.series(), tenant, environment, name);
    }

    private static OptionalDouble needed(List<LiveWorkload> members, SortedMap<UUID, Rate> rates) {
        List<RequestDemand.Workload> counted = new ArrayList<>();
        for (LiveWorkload live : members) {
            Long replica = live.replicaMilliGpu();
            Double perSecondPerGpu = live.perSecondPerGpu();
            if (replica != null && replica > 0 && perSecondPerGpu != null) {
                Rate rate = rates.get(live.workload());
                counted.add(
                        new RequestDemand.Workload(
                                replica / 1000.0,
                                perSecondPerGpu,
                                rate == null ? null : rate.perSecond()));
            }
        }
        return RequestDemand.gpus(counted);
    }

    /// What is wanted of them without their requests.
    private static double wanted(List<LiveWorkload> members, Instant now) {
        return members.stream().mapToDouble(live -> live.gpus(now)).sum();
    }

    private static RequestMinute minute(
            Service service,
            List<LiveWorkload> members,
            SortedMap<UUID, Rate> rates,
            double needed,
            Instant now) {
        double asked = 0;
        double perSecond = 0;
        int replicas = 0;
        for (LiveWorkload live : members) {
            asked += live.asked();
            Rate rate = live.perSecondPerGpu() == null ? null : rates.get(live.workload());
            perSecond += rate == null ? 0 : rate.perSecond();
            replicas += rate == null ? 0 : rate.replicas();
        }
        return new RequestMinute(
                service.series(),
                service.tenant(),
                service.environment(),
                service.name(),
                SampleTable.minute(now),
                first(members, LiveWorkload::workloadClass),
                first(members, LiveWorkload::shape),
                perSecond,
                replicas,
                asked,
                needed);
    }

    private static String first(
            List<LiveWorkload> members, Function<LiveWorkload, @Nullable String> of) {
        for (LiveWorkload live : members) {
            String said = of.apply(live);
            if (said != null && live.perSecondPerGpu() != null) {
                return said;
            }
        }
        return "";
    }
}
