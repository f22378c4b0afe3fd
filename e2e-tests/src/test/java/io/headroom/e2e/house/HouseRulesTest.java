package io.headroom.e2e.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import io.headroom.e2e.system.Project;
import io.headroom.testkit.rules.HouseRules;
import io.headroom.testkit.rules.TextRules;

import static org.assertj.core.api.Assertions.assertThat;

/// The whole tree is written as the house wants it, but for what is listed here with its reason.
class HouseRulesTest {

    /// Part of a breach's words, and why it may stay.
    private static final SequencedMap<String, String> MAY_STAY = mayStay();

    private static SequencedMap<String, String> mayStay() {
        var stay = new LinkedHashMap<String, String>();
        stay.put("contracts.agent.UserData", "user data is what every cloud calls it");
        String growing = "its folder is being worked on; split once that is done";
        stay.put("NodeLifeTest.java:", growing);
        stay.put("gcp/GceProvider.java:", growing);
        stay.put("ec2/Ec2ClientTest.java:", growing);
        String cases = "one list of cases that are read side by side";
        stay.put("NatsPermissionsTest.java:", cases);
        stay.put("cost/PurchaseTest.java:", cases);
        stay.put("ScalingPlannerTest.java:", cases);
        stay.put("cost/PoliciesTest.java:", cases);
        stay.put("placement/PreemptionTest.java:", cases);
        stay.put("placement/MakingRoomTest.java:", cases);
        stay.put("placement/World.java:3", "the whole world that random histories are played in");
        stay.put("binding/FactsOf.java:255", "a few lines over, of one translation");
        return stay;
    }

    @Test
    void the_sources_keep_the_rules_about_text() {
        assertThat(notListed(TextRules.breaches(Project.root()).stream().map(Object::toString)))
                .isEmpty();
    }

    @Test
    void the_classes_keep_the_rules_about_dependencies_purity_and_names() throws IOException {
        var classes = new ClassFileImporter().importPaths(compiled());
        assertThat(classes).isNotEmpty();
        assertThat(
                        notListed(
                                new HouseRules("io.headroom")
                                        .all().stream()
                                                .flatMap(
                                                        rule ->
                                                                rule
                                                                        .evaluate(classes)
                                                                        .getFailureReport()
                                                                        .getDetails()
                                                                        .stream()
                                                                        .map(
                                                                                detail ->
                                                                                        rule
                                                                                                        .getDescription()
                                                                                                + ": "
                                                                                                + detail))))
                .isEmpty();
    }

    private static List<String> notListed(Stream<String> breaches) {
        return breaches.filter(b -> MAY_STAY.keySet().stream().noneMatch(b::contains)).toList();
    }

    /// Of every module that is compiled.
    private static List<Path> compiled() throws IOException {
        try (var folders = Files.find(Project.root(), 3, (path, _) -> path.endsWith("pom.xml"))) {
            return folders.map(pom -> pom.resolveSibling("target/classes"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }
}
