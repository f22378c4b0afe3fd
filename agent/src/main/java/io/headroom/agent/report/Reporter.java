package io.headroom.agent.report;

import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.headroom.agent.link.CellLink;
import io.headroom.contracts.agent.Heartbeat;
import io.headroom.contracts.agent.ReplicaReport;
import io.headroom.contracts.agent.Telemetry;

/// Says what the agent has to say: reports until they are acknowledged, the rest once.
public final class Reporter {

    /// A round of resends: enough for a node's replicas, too few to flood the bus after an outage.
    private static final int AT_ONCE = 100;

    private final ReportLog log;
    private final CellLink link;
    private final ObjectMapper json;
    private final AtomicLong heartbeats = new AtomicLong();

    public Reporter(ReportLog log, CellLink link, ObjectMapper json) {
        this.log = log;
        this.link = link;
        this.json = json;
    }

    public void tell(Said said) {
        link.say("report", bytes(log.add(said)));
    }

    public void tellAgain() {
        for (ReplicaReport report : log.pending(AT_ONCE)) {
            link.say("report", bytes(report));
        }
    }

    public void acknowledged(String bootId, long sequence) {
        log.acknowledge(bootId, sequence);
    }

    public long nextHeartbeat() {
        return heartbeats.incrementAndGet();
    }

    public void beat(Heartbeat heartbeat) {
        link.say("heartbeat", bytes(heartbeat));
    }

    public void measure(Telemetry telemetry) {
        link.say("telemetry", bytes(telemetry));
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of the contracts cannot be written", e);
        }
    }
}
