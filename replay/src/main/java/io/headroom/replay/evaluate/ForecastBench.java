package io.headroom.replay.evaluate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.headroom.engine.forecast.FittedSeries;
import io.headroom.engine.forecast.ForecastPolicy;
import io.headroom.engine.forecast.Forecaster;
import io.headroom.engine.forecast.demand.DemandHistory;
import io.headroom.engine.forecast.outlook.Outlook;
import io.headroom.replay.evaluate.score.CpuTime;

/// How long it takes to refit and forecast many series at one minute, and to forecast one anew when a value has come.
public final class ForecastBench {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int HORIZON = 120;

    private ForecastBench() {}

    /// Arguments: series, minutes of history of each, threads (10000 10080 2).
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        int series = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int minutes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_080;
        int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
        run(series, minutes, threads).lines().forEach(System.out::println);
    }

    public static BenchReport run(int series, int minutes, int threads)
            throws InterruptedException, ExecutionException {
        ForecastPolicy policy = ForecastPolicy.MANY;
        double cpuBefore = CpuTime.ofProcess();
        long begun = System.nanoTime();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < series; i++) {
                int seed = i;
                tasks.add(() -> refitAndForecast(seed, minutes, policy));
            }
            for (Future<Integer> done : pool.invokeAll(tasks)) {
                done.get();
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        double cpu = CpuTime.ofProcess() - cpuBefore;
        return new BenchReport(series, minutes, threads, seconds, cpu, update(minutes, policy));
    }

    private static int refitAndForecast(int seed, int minutes, ForecastPolicy policy) {
        DemandHistory history = history(seed, minutes);
        FittedSeries fitted = Forecaster.refit(history, policy);
        return Forecaster.forecast(fitted, history, HORIZON, history.end()).steps();
    }

    /// Median seconds from one more value to a new forecast.
    private static double update(int minutes, ForecastPolicy policy) {
        DemandHistory history = history(1, minutes);
        FittedSeries fitted = Forecaster.refit(history, policy);
        double[] seconds = new double[101];
        for (int i = 0; i < seconds.length; i++) {
            long begun = System.nanoTime();
            history = history.plus(i % 7);
            Outlook outlook = Forecaster.forecast(fitted, history, HORIZON, history.end());
            seconds[i] = outlook.steps() == HORIZON ? (System.nanoTime() - begun) / 1e9 : 0;
        }
        Arrays.sort(seconds);
        return seconds[seconds.length / 2];
    }

    /// A day, noise, and now and then a crowd; the same for the same seed.
    private static DemandHistory history(int seed, int minutes) {
        Random random = new Random(seed);
        double[] values = new double[minutes];
        double level = 2 + random.nextInt(60);
        double crowd = 0;
        for (int i = 0; i < minutes; i++) {
            crowd = random.nextInt(700) == 0 ? level : crowd * 0.97;
            double day = 1 + 0.6 * Math.sin(2 * Math.PI * (i + 37 * seed) / 1440.0);
            double noise = random.nextGaussian() * Math.sqrt(level);
            values[i] = Math.max(0, Math.round(level * day + crowd + noise));
        }
        return new DemandHistory(START, MINUTE, values);
    }

    /// What it took.
    ///
    /// @param cpuSeconds of all threads, compiling and collecting included: what counts where the machine is shared
    /// @param updateSeconds median time from one more value to a new forecast
    public record BenchReport(
            int series,
            int minutes,
            int threads,
            double seconds,
            double cpuSeconds,
            double updateSeconds) {
        public List<String> lines() {
            return List.of(
                    "series " + series + ", minutes of history " + minutes + ", threads " + threads,
                    String.format(Locale.ROOT, "refit and forecast all  %8.1f s", seconds),
                    String.format(Locale.ROOT, "  CPU                   %8.1f s", cpuSeconds),
                    String.format(
                            Locale.ROOT, "one new value           %8.1f ms", updateSeconds * 1e3));
        }
    }
}
