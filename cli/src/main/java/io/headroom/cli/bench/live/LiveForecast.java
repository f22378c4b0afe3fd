package io.headroom.cli.bench.live;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.headroom.cli.bench.ServiceAlone;
import io.headroom.local.Home;
import io.headroom.local.LocalService;
import io.headroom.local.Ports;
import io.headroom.local.Refused;
import io.headroom.local.postgres.LocalPostgres;

/// Fills the samples of a demand-forecast that runs with a PostgreSQL and a nats-server and nobody besides, and looks at its turns.
public final class LiveForecast {
    private static final int PIECE = 100;
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /// A day, noise, and another level for each series.
    private static final String FILL =
            """
            insert into forecast.sample (series, at, gpus)
            select 'lane' || s || '/H100', date_trunc('minute', now()) - m * interval '1 minute',
                greatest(0, round((2 + s % 60) * (1 + 0.6 * sin(2 * pi() * (m + 37 * s) / 1440)) + (random() - 0.5) * sqrt(2 + s % 60) * 3))
            from generate_series(cast(? as int), cast(? as int)) s, generate_series(1, cast(? as int)) m order by s, m desc
            """;

    /// As an import says it.
    private static final String IMPORTED =
            """
            with next as (update forecast.imports set version = version + 1 returning version)
            insert into forecast.imported (series, version)
            select 'lane' || s || '/H100', version from next, generate_series(1, cast(? as int)) s
            """;

    private LiveForecast() {}

    /// One turn of the loop.
    ///
    /// @param heapMib in use when it was over, collected or not
    public record Turn(double seconds, double cpuSeconds, double heapMib) {}

    /// What was measured; the first turn reads and learns all of them, unless it had begun before they were there.
    public record Report(int series, int minutes, double rememberedMinutes, List<Turn> turns) {
        public List<String> lines() {
            List<String> lines = new ArrayList<>();
            lines.add("series " + series + ", minutes of history " + minutes);
            for (int i = 0; i < turns.size(); i++) {
                Turn turn = turns.get(i);
                lines.add(
                        String.format(
                                Locale.ROOT,
                                "turn %d %10.1f s, CPU of the service %7.1f s, heap %6.0f MiB",
                                i + 1,
                                turn.seconds(),
                                turn.cpuSeconds(),
                                turn.heapMib()));
            }
            lines.add(
                    String.format(
                            Locale.ROOT, "in memory of each %.0f minutes", rememberedMinutes));
            return lines;
        }
    }

    public static Report run(
            Home home,
            Path project,
            Ports ports,
            int series,
            int minutes,
            int turns,
            Consumer<String> progress)
            throws IOException, InterruptedException, SQLException {
        try (ServiceAlone alone =
                ServiceAlone.start(home, project, ports, LocalService.DEMAND_FORECAST)) {
            progress.accept("%d series of %d minutes are being made".formatted(series, minutes));
            URI metrics = URI.create(ports.url(LocalService.DEMAND_FORECAST) + "/q/metrics");
            try (HttpClient http = HttpClient.newHttpClient()) {
                fill(alone, series, minutes);
                progress.accept("they are there");
                List<Turn> seen = new ArrayList<>();
                Look before = look(http, metrics);
                for (int i = 0; i < turns; i++) {
                    Look after = next(http, metrics, before);
                    seen.add(
                            new Turn(
                                    after.seconds() - before.seconds(),
                                    after.cpu() - before.cpu(),
                                    after.heap()));
                    progress.accept("turn " + (i + 1) + ": " + seen.getLast());
                    before = after;
                }
                return new Report(series, minutes, before.remembered(), seen);
            }
        }
    }

    private static void fill(ServiceAlone alone, int series, int minutes) throws SQLException {
        try (Connection database =
                        DriverManager.getConnection(
                                alone.jdbcUrl(), LocalPostgres.SUPERUSER, alone.superuser());
                PreparedStatement insert = database.prepareStatement(FILL);
                PreparedStatement imported = database.prepareStatement(IMPORTED)) {
            for (int first = 1; first <= series; first += PIECE) {
                insert.setInt(1, first);
                insert.setInt(2, Math.min(series, first + PIECE - 1));
                insert.setInt(3, minutes);
                insert.executeUpdate();
            }
            imported.setInt(1, series);
            imported.executeUpdate();
        }
    }

    /// What the metrics say.
    private record Look(double turns, double seconds, double cpu, double heap, double remembered) {}

    private static Look next(HttpClient http, URI metrics, Look before)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        Look now = look(http, metrics);
        while (now.turns() <= before.turns()) {
            if (System.nanoTime() > end) {
                throw new Refused("there was no turn in " + LONGEST);
            }
            TimeUnit.MILLISECONDS.sleep(200);
            now = look(http, metrics);
        }
        return now;
    }

    private static Look look(HttpClient http, URI metrics)
            throws IOException, InterruptedException {
        List<String> lines =
                http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                        .body()
                        .lines()
                        .toList();
        return new Look(
                sum(lines, "headroom_loop_turn_seconds_count{", "loop=\"forecast\""),
                sum(lines, "headroom_loop_turn_seconds_sum{", "loop=\"forecast\""),
                sum(lines, "process_cpu_time_ns_total", "") / 1e9,
                sum(lines, "jvm_memory_used_bytes{", "area=\"heap\"") / (1 << 20),
                sum(lines, "headroom_forecast_remembered_minutes", ""));
    }

    private static double sum(List<String> lines, String begin, String with) {
        return lines.stream()
                .filter(line -> line.startsWith(begin) && line.contains(with))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
