package io.headroom.platform.rest;

import java.util.Optional;

import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/// Which piece of a list is asked for: `?limit=&after=`; take it as `@BeanParam PageQuery`.
public class PageQuery {

    private static final int DEFAULT = 100;
    private static final int MOST = 1000;

    @QueryParam("limit")
    @Nullable Integer limit;

    @QueryParam("after")
    @Nullable String after;

    /// The same of parameters as they came; for what is asked before any resource.
    public static PageQuery of(@Nullable String limit, @Nullable String after) {
        PageQuery query = new PageQuery();
        query.after = after;
        try {
            query.limit = limit == null ? null : Integer.valueOf(limit);
        } catch (NumberFormatException _) {
            throw Problem.invalid("limit", "must be a whole number, not " + limit);
        }
        return query;
    }

    /// How many items a page has.
    public int size() {
        int size = limit == null ? DEFAULT : limit;
        if (size < 1 || size > MOST) {
            throw Problem.invalid("limit", "must be from 1 to " + MOST);
        }
        return size;
    }

    /// How many rows to ask the database for: one more, see [Page#of].
    public int fetch() {
        return size() + 1;
    }

    /// The key after which the page begins, as it was given to [Page#of].
    public Optional<String> after() {
        return Optional.ofNullable(after).filter(a -> !a.isBlank()).map(Page::key);
    }

    /// The same where keys are numbers; 0 at the list's begin.
    public long afterNumber() {
        try {
            return after().map(Long::parseLong).orElse(0L);
        } catch (NumberFormatException _) {
            throw Page.noCursor();
        }
    }
}
