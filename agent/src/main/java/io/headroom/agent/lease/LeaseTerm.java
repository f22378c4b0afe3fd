package io.headroom.agent.lease;

import java.time.Duration;
import java.time.Instant;

import io.headroom.contracts.budget.LeaseNotice;

/// The lease in force, as it was first received: what is needed to know its end by both clocks.
///
/// @param powerOffBy the end by the wall clock
/// @param length how long it may run by uptime, from its first receipt
/// @param bootId the boot in which the count of `receivedAt` stands
/// @param receivedAt uptime when it was first received in that boot
/// @param usedBefore how much of it was used up before that
public record LeaseTerm(
        long version,
        Instant powerOffBy,
        Duration length,
        String bootId,
        Duration receivedAt,
        Duration usedBefore) {

    /// A lease heard of for the first time.
    public static LeaseTerm received(LeaseNotice notice, Uptime uptime) {
        Duration length = Duration.between(notice.issuedAt(), notice.powerOffBy());
        return new LeaseTerm(
                notice.version(),
                notice.powerOffBy(),
                length.isNegative() ? Duration.ZERO : length,
                uptime.bootId(),
                uptime.sinceBoot(),
                Duration.ZERO);
    }

    /// What is left: the lesser of what the two clocks say. The wall clock can be set back, the uptime restarts with the
    /// machine; together they cannot both be fooled by one of these.
    ///
    /// @param firstStart uptime when an agent first ran in the present boot
    public Duration remaining(Instant wall, Uptime uptime, Duration firstStart) {
        Duration byWall = Duration.between(wall, powerOffBy);
        Duration byUptime = length.minus(used(uptime, firstStart));
        return byWall.compareTo(byUptime) < 0 ? byWall : byUptime;
    }

    /// The same lease counted on in the present boot, so that the use so far outlives the next one.
    public LeaseTerm carriedTo(Uptime uptime, Duration firstStart) {
        return new LeaseTerm(
                version,
                powerOffBy,
                length,
                uptime.bootId(),
                uptime.sinceBoot(),
                used(uptime, firstStart));
    }

    public boolean isOf(Uptime uptime) {
        return bootId.equals(uptime.bootId());
    }

    private Duration used(Uptime uptime, Duration firstStart) {
        Duration since = isOf(uptime) ? receivedAt : firstStart;
        Duration here = uptime.sinceBoot().minus(since);
        return usedBefore.plus(here.isNegative() ? Duration.ZERO : here);
    }
}
