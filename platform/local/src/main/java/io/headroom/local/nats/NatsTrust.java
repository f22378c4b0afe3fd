package io.headroom.local.nats;

import java.nio.file.Path;

import io.headroom.local.Home;
import io.headroom.local.identity.OwnerOnly;

/// What a nats-server must know to believe this home's users: the operator, and its two accounts.
public final class NatsTrust {
    private NatsTrust() {}

    /// Writes it where a server that is not ours can include it.
    public static Path write(Home home, NatsIdentities identities) {
        OwnerOnly.folder(home.nats());
        var file = home.nats().resolve("trust.conf");
        OwnerOnly.write(file, of(identities) + "resolver: MEMORY\n");
        return file;
    }

    static String of(NatsIdentities identities) {
        return """
        operator: "%s"
        system_account: %s
        resolver_preload {
          %s: %s
          %s: %s
        }
        """
                .formatted(
                        identities.operatorJwt(),
                        identities.systemAccountId(),
                        identities.systemAccountId(),
                        identities.systemAccountJwt(),
                        identities.accountId(),
                        identities.accountJwt());
    }
}
