package io.headroom.cost.webhook;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.platform.database.Rows;

/// The key that messages to an address are signed with: one an address, made when it is first needed.
@Singleton
final class WebhookKeys {

    private static final int BYTES = 32;

    private static final String ADD =
            """
            insert into webhook_key (url, key) values (cast(:url as text), cast(:key as text))
            on conflict (url) do update set url = excluded.url returning cast(to_json(key) as text)
            """;

    private final SecureRandom random = new SecureRandom();

    Uni<String> of(Mutiny.Session session, String url) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return Rows.documents(session, ADD, Map.of("url", url, "key", fresh))
                .map(rows -> rows.getFirst().asText());
    }
}
