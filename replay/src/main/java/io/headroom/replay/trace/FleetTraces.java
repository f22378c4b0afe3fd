package io.headroom.replay.trace;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.workload.GpuRequest;
import io.headroom.contracts.workload.RunSpec;
import io.headroom.contracts.workload.WorkloadClass;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.replay.trace.FleetTrace.Arrival;
import io.headroom.replay.trace.TraceCsv.Row;

/// Reads a trace of any known form into workloads.
public final class FleetTraces {

    /// Where traces that only count seconds begin: a Monday.
    private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");

    private static final double MOST_SECONDS = 4e9;

    /// Prefill reads so many tokens a second and decoding writes one in so many: a large model on one GPU, with eight requests in a batch.
    private static final double PREFILL_PER_SECOND = 5000;

    private static final double SECONDS_PER_TOKEN = 0.03;
    private static final int REQUESTS_PER_GPU = 8;

    private final Path file;
    private final Map<List<Object>, WorkloadSpec> specs = new LinkedHashMap<>();
    private final List<Arrival> rows = new ArrayList<>();
    private final Checkpointing checkpointing = new Checkpointing();

    private FleetTraces(Path file) {
        this.file = file;
    }

    /// @param compress openb only: how many seconds of arrivals become one
    public static FleetTrace read(Path file, FleetTraceFormat format, int compress) {
        FleetTraces reading = new FleetTraces(file);
        return switch (format) {
            case OPENB -> reading.openb(compress);
            case DLRM -> reading.dlrm();
            case GENTD26 -> reading.gentd26();
            case AZURE_LLM -> reading.azure();
            case HEADROOM_CSV -> reading.own();
        };
    }

    private FleetTrace openb(int compress) {
        long last = 0;
        List<OpenbPod> pods =
                Openb.pods(file).stream().filter(p -> p.gpus() > 0 && p.createdAt() >= 0).toList();
        for (OpenbPod pod : pods) {
            last = Math.max(last, Math.max(pod.createdAt(), pod.deletedAt()));
        }
        for (OpenbPod pod : pods) {
            long until = pod.deletedAt() < 0 ? last + 1 : pod.deletedAt();
            if (until > pod.createdAt()) {
                WorkloadSpec spec =
                        spec(
                                pod.gpus() > 1 ? WorkloadClass.TRAINING : openbClass(pod),
                                pod.gpus(),
                                pod.gpuMilli(),
                                pod.models(),
                                pod.cpuMilli(),
                                pod.memoryMib());
                Instant at = MONDAY.plusMillis(pod.createdAt() * 1000 / compress);
                rows.add(new Arrival(at, spec, Duration.ofSeconds(until - pod.createdAt())));
            }
        }
        return trace(MONDAY);
    }

    /// The trace does not say what its pods are for; shares serve, whole GPUs work through batches.
    private static WorkloadClass openbClass(OpenbPod pod) {
        return pod.gpuMilli() < 1000
                ? WorkloadClass.ONLINE_INFERENCE
                : WorkloadClass.BATCH_INFERENCE;
    }

    private FleetTrace dlrm() {
        List<double[]> spans = new ArrayList<>();
        List<WorkloadSpec> asked = new ArrayList<>();
        TraceCsv.read(
                file,
                List.of("role", "gpu_request", "creation_time", "deletion_time"),
                row -> {
                    if (row.text("role").equals("HN") && row.number("gpu_request", 0, 0, 16) > 0) {
                        asked.add(
                                spec(
                                        WorkloadClass.ONLINE_INFERENCE,
                                        (int) row.number("gpu_request", 1, 1, 16),
                                        1000,
                                        List.of(),
                                        (int) (1000 * row.number("cpu_request", 0, 0, 10_000)),
                                        (int) (1024 * row.number("memory_request", 0, 0, 90_000))));
                        spans.add(
                                new double[] {
                                    row.number("creation_time", -1, 0, MOST_SECONDS),
                                    row.number("deletion_time", -1, 0, MOST_SECONDS)
                                });
                    }
                });
        double last = 0;
        for (double[] span : spans) {
            last = Math.max(last, Math.max(span[0], span[1]));
        }
        for (int i = 0; i < spans.size(); i++) {
            double from = spans.get(i)[0];
            double to = spans.get(i)[1] < 0 ? last + 86_400 : spans.get(i)[1];
            // Without a time of creation it was there before.
            Instant at = MONDAY.plusMillis(from < 0 ? -1 : (long) (from * 1000));
            double runs = to - Math.max(0, from);
            if (runs > 0) {
                rows.add(new Arrival(at, asked.get(i), Duration.ofMillis((long) (runs * 1000))));
            }
        }
        return trace(MONDAY);
    }

