package io.headroom.contracts.tenant;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;

/// How what a tree of tenants has used lately counts when it is decided whose turn it is; what is absent is as the settings say.
///
/// @param halfLife after which use counts half; from an hour to a year
/// @param measuredIn what it is counted in
public record UseSpec(@Nullable Duration halfLife, @Nullable UseUnit measuredIn) {

    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(366);

    public UseSpec {
        new Checks()
                .positive(halfLife, LONGEST, "use.halfLife")
                .that(
                        halfLife == null || halfLife.compareTo(SHORTEST) >= 0,
                        "use.halfLife",
                        "must be at least " + SHORTEST)
                .done();
    }
}
