package io.headroom.platform.database;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.ReactiveConnection;
import org.jspecify.annotations.Nullable;

/// SQL that goes to the database at once, without waiting for the answer to what was sent before it in the same transaction.
/// PostgreSQL executes it in the order in which it was sent, and answers in that order; so several statements share one way there and
/// back. Where one fails, all that follow it in the transaction fail as well.
public final class Pipelined {

    static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-zA-Z]\\w*)");

    /// A statement as the driver takes it, and which parameter is the first, the second and so on. Statements are constants.
    record Numbered(String sql, List<String> names) {}

    private static final Map<String, Numbered> NUMBERED = new ConcurrentHashMap<>();

    private Pipelined() {}

    /// Sends it now. The first column of every row, as soon as it is there.
    public static Uni<List<String>> texts(
            Mutiny.Session session, String sql, Map<String, ?> parameters) {
        Numbered numbered = NUMBERED.computeIfAbsent(sql, Pipelined::numbered);
        Object[] values =
                numbered.names().stream().map(name -> encoded(parameters.get(name))).toArray();
        CompletionStage<ReactiveConnection.Result> sent =
                connection(session).select(numbered.sql(), values);
        return Uni.createFrom().completionStage(sent).map(Pipelined::firstColumn);
    }

    /// As the driver takes it: of times it knows those with an offset alone.
    static @Nullable Object encoded(@Nullable Object value) {
        return value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value;
    }

    private static ReactiveConnection connection(Mutiny.Session session) {
        return ((MutinySessionImpl) session).getReactiveConnection();
    }

    private static List<String> firstColumn(ReactiveConnection.Result rows) {
        List<String> texts = new ArrayList<>(rows.size());
        rows.forEachRemaining(row -> texts.add(String.valueOf(row[0])));
        return texts;
    }

    static Numbered numbered(String sql) {
        List<String> names = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        Matcher found = PARAMETER.matcher(sql);
        while (found.find()) {
            String name = found.group(1);
            if (!names.contains(name)) {
                names.add(name);
            }
            found.appendReplacement(text, "\\$" + (names.indexOf(name) + 1));
        }
        found.appendTail(text);
        return new Numbered(text.toString(), List.copyOf(names));
    }
}
