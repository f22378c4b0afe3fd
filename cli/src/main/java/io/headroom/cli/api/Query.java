package io.headroom.cli.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A path of the API with its parameters, written as a URL wants them.
public record Query(String path, List<String> parameters) {
    public Query {
        parameters = List.copyOf(parameters);
    }

    public static Query of(String path) {
        return new Query(path, List.of());
    }

    /// Under a path, something that people named.
    public static String under(String path, String name) {
        return path + "/" + encoded(name);
    }

    public Query with(String name, String value) {
        var more = new ArrayList<>(parameters);
        more.add(name + "=" + encoded(value));
        return new Query(path, more);
    }

    @Override
    public String toString() {
        return parameters.isEmpty() ? path : path + "?" + String.join("&", parameters);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
