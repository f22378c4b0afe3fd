package io.headroom.e2e.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.headroom.cli.Main;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.openapi.MergedDocument;
import io.headroom.e2e.system.Project;

import static org.assertj.core.api.Assertions.assertThat;

/// The generated reference is up to date. `-Dheadroom.accept=true` makes it so.
class ReferenceTest {
    private static final String COMMANDS = "docs/reference/cli.md";
    private static final String SETTINGS = "docs/reference/configuration.md";
    private static final String API = "contracts/src/main/resources/openapi/headroom.json";

    /// Goes into the document with the next build of `contracts`.
    private static final String TEXTS = "contracts/src/main/resources/openapi/texts.json";

    private static final String INTRODUCTION =
            """
            # Commands

            Generated from the commands themselves; `./headroom help` and `./headroom COMMAND --help` print the same.

            Exit codes: 0 done, 1 it failed (for `diff`: something differs; for `audit`: something is wrong), 2 it could not begin (wrong usage,
            something missing, a document that is not valid). Errors are lines on standard error. No colours where the output is no terminal or `NO_COLOR` is
            set. Variables: [settings](configuration.md#the-command). How-to: [look and ask](../how-to/look-and-ask.md), [keep it in
            files](../how-to/keep-it-in-files.md).
            """;

    private static final List<String> PARTS =
            List.of("console", "cost", "demand-forecast", "placement", "provisioning");

    @Test
    void the_page_of_commands_says_what_can_be_typed() {
        Kept.require(COMMANDS, CommandPages.of(Main.commandLine(), INTRODUCTION));
    }

    @Test
    void the_page_of_settings_says_what_can_be_set() throws IOException {
        String page = Kept.read(SETTINGS);
        var settings = Settings.read();
        assertThat(settings).isNotEmpty();
        for (var prefix : settings.keySet()) {
            assertThat(page).contains(begin(prefix));
            page =
                    Pattern.compile(
                                    "(?<="
                                            + Pattern.quote(begin(prefix))
                                            + "\n).*?(?=<!-- end -->)",
                                    Pattern.DOTALL)
                            .matcher(page)
                            .replaceFirst(Matcher.quoteReplacement(table(settings.get(prefix))));
        }
        Kept.require(SETTINGS, page);
    }

    @Test
    void the_document_of_the_api_says_what_the_services_say() throws IOException {
        MergedDocument merged = new MergedDocument();
        for (String part : PARTS) {
            merged.add(part, part(part));
        }
        JsonNode document = merged.document();

        assertThat(document.path("openapi").asText()).startsWith("3.1");
        assertThat(nameless(document)).as("operations without a summary").isEmpty();
        Kept.require(API, document.toPrettyString() + "\n");
    }

    @Test
    void the_fields_of_the_api_say_what_the_javadoc_of_their_records_says() throws IOException {
        JsonNode schemas =
                HeadroomJson.tolerant().readTree(Kept.read(API)).path("components").path("schemas");
        Kept.require(TEXTS, FieldTexts.of(schemas, PARTS).toPrettyString() + "\n");
    }

    /// As the build of the service wrote it.
    private static JsonNode part(String service) throws IOException {
        Path file = Project.root().resolve("services/" + service + "/target/openapi/openapi.json");
        assertThat(file).as("build %s first", service).isRegularFile();
        return HeadroomJson.tolerant().readTree(Files.readString(file));
    }

    private static List<String> nameless(JsonNode document) {
        return document.path("paths").properties().stream()
                .flatMap(
                        path ->
                                path.getValue().properties().stream()
                                        .filter(
                                                o ->
                                                        !o.getValue()
                                                                .path("operationId")
                                                                .isMissingNode())
                                        .filter(
                                                o ->
                                                        o.getValue()
                                                                .path("summary")
                                                                .asText()
                                                                .isEmpty())
                                        .map(o -> o.getKey() + " " + path.getKey()))
                .toList();
    }

    private static String begin(String prefix) {
        return "<!-- settings of " + prefix + ": generated from the code -->";
    }

    private static String table(List<Settings.Setting> settings) {
        return settings.stream()
                .map(
                        s ->
                                "| `%s` | %s | %s |"
                                        .formatted(
                                                s.name(),
                                                s.fallback()
                                                        .map(f -> "`" + f + "`")
                                                        .orElse("absent"),
                                                s.why().replace("|", "\\|")))
                .collect(
                        Collectors.joining(
                                "\n",
                                "| setting | default | what and why |\n|---|---|---|\n",
                                "\n"));
    }
}
