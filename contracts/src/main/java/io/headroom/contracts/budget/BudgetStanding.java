package io.headroom.contracts.budget;

import java.time.Instant;

import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.envelope.EventName;

/// What a hard budget has left, said when it has become noticeably more or less: whoever buys ahead can spare what waits will need.
///
/// @param version grows with each that is said of the budget
/// @param scope which spending falls under it
/// @param free neither spent nor committed; of rolling windows, in the one that leaves least
/// @param spent since its period began, at `since`
/// @param until when there is new money
@EventName(context = "cost", name = "budget-standing")
public record BudgetStanding(
        String budget,
        long version,
        BudgetScope scope,
        Money free,
        Money spent,
        Instant since,
        Instant until,
        Instant at)
        implements Event {

    @Override
    public String key() {
        return budget;
    }

    @Override
    public long version() {
        return version;
    }
}
