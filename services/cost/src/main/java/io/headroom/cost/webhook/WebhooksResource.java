package io.headroom.cost.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

import io.headroom.platform.database.Rows;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// Webhooks of a budget: what became of each message, the key that an address verifies by, and another try.
@Path("/api/v1/budgets/{name}/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
public class WebhooksResource {

    private static final String LIST =
            """
            select cast(to_json(w) as text) from webhook w where budget = :budget
            order by created_at desc, id limit 200
            """;

    private static final String KNOWN =
            """
            select cast(to_json(1) as text) from budget b, jsonb_array_elements(b.spec -> 'thresholds') t
            where b.name = :budget and t ->> 'url' = :url limit 1
            """;

    private static final String AGAIN =
            """
            update webhook set state = 'waiting', attempts = 0, next_at = clock_timestamp()
            where budget = :budget and state = 'dead'
            """;

    private final Callers callers;
    private final Transactions transactions;
    private final WebhookKeys keys;

    @Inject
    WebhooksResource(Callers callers, Transactions transactions, WebhookKeys keys) {
        this.callers = callers;
        this.transactions = transactions;
        this.keys = keys;
    }

    /// @param state `waiting`, `sent` or `dead`
    record Message(
            String id,
            String url,
            String state,
            int attempts,
            Instant createdAt,
            @Nullable String detail) {
        static Message of(JsonNode row) {
            return new Message(
                    row.get("id").asText(),
                    row.get("url").asText(),
                    row.get("state").asText(),
                    row.get("attempts").asInt(),
                    Rows.instant(row.get("created_at")),
                    row.get("detail").isNull() ? null : row.get("detail").asText());
        }
    }

    record Messages(List<Message> items) {}

    record Key(String url, String key, String header) {}

    record Again(int messages) {}

    @GET
    public Uni<Messages> list(@PathParam("name") String name) {
        requireOperator();
        return transactions
                .asService(session -> Rows.documents(session, LIST, Map.of("budget", name)))
                .map(rows -> new Messages(rows.stream().map(Message::of).toList()));
    }

    @GET
    @Path("key")
    public Uni<Key> key(@PathParam("name") String name, @QueryParam("url") @Nullable String url) {
        requireOperator();
        if (url == null || url.isBlank()) {
            throw Problem.invalid("url", "is required");
        }
        return transactions.asService(
                session ->
                        Rows.documents(session, KNOWN, Map.of("budget", name, "url", url))
                                .invoke(
                                        rows -> {
                                            if (rows.isEmpty()) {
                                                throw Problem.notFound("webhook", url);
                                            }
                                        })
                                .chain(() -> keys.of(session, url))
                                .map(key -> new Key(url, key, Signature.HEADER)));
    }

    /// The dead ones are tried anew.
    @POST
    @Path("retry")
    public Uni<Again> retry(@PathParam("name") String name) {
        requireOperator();
        return transactions
                .asService(session -> Rows.execute(session, AGAIN, Map.of("budget", name)))
                .map(Again::new);
    }

    private void requireOperator() {
        if (!callers.current().speaksForAll()) {
            throw Problem.forbidden("webhooks are for operators");
        }
    }
}
