package io.headroom.cli.play;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.headroom.cli.render.Bar;
import io.headroom.cli.render.Screen;
import io.headroom.cli.render.Style;
import io.headroom.contracts.time.VirtualClock;

/// Shows the system while it works: a block that is drawn over itself on a terminal, a line now and then elsewhere.
public final class LiveView {
    private static final int DECISIONS = 6;

    private final PrintWriter out;
    private final VirtualClock clock;
    private final boolean terminal;
    private final Screen screen;
    private long turns;

    public LiveView(PrintWriter out, VirtualClock clock, boolean terminal) {
        this.out = out;
        this.clock = clock;
        this.terminal = terminal;
        this.screen = new Screen(out, terminal);
    }

    public void show(Observed observed, int sent, int of) {
        if (terminal) {
            screen.show(block(observed, sent, of));
        } else if (turns++ % 10 == 0) {
            out.println("  " + line(observed, sent, of));
            newestReasons(observed, 2)
                    .forEach(reason -> out.println("      " + screen.cut(reason)));
        }
        out.flush();
    }

    private String line(Observed o, int sent, int of) {
        return String.format(
                Locale.ROOT,
                "%s  submitted %d/%d  waiting %d  running %d  GPUs ready %d, coming %d  spent %s +"
                        + " held %s of %s",
                time(),
                sent,
                of,
                o.live("pending"),
                o.live("running"),
                o.gpus("ready"),
                coming(o),
                o.budget().path("spent").asText("?"),
                o.budget().path("committed").asText("?"),
                o.budget().path("cap").asText("?"));
    }

    private String time() {
        return clock.instant().toString().substring(11, 19);
    }

    private static int coming(Observed o) {
        return o.gpus("requested") + o.gpus("launching") + o.gpus("booting");
    }

    private List<String> block(Observed o, int sent, int of) {
        List<String> lines = new ArrayList<>();
        lines.add(
                Style.bold("virtual time " + time())
                        + "   submitted "
                        + sent
                        + " of "
                        + of
                        + "   waiting "
                        + o.live("pending")
                        + "   placed "
                        + o.live("placed")
                        + "   running "
                        + (o.live("running") + o.live("starting")));
        lines.add(
                "GPUs   ready "
                        + o.gpus("ready")
                        + "   coming "
                        + coming(o)
                        + "   leaving "
                        + (o.gpus("draining") + o.gpus("terminating")));
        for (Map.Entry<String, Map<String, Integer>> pool : o.byPool().entrySet()) {
            lines.add(
                    String.format(
                            Locale.ROOT, "  %-18s %s", pool.getKey(), states(pool.getValue())));
        }
        lines.add("budget " + Bar.ofBudget(o.budget()));
        lines.add(Style.dim("last decisions"));
        newestReasons(o, DECISIONS).forEach(reason -> lines.add("  " + reason));
        return lines;
    }

    private static String states(Map<String, Integer> states) {
        return states.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining("   "));
    }

    private static List<String> newestReasons(Observed o, int most) {
        List<String> reasons =
                new ArrayList<>(
                        o.nodes().stream()
                                .sorted(
                                        (a, b) ->
                                                b.path("since")
                                                        .asText()
                                                        .compareTo(a.path("since").asText()))
                                .limit(most)
                                .map(
                                        n ->
                                                n.path("pool").asText()
                                                        + " "
                                                        + n.path("state").asText()
                                                        + ": "
                                                        + n.path("reason").path("message").asText())
                                .toList());
        o.queue()
                .path("items")
                .forEach(
                        item -> {
                            if (reasons.size() < most) {
                                reasons.add(
                                        item.path("name").asText()
                                                + " waits: "
                                                + item.path("reason").path("message").asText());
                            }
                        });
        return reasons;
    }
}
