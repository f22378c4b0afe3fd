package io.headroom.cli.bench.system;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.cli.render.Table;

/// The figures as a table for people, each beside what it should be.
final class Report {
    private final Table table = Table.of("measured", "", "goal");
    private final JsonNode result;

    private Report(JsonNode result) {
        this.result = result;
    }

    static List<String> lines(JsonNode result) {
        return new Report(result).all().table.lines();
    }

    private Report all() {
        row("up to ready", "/readySeconds", "s", "20");
        row("resident, once ready", "/residentMib", "MiB", "2560");
        row("resident, at the end", "/residentMibAtEnd", "MiB", "");
        steady("steady", "accepted -> launch call at ", 100, 500);
        steady("trickle", "accepted -> launch call at ", 100, 500);
        burst("burst", "mixed burst");
        burst("small", "1-GPU burst");
        row("accepted for good", "/acceptance/acceptedPerSecond", "/s", ">= 500");
        row("  answered, p50", "/acceptance/acceptMillis/p50", "ms", "");
        row("  answered, p99", "/acceptance/acceptMillis/p99", "ms", "");
        return this;
    }

    private void steady(String part, String title, int p50, int p99) {
        JsonNode rate = result.path(part).path("perSecond");
        if (rate.isMissingNode()) {
            return;
        }
        String head = title + rate.asInt() + "/s, ";
        row(head + "p50", "/" + part + "/acceptedToLaunchMillis/p50", "ms", "" + p50);
        row("  p95", "/" + part + "/acceptedToLaunchMillis/p95", "ms", "");
        row("  p99", "/" + part + "/acceptedToLaunchMillis/p99", "ms", "" + p99);
        row("  answered, p99", "/" + part + "/acceptMillis/p99", "ms", "");
        row("  submitted", "/" + part + "/submitted", "", "");
        row("  never launched", "/" + part + "/neverLaunched", "", "0");
        row("  bought beyond", "/" + part + "/boughtBeyond", "", "0");
    }

    private void burst(String part, String title) {
        row(title + ": workloads", "/" + part + "/submitted", "", "");
        row("  first launch call", "/" + part + "/firstLaunchSeconds", "s", "");
        row("  last launch call", "/" + part + "/lastLaunchSeconds", "s", "");
        row("  all running", "/" + part + "/settledSeconds", "s", "");
        row("  running", "/" + part + "/running", "", "all");
        row("  GPUs wanted", "/" + part + "/gpusWanted", "", "");
        row("  GPUs bought", "/" + part + "/gpusBought", "", "");
        row("  processor time", "/" + part + "/cpuSeconds", "s", "");
        row("  dollars an hour", "/" + part + "/dollarsPerHour", "$", "");
        row("  the cheapest possible", "/" + part + "/cheapestDollarsPerHour", "$", "");
        row("  times the cheapest", "/" + part + "/timesTheCheapest", "", "1.00");
    }

    private void row(String what, String where, String unit, String goal) {
        JsonNode value = result.at(where);
        if (!value.isMissingNode()) {
            String number =
                    value.isIntegralNumber()
                            ? value.asText()
                            : String.format(Locale.ROOT, "%.2f", value.asDouble());
            table.row(List.of(what, (number + " " + unit).strip(), goal));
        }
    }
}
