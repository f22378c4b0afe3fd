package io.headroom.contracts.agent;

/// Why the requests of a replica could not be counted.
public enum Uncounted {
    /// Nobody listens there, or the answer took too long.
    NO_ANSWER,
    /// What listens on that port is not of the replica.
    NOT_ITS_OWN,
    /// It answered with another status than 200.
    REFUSED,
    /// The page is larger than what is read of one.
    TOO_LARGE,
    /// The counter's lines are none, or have no number that a counter can have.
    UNREADABLE,
    /// The page does not have that counter, or says that it is no counter.
    NO_COUNTER,
    /// The counter fell: the replica's server was started again, and what it counts is compared from here on.
    RESTARTED,
    /// Another replica of the node has the same port, and is counted for it.
    SHARED_PORT
}
