package io.headroom.provisioning.pool;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.json.DashedEnums;
import io.headroom.engine.scaling.learned.LeadTime;

/// How long one stage of a node's coming takes, as it was seen of late.
///
/// @param stage from what to what: `requested-granted` (its money), `granted-accepted` (the provider's yes), `accepted-joined` (boot), `joined-ready`, and
///     over several of them `accepted-ready` and `requested-ready`, the whole lead time; of stopped nodes the same with `wake` in it. Of a replica on a
///     node that is up `fetch` (until its image is there), `load` (from then on until it is ready) and both together, `prepare`; with `wake-` the first since the
///     node was woken, with `used-` those that are not the first since it came up
/// @param from what the node was before: `cold`, `stopped`, or `ready` for longer
/// @param mean follows the newest
/// @param p10 what one in ten is quicker than, of the last fifty; @param p50 the median; @param p90 what nine in ten are quicker than. Absent while none was seen since they are kept
/// @param observations how many there ever were
public record StageTime(
        String instanceType,
        String stage,
        String from,
        Duration mean,
        @Nullable Duration p10,
        @Nullable Duration p50,
        @Nullable Duration p90,
        int observations) {

    public static StageTime of(LeadTimes.Learned learned) {
        @Nullable LeadTime lead = learned.lead().orElse(null);
        return new StageTime(
                learned.instanceType(),
                learned.stage(),
                DashedEnums.nameOf(NodeBefore.ofStage(learned.stage())),
                learned.mean(),
                lead == null ? null : lead.likely().getFirst(),
                lead == null ? null : lead.median(),
                lead == null ? null : lead.slow(),
                learned.observations());
    }
}
