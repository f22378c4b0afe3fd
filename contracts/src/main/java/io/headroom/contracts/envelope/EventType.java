package io.headroom.contracts.envelope;

import java.util.Locale;
import java.util.regex.Pattern;

/// The kind of an event: the context that says it and its name.
public record EventType(String context, String name) {

    private static final Pattern TOKEN = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final String PREFIX = "io.headroom.";
    private static final String SUFFIX = ".v1";

    private static final ClassValue<EventType> OF_CLASS =
            new ClassValue<>() {
                @Override
                protected EventType computeValue(Class<?> type) {
                    EventName name = type.getAnnotation(EventName.class);
                    if (name == null) {
                        throw new IllegalArgumentException(type.getName() + " has no @EventName");
                    }
                    return new EventType(name.context(), name.name());
                }
            };

    public EventType {
        requireToken("context", context);
        requireToken("name", name);
    }

    /// The type that an event class is annotated with.
    public static EventType of(Class<? extends Event> event) {
        return OF_CLASS.get(event);
    }

    /// Reads `placement.workload-submitted`, as channels are configured.
    public static EventType parse(String dotted) {
        int dot = dotted.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("an event is written context.name, not " + dotted);
        }
        return new EventType(dotted.substring(0, dot), dotted.substring(dot + 1));
    }

    /// Reads the `ce-type` of a CloudEvent.
    public static EventType ofCloudEvent(String ceType) {
        if (!ceType.startsWith(PREFIX) || !ceType.endsWith(SUFFIX)) {
            throw new IllegalArgumentException("not a type of this system: " + ceType);
        }
        return parse(ceType.substring(PREFIX.length(), ceType.length() - SUFFIX.length()));
    }

    /// The `ce-type` of a CloudEvent: `io.headroom.placement.workload-submitted.v1`.
    public String cloudEventType() {
        return PREFIX + context + "." + name + SUFFIX;
    }

    /// The JetStream stream that keeps it: `PLACEMENT`.
    public String stream() {
        return context.toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return context + "." + name;
    }

    private static void requireToken(String what, String value) {
        if (!TOKEN.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    what + " must be lower-case-with-dashes, not " + value);
        }
    }
}
