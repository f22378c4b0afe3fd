package io.headroom.cost.books;

/// Why something was posted.
public enum Kind {
    GRANT,
    RENEW,
    USAGE,
    RELEASE
}
