package io.headroom.cli.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.cli.api.ApiClient;
import io.headroom.cli.api.ApiProblem;
import io.headroom.cli.render.Yaml;
import io.headroom.local.Home;
import io.headroom.local.LocalService;
import io.headroom.local.Ports;
import io.headroom.local.identity.OwnerOnly;

/// What a new Headroom begins with, so that a first workload can name it: a tenant, a lane, and a pool of
/// each simulated cloud. What people have declared since is left alone.
final class Declarations {
    private static final String RESOURCE = "/declarations.yaml";
    private static final int NOT_FOUND = 404;

    private final ApiClient api;
    private final Ports ports;
    private final Consumer<String> say;

    Declarations(Home home, Ports ports, Consumer<String> say) {
        var token = OwnerOnly.read(home.operatorToken()).strip();
        this.api = new ApiClient(URI.create(ports.url(LocalService.CONSOLE)), token);
        this.ports = ports;
        this.say = say;
    }

    void declare() {
        for (var declaration : Yaml.read(text())) {
            var path = declaration.path("path").asText();
            try {
                if (isAbsent(path)) {
                    api.put(path, declaration.path("body"));
                    say.accept("declared " + path.substring(1));
                }
            } catch (ApiProblem | UncheckedIOException e) {
                // It runs all the same; people can declare their own.
                say.accept("%s was not declared: %s".formatted(path.substring(1), e.getMessage()));
            }
        }
    }

    private boolean isAbsent(String path) {
        try {
            JsonNode _ = api.get(path);
            return false;
        } catch (ApiProblem problem) {
            if (problem.status() == NOT_FOUND) {
                return true;
            }
            throw problem;
        }
    }

    private String text() {
        try (var content = Declarations.class.getResourceAsStream(RESOURCE)) {
            if (content == null) {
                throw new IllegalStateException(RESOURCE + " belongs to this jar");
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("SIMULATOR", ports.url(LocalService.CLOUD_SIMULATOR));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
