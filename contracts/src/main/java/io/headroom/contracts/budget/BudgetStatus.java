package io.headroom.contracts.budget;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// How a budget stands in the period that is now.
///
/// @param free what may still be committed; nothing when it is passed
/// @param highestCommitted the highest that spent and committed came to since the period began
/// @param from when the period began; absent outside of fixed dates
/// @param thresholdsReached the percents reached in this period
public record BudgetStatus(
        String budget,
        Money cap,
        Money spent,
        Money committed,
        Money free,
        Money highestCommitted,
        @Nullable Instant from,
        @Nullable Instant to,
        List<Integer> thresholdsReached) {}
