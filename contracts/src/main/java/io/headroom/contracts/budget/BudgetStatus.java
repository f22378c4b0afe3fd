package io.headroom.contracts.budget;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// How a budget stands in the period that is now, in dollars.
///
/// @param cap what the period may cost: the amount, and what was carried over
/// @param reserve of what is committed, the part kept for machines that nobody can end in time
/// @param free what may still be committed; nothing when it is passed
/// @param highestCommitted the highest that spent and committed came to since the period began
/// @param from when the period began; absent outside of fixed dates
/// @param thresholdsReached the percents reached in this period
/// @param neverUsed what was committed for nodes that are gone, and they did not use: the price of certainty
/// @param restrictions what its thresholds have set in force until the period ends
/// @param outlook absent while there is nothing to judge by
/// @param rate by which the amount became dollars in this period; absent of one that is in dollars
public record BudgetStatus(
        String budget,
        Money cap,
        Money spent,
        Money committed,
        Money reserve,
        Money free,
        Money highestCommitted,
        @Nullable Instant from,
        @Nullable Instant to,
        List<Integer> thresholdsReached,
        Money carriedOver,
        Money neverUsed,
        List<String> restrictions,
        @Nullable Outlook outlook,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ExchangeRate rate) {

    /// What the period will have cost at its end, as its own course foretells.
    ///
    /// @param low below it in one of ten cases; @param high above it in one of ten
    /// @param runsOut when the cap is reached at this rate; absent when it is not before the period's end
    /// @param refusedPerHour machines of which price an hour would be refused now, and above
    public record Outlook(
            Money spendPerHour,
            Money low,
            Money expected,
            Money high,
            @Nullable Instant runsOut,
            Money refusedPerHour) {}
}
