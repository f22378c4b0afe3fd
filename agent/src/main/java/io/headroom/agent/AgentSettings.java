package io.headroom.agent;

import java.nio.file.Path;
import java.time.Duration;

import io.headroom.agent.device.Devices;
import io.headroom.agent.disk.StateFolder.Durability;
import io.headroom.agent.lease.LeaseLimits;
import io.headroom.agent.lease.Uptime;
import io.headroom.agent.notice.SpotNotice;
import io.headroom.agent.pressure.PressureGauge;
import io.headroom.agent.pressure.ProcPressure;
import io.headroom.contracts.agent.UserData;

/// What one agent must know.
///
/// @param node which node it speaks for and how it joins: the machine's user data
/// @param folder its own folder, which must outlive the agent and should outlive the machine's boot
/// @param uptime the machine's monotonic clock, in virtual time; its boot id is in heartbeats and reports
/// @param notice how the provider says that it takes the machine back
/// @param pressure how much what runs there waits for its neighbours
/// @param heartbeatEvery virtual; 10 s, and never less than 1 s real. Half of it doubles the bus traffic, twice of it makes
///     one lost heartbeat look like half a lost node
/// @param telemetryEvery virtual; 30 s, and never less than 5 s real: the driver is asked each time
/// @param stopGrace virtual; between asking a replica to end and ending it, 30 s as people know it from elsewhere, and
///     never less than 1 s real
public record AgentSettings(
        UserData.Headroom node,
        Path folder,
        Durability durability,
        Devices devices,
        Uptime uptime,
        LeaseLimits lease,
        SpotNotice notice,
        PressureGauge pressure,
        Duration heartbeatEvery,
        Duration telemetryEvery,
        Duration stopGrace) {

    public static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(10);
    public static final Duration TELEMETRY_EVERY = Duration.ofSeconds(30);
    public static final Duration STOP_GRACE = Duration.ofSeconds(30);

    public AgentSettings {
        if (!heartbeatEvery.isPositive()
                || !telemetryEvery.isPositive()
                || stopGrace.isNegative()) {
            throw new IllegalArgumentException("intervals must be longer than nothing");
        }
    }

    /// A real machine with the default intervals.
    public static AgentSettings machine(
            UserData.Headroom node, Path folder, Devices devices, Uptime uptime) {
        return defaults(node, folder, Durability.SYNCED, devices, uptime)
                .measuring(new ProcPressure());
    }

    /// A simulated machine with the default intervals.
    public static AgentSettings simulated(
            UserData.Headroom node, Path folder, Devices devices, Uptime uptime) {
        return defaults(node, folder, Durability.BUFFERED, devices, uptime);
    }

    public AgentSettings with(LeaseLimits limits) {
        return new AgentSettings(
                node,
                folder,
                durability,
                devices,
                uptime,
                limits,
                notice,
                pressure,
                heartbeatEvery,
                telemetryEvery,
                stopGrace);
    }

    public AgentSettings with(SpotNotice other) {
        return new AgentSettings(
                node,
                folder,
                durability,
                devices,
                uptime,
                lease,
                other,
                pressure,
                heartbeatEvery,
                telemetryEvery,
                stopGrace);
    }

    public AgentSettings measuring(PressureGauge gauge) {
        return new AgentSettings(
                node,
                folder,
                durability,
                devices,
                uptime,
                lease,
                notice,
                gauge,
                heartbeatEvery,
                telemetryEvery,
                stopGrace);
    }

    private static AgentSettings defaults(
            UserData.Headroom node,
            Path folder,
            Durability durability,
            Devices devices,
            Uptime uptime) {
        return new AgentSettings(
                node,
                folder,
                durability,
                devices,
                uptime,
                LeaseLimits.DEFAULTS,
                SpotNotice.NEVER,
                PressureGauge.NONE,
                HEARTBEAT_EVERY,
                TELEMETRY_EVERY,
                STOP_GRACE);
    }
}
