package io.headroom.e2e.system;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// `@ExtendWith(RunningSystem.class)`: one real system for all test classes, stopped when the last has ended, however it ended.
public final class RunningSystem implements ExecutionCondition, ParameterResolver {

    private static final ExtensionContext.Namespace OURS =
            ExtensionContext.Namespace.create(RunningSystem.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Project.missing()
                .map(
                        what ->
                                ConditionEvaluationResult.disabled(
                                        what
                                                + " is not packaged: run ./mvnw install -DskipTests,"
                                                + " or ./headroom test"))
                .orElseGet(() -> ConditionEvaluationResult.enabled("all is packaged"));
    }

    /// Kept in the root's store, which closes what it holds when all tests have ended.
    private static Headroom of(ExtensionContext context) {
        return context.getRoot()
                .getStore(OURS)
                .computeIfAbsent(Headroom.class, _ -> Headroom.start(), Headroom.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Headroom.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return of(context);
    }
}
