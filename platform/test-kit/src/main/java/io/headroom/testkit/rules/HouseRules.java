package io.headroom.testkit.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/// Who may depend on whom, what keeps the engine pure, and which names say nothing.
///
/// @param root the package above all modules
public record HouseRules(String root) {

    private static final String EMPTY_NAMES = "(Manager|Helper|Utils?|Impl|Data|Info|Processor)";

    /// What each part may use of the others; a service is one that has no part after it.
    private static final Map<String, List<String>> USES = uses();

    private static Map<String, List<String>> uses() {
        var uses = new LinkedHashMap<String, List<String>>();
        uses.put("contracts", List.of());
        uses.put("engine", List.of("contracts"));
        uses.put("replay", List.of("contracts", "engine"));
        uses.put("benchmarks", List.of("contracts", "engine"));
        uses.put("agent", List.of("contracts"));
        uses.put("local", List.of("contracts"));
        uses.put("cli", List.of("contracts", "engine", "replay", "local"));
        uses.put("platform", List.of("contracts", "engine"));
        uses.put("placement", List.of("contracts", "engine", "platform"));
        uses.put("forecast", List.of("contracts", "engine", "platform"));
        uses.put("provisioning", List.of("contracts", "engine", "platform"));
        uses.put("cost", List.of("contracts", "engine", "platform"));
        uses.put("console", List.of("contracts", "engine", "platform", "replay"));
        uses.put("nodeagent", List.of("contracts", "agent"));
        uses.put("cloudsim", List.of("contracts", "agent"));
        return uses;
    }

    /// Every rule, for a build to hold them all.
    public List<ArchRule> all() {
        var rules = new ArrayList<>(dependencies());
        rules.add(engineUsesNoFramework());
        rules.add(engineCallsNothingThatVaries());
        rules.add(namesSaySomething());
        return List.copyOf(rules);
    }

    /// Dependencies point one way, and no service depends on another's code.
    public List<ArchRule> dependencies() {
        return USES.entrySet().stream().map(e -> uses(e.getKey(), e.getValue())).toList();
    }

    private ArchRule uses(String part, List<String> others) {
        String[] allowed =
                Stream.concat(Stream.of(part), others.stream())
                        .map(this::within)
                        .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(within(part))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(root + "..").and(not(resideInAnyPackage(allowed))))
                .as(part + " uses nothing of ours but " + (others.isEmpty() ? "itself" : others))
                .because(
                        "parts meet in contracts: put the word there, or the decision into engine,"
                                + " or say it as an event")
                .allowEmptyShould(true);
    }

    public ArchRule engineUsesNoFramework() {
        return noClasses()
                .that()
                .resideInAPackage(within("engine"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "io.vertx..",
                        "io.smallrye..",
                        "io.nats..",
                        "jakarta..",
                        "org.slf4j..",
                        "org.jboss..",
                        "java.util.logging..",
                        "java.util.concurrent..",
                        "java.io..",
                        "java.net..",
                        "java.nio.channels..",
                        "java.nio.file..",
                        "java.sql..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.time\\.(Clock|InstantSource)|java\\.lang\\.Thread")
                .as("the engine has no framework, I/O, threads, logging or clock")
                .because(
                        "it must decide the same wherever it runs: take facts and now as arguments,"
                                + " return what to do and why")
                .allowEmptyShould(true);
    }

    public ArchRule engineCallsNothingThatVaries() {
        return noClasses()
                .that()
                .resideInAPackage(within("engine"))
                .should()
                .accessTargetWhere(new Varying())
                .as("the engine calls nothing that answers differently the next time")
                .because(
                        "the same facts must give the same plan in every JVM: write List or"
                                + " LinkedHashMap, sort by id, take now and seeds as arguments")
                .allowEmptyShould(true);
    }

    public ArchRule namesSaySomething() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .haveNameMatching(".*[a-z0-9]" + EMPTY_NAMES)
                .as("no class is named Manager, Helper, Util, Impl, Data, Info or Processor")
                .because("such a name says nothing: name it after what it decides or holds")
                .allowEmptyShould(true);
    }

    private String within(String part) {
        return root + "." + part + "..";
    }
}
