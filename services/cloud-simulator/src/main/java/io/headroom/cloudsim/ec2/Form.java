package io.headroom.cloudsim.ec2;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.headroom.cloudsim.wire.Digest;

/// The parameters of a call in the Query protocol, where lists are numbered from 1: `InstanceId.1`, `Filter.1.Value.2`.
record Form(Map<String, String> values) {

    static Form parse(String body) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(
                        decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return new Form(values);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Ec2Error.bad("MalformedQueryString", "The request is not well-formed.");
        }
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(v -> !v.isEmpty());
    }

    String required(String name) {
        return get(name)
                .orElseThrow(
                        () ->
                                Ec2Error.bad(
                                        "MissingParameter",
                                        "The request must contain the parameter " + name));
    }

    int number(String name, int otherwise) {
        try {
            return get(name).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw Ec2Error.bad(
                    "InvalidParameterValue",
                    "Invalid value '%s' for %s.".formatted(values.get(name), name));
        }
    }

    boolean yes(String name) {
        return get(name).map(v -> v.equalsIgnoreCase("true")).orElse(false);
    }

    /// The simple values of a list, in order.
    List<String> list(String name) {
        var found = new TreeMap<Integer, String>();
        for (var entry : under(name + ".").values().entrySet()) {
            if (entry.getKey().chars().allMatch(Character::isDigit)) {
                found.put(Integer.valueOf(entry.getKey()), entry.getValue());
            }
        }
        return new ArrayList<>(found.values());
    }

    /// The structures of a list, in order, each with names relative to itself.
    List<Form> forms(String name) {
        var found = new TreeMap<Integer, Map<String, String>>();
        for (var entry : under(name + ".").values().entrySet()) {
            int dot = entry.getKey().indexOf('.');
            if (dot > 0 && entry.getKey().substring(0, dot).chars().allMatch(Character::isDigit)) {
                found.computeIfAbsent(
                                Integer.valueOf(entry.getKey().substring(0, dot)),
                                n -> new LinkedHashMap<>())
                        .put(entry.getKey().substring(dot + 1), entry.getValue());
            }
        }
        return found.values().stream().map(Form::new).toList();
    }

    Form under(String prefix) {
        Map<String, String> inner = new LinkedHashMap<>();
        values.forEach(
                (name, value) -> {
                    if (name.startsWith(prefix)) {
                        inner.put(name.substring(prefix.length()), value);
                    }
                });
        return new Form(inner);
    }

    /// These values, and the other's where this has none.
    Form over(Form other) {
        Map<String, String> both = new LinkedHashMap<>(other.values());
        both.putAll(values);
        return new Form(both);
    }

    /// Everything that makes the request what it is, to tell a repetition from another request.
    String fingerprint() {
        var sorted = new TreeMap<>(values);
        sorted.remove("ClientToken");
        sorted.remove("DryRun");
        return Digest.of(sorted.toString());
    }
}
