package io.headroom.local.nats;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// A version of nats-server, as it says it itself.
record NatsVersion(int major, int minor, int patch) implements Comparable<NatsVersion> {
    /// Older ones lack years of repairs to the file store that JetStream keeps its messages in.
    static final NatsVersion OLDEST = new NatsVersion(2, 12, 0);

    /// The one this was tried with, fetched where there is none.
    static final NatsVersion TRIED = new NatsVersion(2, 15, 1);

    private static final Pattern TEXT = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)");

    static Optional<NatsVersion> in(String text) {
        var found = TEXT.matcher(text);
        return found.find()
                ? Optional.of(
                        new NatsVersion(
                                Integer.parseInt(found.group(1)),
                                Integer.parseInt(found.group(2)),
                                Integer.parseInt(found.group(3))))
                : Optional.empty();
    }

    boolean isTooOld() {
        return compareTo(OLDEST) < 0;
    }

    @Override
    public int compareTo(NatsVersion other) {
        return Comparator.comparingInt(NatsVersion::major)
                .thenComparingInt(NatsVersion::minor)
                .thenComparingInt(NatsVersion::patch)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
