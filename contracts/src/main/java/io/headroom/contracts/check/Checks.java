package io.headroom.contracts.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// Collects what is wrong with a value's fields, and refuses them together in [#done()].
public final class Checks {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?");

    /// As hubs and registries name models and data sets: `llama-3-70b`, `meta-llama/Llama-3-70B@main`.
    private static final Pattern DATA = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@-]{0,127}");

    private static final int MAX_DATA = 16;

    /// Labels are copied onto every node and bill line; providers allow about 50 tags.
    private static final int MAX_LABELS = 32;

    private final List<InvalidFields.Field> wrong = new ArrayList<>();

    public Checks that(boolean holds, String field, String message) {
        if (!holds) {
            wrong.add(new InvalidFields.Field(field, message));
        }
        return this;
    }

    public Checks present(@Nullable Object value, String field) {
        return that(value != null, field, "is required");
    }

    /// A name that people declare: it becomes part of subjects, tags and paths.
    public Checks name(@Nullable String value, String field) {
        return that(
                value != null && NAME.matcher(value).matches(),
                field,
                "must be 1 to 63 lower-case letters, digits, '-', '_' or '.', starting and ending"
                        + " with a letter or digit");
    }

    public Checks range(long value, long min, long max, String field) {
        return that(value >= min && value <= max, field, "must be from " + min + " to " + max);
    }

    public Checks positive(@Nullable Duration value, Duration max, String field) {
        return that(
                value == null
                        || (!value.isNegative() && !value.isZero() && value.compareTo(max) <= 0),
                field,
                "must be longer than nothing and at most " + max);
    }

    public Checks distinct(List<?> values, String field) {
        return that(Set.copyOf(values).size() == values.size(), field, "must not name one twice");
    }

    /// Names of models and data sets.
    public Checks dataNames(List<String> names, String field) {
        that(names.size() <= MAX_DATA, field, "must be at most " + MAX_DATA + " names");
        distinct(names, field);
        for (int i = 0; i < names.size(); i++) {
            that(
                    DATA.matcher(names.get(i)).matches(),
                    field + "[" + i + "]",
                    "must be 1 to 128 letters, digits, '.', '_', '/', ':', '@' or '-', starting with a"
                            + " letter or digit");
        }
        return this;
    }

    public Checks labels(Map<String, String> labels, String field) {
        that(labels.size() <= MAX_LABELS, field, "must be at most " + MAX_LABELS + " labels");
        labels.forEach(
                (key, value) -> {
                    name(key, field + "." + key);
                    that(
                            value.length() <= 255,
                            field + "." + key,
                            "must be at most 255 characters");
                });
        return this;
    }

    /// Throws [InvalidFields] when anything was wrong.
    public void done() {
        if (!wrong.isEmpty()) {
            throw new InvalidFields(wrong);
        }
    }
}
