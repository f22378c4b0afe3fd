package io.headroom.agent.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.headroom.agent.disk.StateFolder;
import io.headroom.contracts.agent.ReplicaReport;
import io.headroom.contracts.node.NodeId;

/// Reports on disk that the control plane has not yet said it stored.
///
/// The first line of the file is the next sequence, each other line a report. A new boot numbers what is left anew from
/// 1, so that whoever counts a boot's reports sees no gap.
public final class ReportLog {

    static final String FILE = "reports.jsonl";

    /// More than this and reports that a later one of the same replica makes stale are dropped: a node that is cut off
    /// for days must not fill its disk.
    private static final int MANY = 1_000;

    private record Next(String bootId, long sequence) {}

    private final StateFolder folder;
    private final ObjectMapper json;
    private final NodeId node;
    private final String bootId;
    private final List<ReplicaReport> pending = new ArrayList<>();
    private long next = 1;

    public ReportLog(StateFolder folder, ObjectMapper json, NodeId node, String bootId) {
        this.folder = folder;
        this.json = json;
        this.node = node;
        this.bootId = bootId;
        load();
    }

    public synchronized ReplicaReport add(Said said) {
        ReplicaReport report = numbered(said, next++);
        pending.add(report);
        try {
            if (pending.size() > MANY) {
                dropStale();
                rewrite();
            } else {
                folder.append(FILE, line(report));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("report cannot be kept", e);
        }
        return report;
    }

    /// Forgets what the control plane has stored, if it speaks of this boot.
    public synchronized void acknowledge(String boot, long sequence) {
        if (!boot.equals(bootId) || !pending.removeIf(r -> r.sequence() <= sequence)) {
            return;
        }
        try {
            rewrite();
        } catch (IOException e) {
            throw new UncheckedIOException("reports cannot be rewritten", e);
        }
    }

    /// The oldest that are still unacknowledged, in order.
    public synchronized List<ReplicaReport> pending(int atMost) {
        return List.copyOf(pending.subList(0, Math.min(atMost, pending.size())));
    }

    private void dropStale() {
        List<ReplicaReport> all = List.copyOf(pending);
        pending.clear();
        for (int i = 0; i < all.size(); i++) {
            ReplicaReport report = all.get(i);
            boolean stale =
                    all.subList(i + 1, all.size()).stream().anyMatch(later -> same(report, later));
            if (!stale) {
                pending.add(report);
            }
        }
    }

    private static boolean same(ReplicaReport one, ReplicaReport other) {
        return one.workload().equals(other.workload())
                && one.replica() == other.replica()
                && one.attempt() == other.attempt();
    }

    private void load() {
        List<String> lines = lines();
        Optional<Next> first =
                lines.isEmpty() ? Optional.empty() : parse(lines.getFirst(), Next.class);
        if (first.isEmpty()) {
            // Appends need the first line to stand: without it they would be lost at the next load.
            save();
            return;
        }
        boolean sameBoot = first.get().bootId().equals(bootId);
        next = sameBoot ? first.get().sequence() : 1;
        for (String line : lines.subList(1, lines.size())) {
            Optional<ReplicaReport> kept = parse(line, ReplicaReport.class);
            if (kept.isPresent()) {
                ReplicaReport report = kept.get();
                pending.add(sameBoot ? report : numbered(said(report), next));
                next = sameBoot ? report.sequence() + 1 : next + 1;
            }
        }
        // Also repairs a last line that a crash tore: the next append must start a line.
        save();
    }

    private void save() {
        try {
            rewrite();
        } catch (IOException e) {
            throw new UncheckedIOException("report log cannot be written", e);
        }
    }

    private List<String> lines() {
        try {
            return Files.exists(folder.path(FILE))
                    ? new String(Files.readAllBytes(folder.path(FILE)), StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("report log cannot be read", e);
        }
    }

    private <T> Optional<T> parse(String line, Class<T> type) {
        try {
            return Optional.of(json.readValue(line, type));
        } catch (JsonProcessingException e) {
            // The tail that a crash tore: its report was not sent either, and the replica's state
            // is told again.
            return Optional.empty();
        }
    }

    private void rewrite() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(line(new Next(bootId, next)));
        for (ReplicaReport report : pending) {
            all.write(line(report));
        }
        folder.writeBytes(FILE, all.toByteArray());
    }

    private byte[] line(Object value) throws JsonProcessingException {
        return (json.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private ReplicaReport numbered(Said said, long sequence) {
        return new ReplicaReport(
                node,
                bootId,
                sequence,
                said.workload(),
                said.replica(),
                said.attempt(),
                said.state(),
                said.exitCode(),
                said.at(),
                said.message(),
                said.log(),
                said.prepared());
    }

    private static Said said(ReplicaReport report) {
        return new Said(
                report.workload(),
                report.replica(),
                report.attempt(),
                report.state(),
                report.exitCode(),
                report.at(),
                report.message(),
                report.log(),
                report.prepared());
    }
}
