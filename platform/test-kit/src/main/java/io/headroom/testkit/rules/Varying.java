package io.headroom.testkit.rules;

import java.util.List;
import java.util.Map;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;

/// Calls whose answer depends on the time, on chance, on threads, or on the order of a hash.
final class Varying extends DescribedPredicate<JavaAccess<?>> {

    private static final Map<String, List<String>> BANNED =
            Map.of(
                    // Their order differs in each run of a JVM.
                    "java.util.Set", List.of("of", "copyOf"),
                    "java.util.Map", List.of("of", "ofEntries", "copyOf"),
                    "java.util.stream.Collectors",
                            List.of("toSet", "toUnmodifiableSet", "toUnmodifiableMap"),
                    "java.util.UUID", List.of("randomUUID"),
                    "java.lang.System",
                            List.of("nanoTime", "currentTimeMillis", "getenv", "getProperty"),
                    "java.lang.Math", List.of("random"),
                    "java.time.Instant", List.of("now"),
                    "java.util.concurrent.ThreadLocalRandom", List.of("current"));

    private static final List<String> WHOEVER_HAS_IT = List.of("parallelStream", "parallel");

    Varying() {
        super("a call that varies");
    }

    @Override
    public boolean test(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getName();
        return BANNED.getOrDefault(owner, List.of()).contains(name)
                || WHOEVER_HAS_IT.contains(name)
                || isUnseeded(access, owner);
    }

    private static boolean isUnseeded(JavaAccess<?> access, String owner) {
        return owner.equals("java.util.Random")
                && access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getName().equals("<init>")
                && target.getRawParameterTypes().isEmpty();
    }
}
