package io.headroom.cost.books;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.book.Posting;

/// What is added to an account, and what it has reached with it, by the names of the columns.
///
/// @param before as it was known, where nothing but its sums changes
record AccountChange(
        String budget,
        @JsonProperty("period_from") Instant periodFrom,
        @JsonProperty("period_to") Instant periodTo,
        long spent,
        long committed,
        long reserve,
        long highest,
        long unused,
        List<Integer> reached,
        boolean refusing,
        List<String> restrictions,
        @JsonIgnore Optional<AccountRow> before) {

    /// With their types, as they are given to the database.
    static final String COLUMNS =
            "budget text, period_from timestamptz, period_to timestamptz, spent bigint, committed bigint,"
                    + " reserve bigint, highest bigint, unused bigint, reached integer[], refusing boolean, restrictions text[]";

    /// One change for each account that something was posted to, and what thresholds it reached say.
    static List<AccountChange> all(
            Books books, Set<String> spoken, List<ThresholdsReached.WebhookPost> webhooks) {
        List<AccountChange> changes = new ArrayList<>();
        for (Posting sum : Posting.merged(books.postings())) {
            Account account = books.accounts().get(sum.budget(), sum.period());
            ThresholdsReached reached = ThresholdsReached.by(books, account);
            for (ThresholdsReached.Said said : reached.said(books, account, spoken)) {
                books.say(said.event());
                said.post().ifPresent(webhooks::add);
            }
            changes.add(
                    new AccountChange(
                            sum.budget(),
                            sum.period().from(),
                            sum.period().to(),
                            sum.spent().micros(),
                            sum.committed().micros(),
                            sum.reserve().micros(),
                            account.highest().micros(),
                            unused(books, sum).micros(),
                            reached.all(),
                            reached.refusing(),
                            reached.restrictions().stream().map(DashedEnums::nameOf).toList(),
                            books.accountRow(account).filter(reached::isNothingNewTo)));
        }
        return changes;
    }

    boolean isOnlySums() {
        return before.isPresent();
    }

    /// What an account gets back of what was committed for nodes that are gone. The reserve is not there to be used.
    private static Money unused(Books books, Posting sum) {
        return books.released().stream()
                .filter(p -> p.budget().equals(sum.budget()) && p.period().equals(sum.period()))
                .map(p -> p.reserve().minus(p.spent()).minus(p.committed()))
                .reduce(Money.ZERO, Money::plus)
                .max(Money.ZERO);
    }
}
