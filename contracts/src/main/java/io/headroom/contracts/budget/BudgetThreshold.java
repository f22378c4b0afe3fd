package io.headroom.contracts.budget;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;

/// What follows when spent and committed money reach a part of the amount.
///
/// @param url where a `webhook` goes, signed
public record BudgetThreshold(int percent, @Nullable Action action, @Nullable URI url) {

    /// What is done, once in a period.
    public enum Action {
        /// It is said, and nothing else.
        EVENT,
        /// It is posted to an address.
        WEBHOOK,
        /// New workloads of the budget's scope are refused until the period ends.
        REFUSE_NEW,
        /// Money is granted for spot machines alone.
        SPOT_ONLY,
        /// Nothing is granted or renewed outside of the environment `production`.
        STOP_NON_PRODUCTION,
        /// Nothing more is granted, and the least important nodes end, until what is left lasts to the period's end.
        DRAIN
    }

    public BudgetThreshold {
        action = action == null ? Action.EVENT : action;
        new Checks()
                .range(percent, 1, 100, "thresholds.percent")
                .that(
                        (url != null) == (action == Action.WEBHOOK),
                        "thresholds.url",
                        "is required with the action webhook, and with no other")
                .that(
                        url == null || isHttp(url),
                        "thresholds.url",
                        "must be an http or https address with a host, without user and fragment")
                .done();
    }

    public static BudgetThreshold of(int percent, Action action) {
        return new BudgetThreshold(percent, action, null);
    }

    private static boolean isHttp(URI url) {
        boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        return http
                && url.getHost() != null
                && url.getUserInfo() == null
                && url.getFragment() == null;
    }

    @Override
    public Action action() {
        return action == null ? Action.EVENT : action;
    }
}
