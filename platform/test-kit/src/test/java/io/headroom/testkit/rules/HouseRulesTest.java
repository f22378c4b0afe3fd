package io.headroom.testkit.rules;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Each rule of the house fires on a planted breach, and not on sound code.
class HouseRulesTest {

    private static final String SAMPLE = "io.headroom.testkit.rules.sample";
    private static final HouseRules RULES = new HouseRules(SAMPLE);
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(SAMPLE);

    @Test
    void an_engine_that_knows_of_replay_is_found() {
        assertThat(breaches(RULES.dependencies())).anyMatch(b -> b.contains("KnowsTraces"));
    }

    @Test
    void a_service_that_knows_another_is_found() {
        assertThat(breaches(RULES.dependencies())).anyMatch(b -> b.contains("ReadsNodes"));
    }

    @Test
    void an_engine_with_a_logger_or_a_clock_is_found() {
        var breaches = breaches(List.of(RULES.engineUsesNoFramework()));
        assertThat(breaches).anyMatch(b -> b.contains("java.util.logging.Logger"));
        assertThat(breaches).anyMatch(b -> b.contains("java.time.InstantSource"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "setOf",
                "mapOf",
                "mapCopyOf",
                "randomId",
                "nanoTime",
                "unseeded",
                "inParallel",
                "now"
            })
    void an_engine_that_varies_is_found(String method) {
        assertThat(breaches(List.of(RULES.engineCallsNothingThatVaries())))
                .anyMatch(b -> b.contains("Varies." + method + "("));
    }

    @Test
    void a_name_that_says_nothing_is_found() {
        assertThat(breaches(List.of(RULES.namesSaySomething())))
                .isNotEmpty()
                .allMatch(b -> b.contains("LeaseManager"));
    }

    @Test
    void sound_code_breaks_nothing() {
        assertThat(breaches(RULES.all())).noneMatch(b -> b.contains("Sound"));
    }

    private static List<String> breaches(List<ArchRule> rules) {
        return rules.stream()
                .flatMap(rule -> rule.evaluate(CLASSES).getFailureReport().getDetails().stream())
                .toList();
    }
}