    private FleetTrace gentd26() {
        WorkloadSpec spec = spec(WorkloadClass.ONLINE_INFERENCE, 1, 1000, List.of(), 8_000, 65_536);
        TraceCsv.read(
                file,
                List.of("gmt_create", "predict_status", "exec_time_seconds"),
                row -> {
                    double seconds = row.number("exec_time_seconds", 0, 0, MOST_SECONDS);
                    if (row.text("predict_status").equals("SUCCEED") && seconds > 0) {
                        rows.add(new Arrival(row.instant("gmt_create"), spec, millis(seconds)));
                    }
                });
        return trace(null);
    }

    private FleetTrace azure() {
        WorkloadSpec spec =
                spec(
                        WorkloadClass.ONLINE_INFERENCE,
                        1,
                        1000 / REQUESTS_PER_GPU,
                        List.of(),
                        1_000,
                        8_192);
        TraceCsv.read(
                file,
                List.of("TIMESTAMP", "ContextTokens", "GeneratedTokens"),
                row -> {
                    double read = row.required("ContextTokens", 0, 1e9);
                    double written = row.required("GeneratedTokens", 0, 1e9);
                    double seconds =
                            Math.max(0.01, read / PREFILL_PER_SECOND + written * SECONDS_PER_TOKEN);
                    rows.add(new Arrival(row.instant("TIMESTAMP"), spec, millis(seconds)));
                });
        return trace(null);
    }

    private FleetTrace own() {
        TraceCsv.read(
                file,
                List.of("submitted_at", "gpus", "duration_seconds"),
                row -> rows.add(ownRow(row)));
        return trace(null);
    }

    private Arrival ownRow(Row row) {
        int gpus = (int) row.required("gpus", 1, 16);
        WorkloadSpec asked =
                spec(
                        OwnRow.workloadClass(row),
                        gpus,
                        gpus > 1 ? 1000 : (int) row.number("milli_gpu", 1000, 1, 1000),
                        OwnRow.models(row),
                        (int) row.number("cpu_millis", 0, 0, 1e7),
                        (int) row.number("memory_mib", 0, 0, 1e8));
        return new Arrival(
                row.instant("submitted_at"),
                checkpointing.of(asked, OwnRow.checkpointEvery(row)),
                millis(row.required("duration_seconds", 0.001, MOST_SECONDS)));
    }

    private FleetTrace trace(@Nullable Instant start) {
        if (rows.isEmpty()) {
            throw new TraceError(file, "has no workloads with a GPU that run");
        }
        Instant first = rows.stream().map(Arrival::at).min(Instant::compareTo).orElseThrow();
        Instant last = rows.stream().map(Arrival::at).max(Instant::compareTo).orElseThrow();
        return new FleetTrace(rows, start == null ? first : start, last);
    }

    private static Duration millis(double seconds) {
        return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
    }

    private WorkloadSpec spec(
            WorkloadClass of, int gpus, int milli, List<GpuModel> models, int cpu, int memory) {
        return specs.computeIfAbsent(
                List.of(of, gpus, milli, models, cpu, memory),
                _ ->
                        new WorkloadSpec(
                                "traced",
                                "default",
                                null,
                                of,
                                1,
                                false,
                                new GpuRequest(
                                        gpus,
                                        models,
                                        gpus == 1 && milli < 1000 ? milli : null,
                                        null),
                                cpu,
                                memory,
                                null,
                                0,
                                null,
                                null,
                                null,
                                new RunSpec(null, List.of("traced"), null, null, null, null)));
    }
}
