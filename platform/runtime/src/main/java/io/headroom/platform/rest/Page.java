package io.headroom.platform.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import io.quarkiverse.resteasy.problem.HttpProblem;
import org.jspecify.annotations.Nullable;

/// A piece of a list, and the cursor to the next if there is one: `{"items":[...],"next":"CURSOR"}`.
public record Page<T>(List<T> items, @Nullable String next) {

    /// Begins each cursor, so that what is none is known as such by every list.
    private static final String MARK = "after:";

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

    /// A page of a list that is whole at hand; its cursors are places in it.
    public static <T> Page<T> within(List<T> all, PageQuery query) {
        int from = Math.clamp(query.afterNumber(), 0, all.size());
        int to = Math.min(all.size(), from + query.size());
        return new Page<>(
                all.subList(from, to), to == all.size() ? null : cursor(Integer.toString(to)));
    }

    public <R> Page<R> map(Function<T, R> each) {
        return new Page<>(items.stream().map(each).toList(), next);
    }

    /// Those of its items that the caller may see. It may be empty, and still not be the last.
    public Page<T> only(Predicate<T> shown) {
        return new Page<>(items.stream().filter(shown).toList(), next);
    }

    /// `?limit=&after=`, to ask another service for a piece of its list that goes by numbers.
    public static String query(long after, int limit) {
        return "?limit=" + limit + (after == 0 ? "" : "&after=" + cursor(Long.toString(after)));
    }

    static String cursor(String key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((MARK + key).getBytes(StandardCharsets.UTF_8));
    }

    static String key(String cursor) {
        String marked = decoded(cursor);
        if (!marked.startsWith(MARK)) {
            throw noCursor();
        }
        return marked.substring(MARK.length());
    }

    private static String decoded(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw noCursor();
        }
    }

    /// 400: this list has given no such cursor.
    public static HttpProblem noCursor() {
        return Problem.invalid("after", "is no cursor of this list");
    }
}
