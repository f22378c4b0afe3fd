package io.headroom.agent;

import java.time.Instant;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.headroom.agent.desired.DesiredWatch;
import io.headroom.agent.disk.StateFolder;
import io.headroom.agent.join.Joining;
import io.headroom.agent.lease.LeasePhase;
import io.headroom.agent.lease.Watchdog;
import io.headroom.agent.link.CellLink;
import io.headroom.agent.notice.NoticeWatch;
import io.headroom.agent.ready.Readiness;
import io.headroom.agent.ready.Used;
import io.headroom.agent.replica.ReplicaRuntime;
import io.headroom.agent.replica.Replicas;
import io.headroom.agent.report.ReportLog;
import io.headroom.agent.report.Reporter;
import io.headroom.agent.secret.AskedSecrets;
import io.headroom.contracts.agent.LogPiece;
import io.headroom.contracts.agent.LogWanted;
import io.headroom.contracts.budget.LeaseNotice;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.node.DesiredState;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.time.VirtualClock;

/// One node's agent: makes the node run what it is told to, says what is, and powers it off before its lease ends.
public final class NodeAgent implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("io.headroom.agent");

    private final AgentSettings settings;
    private final VirtualClock clock;
    private final PowerSwitch power;
    private final ObjectMapper json = HeadroomJson.tolerant();
    private final Cadence cadence;
    private final Rhythm rhythm;
    private final CellLink link;
    private final Reporter reporter;
    private final Watchdog watchdog;
    private final NoticeWatch notice;
    private final DesiredWatch desired;
    private final Readiness readiness;
    private final Replicas replicas;
    private final Pulse pulse;
    private LeasePhase phase = LeasePhase.HOLDING;

    private NodeAgent(
            AgentSettings settings,
            ReplicaRuntime runtime,
            VirtualClock clock,
            PowerSwitch power,
            AgentCommons commons) {
        this.settings = settings;
        this.clock = clock;
        this.power = power;
        StateFolder folder = new StateFolder(settings.folder(), settings.durability(), json);
        cadence = Cadence.of(settings, clock);
        rhythm = new Rhythm(commons);
        link =
                new CellLink(
                        settings.node(),
                        new Joining(settings.node(), folder, json),
                        commons,
                        new FromCell(node(), json, new Acting()));
        reporter =
                new Reporter(
                        new ReportLog(folder, json, node(), settings.uptime().bootId()),
                        link,
                        json);
        watchdog = new Watchdog(folder, cadence.lease(), clock, settings.uptime());
        notice = new NoticeWatch(settings.notice());
        desired = new DesiredWatch(folder, node());
        ReplicaNews news = new ReplicaNews(reporter, clock);
        readiness =
                new Readiness(
                        runtime,
                        new Used(folder, settings.uptime().bootId()),
                        clock,
                        commons,
                        news::prepared);
        replicas =
                new Replicas(
                        folder,
                        readiness,
                        new AskedSecrets(node(), link, json, commons),
                        settings.devices().list(),
                        cadence.grace(),
                        readiness.telling(news));
        pulse =
                new Pulse(
                        settings, clock, reporter, link, replicas, commons, watchdog, desired,
                        notice);
    }

    /// Starts the agent on what its folder remembers; it joins and connects by itself, and goes on trying for ever.
    public static NodeAgent start(
            AgentSettings settings,
            ReplicaRuntime runtime,
            VirtualClock clock,
            PowerSwitch power,
            AgentCommons commons) {
        NodeAgent agent = new NodeAgent(settings, runtime, clock, power, commons);
        agent.begin();
        return agent;
    }

    private void begin() {
        replicas.adopt();
        watch();
        link.open();
        rhythm.every(Cadence.WATCH_EVERY, this::watch);
        rhythm.every(cadence.heartbeat(), pulse::beat);
        rhythm.every(cadence.notice(), this::lookForNotice);
        rhythm.every(cadence.telemetry(), pulse::measure);
        rhythm.every(Cadence.TELL_AGAIN_EVERY, reporter::tellAgain);
        rhythm.every(Cadence.FETCH_EVERY, link::fetch);
        rhythm.every(Cadence.FETCH_EVERY, watchdog::checkpoint);
    }

    public NodeId node() {
        return settings.node().node();
    }

    public boolean connected() {
        return link.connected();
    }

    /// How many replicas run, start or are being stopped.
    public int alive() {
        return replicas.alive();
    }

    /// When the node will be powered off unless its lease is renewed; virtual time.
    public Instant leaseEnd() {
        return watchdog.end();
    }

    /// Ends the agent and leaves the replicas alone: a later agent on the same folder finds them again.
    public void stop() {
        rhythm.stop();
        readiness.stop();
        replicas.release();
        watchdog.checkpoint();
        link.close();
    }

    /// Ends the agent and its replicas: the machine goes.
    public void kill() {
        replicas.killAll("the machine goes");
        stop();
    }

    @Override
    public void close() {
        stop();
    }

    /// Whoever placed the replicas hears of it at once, and may move them while there is time.
    private void lookForNotice() {
        if (notice.look()) {
            String what = "node " + node() + " is taken back at " + notice.goneAt();
            LOG.log(System.Logger.Level.WARNING, what);
            pulse.beat();
        }
    }

    /// What lease and provider let the node do now, done.
    private synchronized void watch() {
        LeasePhase paid = watchdog.phase();
        LeasePhase now =
                paid == LeasePhase.HOLDING && notice.leavesLess(cadence.grace(), clock)
                        ? LeasePhase.DRAINING
                        : paid;
        boolean changed = now != phase;
        phase = now;
        switch (now) {
            case HOLDING -> {
                if (changed) {
                    follow();
                }
            }
            case DRAINING -> {
                if (changed) {
                    replicas.stopAll(
                            paid == LeasePhase.HOLDING
                                    ? "the node is taken back at " + notice.goneAt()
                                    : "the node's lease ends at " + watchdog.end());
                }
            }
            case OVER -> {
                String why = "no lease after " + watchdog.end();
                if (changed) {
                    LOG.log(System.Logger.Level.WARNING, "node {0}: powers off: {1}", node(), why);
                    replicas.killAll(why);
                }
                power.powerOff(why);
            }
        }
    }

    private synchronized void follow() {
        if (phase == LeasePhase.HOLDING) {
            replicas.follow(desired.replicas());
        }
    }

    /// Acts on what comes from the cell.
    private final class Acting implements FromCell.Taken {

        @Override
        public void connected() {
            link.fetch();
            pulse.beat();
            reporter.tellAgain();
        }

        @Override
        public void desired(DesiredState state) {
            if (desired.accept(state)) {
                reporter.acknowledged(state.bootId(), state.reportsSeen());
                follow();
            }
        }

        @Override
        public void lease(LeaseNotice notice) {
            watchdog.accept(notice);
            watch();
        }

        @Override
        public LogPiece log(LogWanted wanted) {
            return replicas.log(wanted);
        }
    }
}
