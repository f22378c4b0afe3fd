package io.headroom.engine.budget.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.headroom.contracts.budget.Money;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.lease.PaidNode;

/// Every value once, with a number: so states are compared by numbers, and what the desk decides from the same books is decided once.
final class Pool {

    /// A value and its number; the same object for all that are equal.
    record Known<T>(int number, T value) {}

    /// The books after a decision.
    ///
    /// @param isGranted whether more money was granted
    /// @param beyond what was charged for the time beyond the reserve
    record Booked(
            Known<PaidNode> paid, Known<Accounts> accounts, boolean isGranted, Money beyond) {}

    /// All that a decision depends on.
    record Question(
            String about, int paid, int accounts, int cap, int now, int rises, int from, int to) {}

    private final Map<PaidNode, Known<PaidNode>> paid = new HashMap<>();
    private final Map<List<Account>, Known<Accounts>> accounts = new HashMap<>();
    private final Map<Question, Optional<Booked>> booked = new HashMap<>();

    Known<PaidNode> of(PaidNode value) {
        return paid.computeIfAbsent(value, _ -> new Known<>(paid.size() + 1, value));
    }

    Known<Accounts> of(Accounts value) {
        return accounts.computeIfAbsent(value.all(), _ -> new Known<>(accounts.size() + 1, value));
    }

    /// Empty where nothing is granted.
    Optional<Booked> decide(Question question, Supplier<Optional<Booked>> decision) {
        Optional<Booked> before = booked.get(question);
        if (before == null) {
            before = decision.get();
            booked.put(question, before);
        }
        return before;
    }
}
