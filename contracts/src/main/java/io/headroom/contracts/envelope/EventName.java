package io.headroom.contracts.envelope;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The name under which an event travels, fixed for good once released.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventName {

    /// The context that says it, which is the stream it is kept in: `placement`.
    String context();

    /// The event, lower-case-with-dashes: `workload-submitted`.
    String name();
}
