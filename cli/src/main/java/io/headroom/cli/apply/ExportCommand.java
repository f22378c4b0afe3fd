package io.headroom.cli.apply;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.ApiProblem;
import io.headroom.cli.api.Connection;
import io.headroom.cli.api.Pages;
import io.headroom.cli.api.Query;
import io.headroom.cli.declaration.Declaration;
import io.headroom.cli.declaration.Kind;
import io.headroom.cli.render.Output;
import io.headroom.cli.render.Yaml;
import io.headroom.local.Refused;

/// `headroom export`: what there is, as the documents that `apply` takes.
@Command(
        name = "export",
        description = "Print what is declared, as the documents that apply takes.",
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
    private static final int NOT_FOUND = 404;

    @Mixin private Connection connection = new Connection();
    @Mixin private Output output = new Output();

    @Parameters(
            arity = "0..*",
            paramLabel = "KIND",
            description = "Tenant, Lane, Quota, Budget or NodePool; all by default.")
    private List<String> kinds = List.of();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws JsonProcessingException {
        var all = JsonNodeFactory.instance.objectNode();
        var items = all.putArray("items");
        var api = connection.client();
        for (var kind : wanted()) {
            items.addAll(documents(api, kind));
        }
        var out = spec.commandLine().getOut();
        switch (output.format()) {
            case JSON -> out.println(all.toPrettyString());
            case YAML, TABLE, WIDE ->
                    items.forEach(document -> out.print("---\n" + Yaml.write(document)));
        }
        out.flush();
        return 0;
    }

    private List<Kind> wanted() {
        return kinds.isEmpty()
                ? Arrays.asList(Kind.values())
                : kinds.stream().map(ExportCommand::kind).sorted().toList();
    }

    private static Kind kind(String label) {
        return Kind.of(label)
                .orElseThrow(
                        () ->
                                new Refused(
                                        "there is no kind %s: there are %s"
                                                .formatted(label, Kind.labels())));
    }

    private static List<ObjectNode> documents(ApiClient api, Kind kind)
            throws JsonProcessingException {
        var documents = new ArrayList<ObjectNode>();
        try {
            for (var item :
                    Pages.of(api, Query.of(kind.path()), OptionalInt.empty()).path("items")) {
                var document = JsonNodeFactory.instance.objectNode();
                document.put("apiVersion", Declaration.VERSION).put("kind", kind.label());
                document.putObject("metadata").put("name", item.path("name").asText());
                document.set("spec", kind.answered(item));
                documents.add(document);
            }
        } catch (ApiProblem problem) {
            if (problem.status() != NOT_FOUND) {
                throw problem;
            }
            // This Headroom has no such kind.
        }
        return documents;
    }
}
