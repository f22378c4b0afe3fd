package io.headroom.contracts.price;

/// What was committed to.
public enum CommitmentKind {
    /// A number of machines of a type (reserved instances): the fee is paid for each, and they cost nothing more.
    RESERVED,
    /// An amount of spending by the hour (savings plans): what it pays for is counted at a discount.
    SAVINGS_PLAN,
    /// A number of machines of a type on Google (committed use): as `RESERVED`.
    COMMITTED_USE
}
