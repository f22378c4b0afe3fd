package io.headroom.platform.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/// A piece of a list, and the cursor to the next if there is one: `{"items":[...],"next":"CURSOR"}`.
public record Page<T>(List<T> items, @Nullable String next) {

    public Page {
        items = List.copyOf(items);
    }

    /// Makes a page of one more row than asked for: the one too many only says that there is a next page.
    public static <T> Page<T> of(List<T> rows, PageQuery query, Function<T, String> keyOf) {
        if (rows.size() <= query.size()) {
            return new Page<>(rows, null);
        }
        List<T> items = rows.subList(0, query.size());
        return new Page<>(items, cursor(keyOf.apply(items.getLast())));
    }

    public <R> Page<R> map(Function<T, R> each) {
        return new Page<>(items.stream().map(each).toList(), next);
    }

    static String cursor(String key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    static String key(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("after", "is no cursor of this list");
        }
    }
}
