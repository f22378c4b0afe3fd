package io.headroom.platform.telemetry;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;

/// The W3C `traceparent` of what is being done now: from the request, through events, to what an agent starts.
///
/// It lives in the duplicated Vert.x context where there is one, else on the thread.
public final class Trace {

    private static final String LOCAL = "headroom.traceparent";
    private static final Pattern FORM =
            Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final ThreadLocal<String> ON_THREAD = new ThreadLocal<>();

    private Trace() {}

    /// The traceparent in force, if any.
    public static Optional<String> current() {
        if (VertxContext.isOnDuplicatedContext()) {
            return ContextLocals.get(LOCAL);
        }
        return Optional.ofNullable(ON_THREAD.get());
    }

    /// The traceparent in force, or that of a new trace.
    public static String currentOrNew() {
        return current().orElseGet(Trace::fresh);
    }

    /// A new trace.
    public static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "00-%016x%016x-%016x-01"
                .formatted(random.nextLong(), random.nextLong() | 1, random.nextLong() | 1);
    }

    /// Whether a header that somebody sent can be taken over.
    public static boolean isValid(String traceparent) {
        return FORM.matcher(traceparent).matches();
    }

    /// Puts a traceparent in force on this context; on a bare thread use [#within].
    public static void set(String traceparent) {
        if (VertxContext.isOnDuplicatedContext()) {
            ContextLocals.put(LOCAL, traceparent);
        }
    }

    /// Does something under a traceparent on this thread.
    public static <T> T within(String traceparent, Supplier<T> work) {
        String before = ON_THREAD.get();
        ON_THREAD.set(traceparent);
        try {
            return work.get();
        } finally {
            if (before == null) {
                ON_THREAD.remove();
            } else {
                ON_THREAD.set(before);
            }
        }
    }
}
