package io.headroom.agent;

import io.headroom.agent.desired.DesiredWatch;
import io.headroom.agent.lease.Watchdog;
import io.headroom.agent.link.CellLink;
import io.headroom.agent.notice.NoticeWatch;
import io.headroom.agent.replica.Replicas;
import io.headroom.agent.report.Reporter;
import io.headroom.agent.requests.RequestMeter;
import io.headroom.contracts.agent.Heartbeat;
import io.headroom.contracts.agent.Telemetry;
import io.headroom.contracts.node.DesiredState;
import io.headroom.contracts.time.VirtualClock;

/// What the node says of itself at intervals: that it lives and what it follows, and how its devices and its neighbourhood do.
record Pulse(
        AgentSettings settings,
        VirtualClock clock,
        Reporter reporter,
        CellLink link,
        Replicas replicas,
        RequestMeter requests,
        Watchdog watchdog,
        DesiredWatch desired,
        NoticeWatch notice) {

    Pulse(
            AgentSettings settings,
            VirtualClock clock,
            Reporter reporter,
            CellLink link,
            Replicas replicas,
            AgentCommons commons,
            Watchdog watchdog,
            DesiredWatch desired,
            NoticeWatch notice) {
        this(
                settings,
                clock,
                reporter,
                link,
                replicas,
                new RequestMeter(commons.workers()),
                watchdog,
                desired,
                notice);
    }

    void beat() {
        reporter.beat(
                new Heartbeat(
                        settings.node().node(),
                        settings.uptime().bootId(),
                        reporter.nextHeartbeat(),
                        clock.instant(),
                        settings.devices().list(),
                        replicas.alive(),
                        watchdog.version(),
                        desired.newest().map(DesiredState::epoch).orElse(0L),
                        desired.newest().map(DesiredState::generation).orElse(0L),
                        notice.goneAt(),
                        link.address()));
    }

    void measure() {
        if (link.connected()) {
            reporter.measure(
                    new Telemetry(
                            settings.node().node(),
                            clock.instant(),
                            settings.devices().use(replicas.assigned()),
                            settings.pressure().now().orElse(null),
                            requests.measure(replicas.served())));
        }
    }
}
