package io.headroom.contracts.workload;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;

/// How the requests that a replica serves are counted: by a counter that it shows in Prometheus' text format, as vLLM, SGLang and Triton do. The agent of
/// its node reads it there, on the loopback interface.
///
/// @param port on which replica 0 shows it, 1 to 65535
/// @param path under which; `/metrics` if absent
/// @param counter the name of a sample that only ever grows, such as `vllm:request_success_total`; those that differ in labels alone add up
/// @param perSecondPerGpu requests in a second that one GPU should be given, more than nothing and at most 1,000,000; for a share of a GPU its share of them
/// @param portStep how much higher the port of each next replica is, 0 to 1000; 0 if absent: each has that same port, and of several on one node only
///     one is counted
public record RequestCounter(
        Integer port,
        @Nullable String path,
        String counter,
        Double perSecondPerGpu,
        @Nullable Integer portStep) {

    public static final String METRICS = "/metrics";

    private static final int HIGHEST_PORT = 65_535;
    private static final int LARGEST_STEP = 1_000;
    private static final double MOST_A_SECOND = 1e6;
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~/=&?%-]{0,254}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_:][A-Za-z0-9_:]{0,254}");

    public RequestCounter {
        path = path == null ? METRICS : path;
        portStep = portStep == null ? 0 : portStep;
        new Checks()
                .that(
                        port != null && port >= 1 && port <= HIGHEST_PORT,
                        "port",
                        "must be from 1 to " + HIGHEST_PORT)
                .that(
                        PATH.matcher(path).matches(),
                        "path",
                        "must be 1 to 255 characters of a path, starting with '/'")
                .that(
                        counter != null && NAME.matcher(counter).matches(),
                        "counter",
                        "must be the name of a Prometheus sample: letters, digits, '_' or ':', not"
                                + " beginning with a digit")
                .that(
                        perSecondPerGpu != null
                                && perSecondPerGpu > 0
                                && perSecondPerGpu <= MOST_A_SECOND,
                        "perSecondPerGpu",
                        "must be more than 0 and at most 1000000")
                .range(portStep, 0, LARGEST_STEP, "portStep")
                .done();
    }

    @Override
    public String path() {
        return path == null ? METRICS : path;
    }

    @Override
    public Integer portStep() {
        return portStep == null ? 0 : portStep;
    }

    /// The port of one replica.
    public int portOf(int replica) {
        return port + replica * portStep();
    }

    /// Whether a workload may be counted like that, as the first of its checks; an absent counter may.
    static Checks checked(
            @Nullable RunSpec run, @Nullable WorkloadClass workloadClass, int replicas) {
        RequestCounter counter = run == null ? null : run.requests();
        return new Checks()
                .that(
                        counter == null || workloadClass == WorkloadClass.ONLINE_INFERENCE,
                        "run.requests",
                        "is for what answers requests: the class online-inference")
                .that(
                        counter == null || counter.portOf(replicas - 1) <= HIGHEST_PORT,
                        "run.requests.portStep",
                        "takes the port of the last replica beyond " + HIGHEST_PORT);
    }
}
