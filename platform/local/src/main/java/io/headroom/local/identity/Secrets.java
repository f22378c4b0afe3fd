package io.headroom.local.identity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.headroom.local.Home;
import io.headroom.local.LocalService;
import io.headroom.local.nats.NatsIdentities;
import io.headroom.local.nats.NatsPermissions;

/// Everything that must be kept to oneself, made at the first start and kept under `secrets/`: there is
/// no default password anywhere.
public final class Secrets {
    /// The one who may do everything, for whom `up` prints where the token is.
    private static final String OPERATOR = "operator";

    private static final int PASSWORD_BYTES = 24;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Home home;
    private final String cell;
    private final ApiTokens tokens;
    private final NatsIdentities nats;

    private Secrets(Home home, String cell, InstantSource clock) {
        this.home = home;
        this.cell = cell;
        OwnerOnly.folder(home.root());
        OwnerOnly.folder(home.secrets());
        OwnerOnly.folder(home.secrets().resolve("database"));
        OwnerOnly.folder(home.secrets().resolve("cloud"));
        OwnerOnly.folder(home.secrets().resolve("vault"));
        OwnerOnly.folder(home.secrets().resolve("tokens"));
        tokens = ApiTokens.in(home.secrets().resolve("api"), clock);
        nats = NatsIdentities.in(home.secrets().resolve("nats"), clock);
    }

    /// Those of a home; what is missing is made.
    public static Secrets of(Home home, String cell, InstantSource realClock) {
        return new Secrets(home, cell, realClock);
    }

    public NatsIdentities nats() {
        return nats;
    }

    public Path apiPublicKey() {
        return tokens.publicKeyFile();
    }

    /// The password of a database role.
    public String databasePassword(String role) {
        return kept("database", role);
    }

    /// The key under which placement keeps the tenants' secrets.
    public Path vaultKey() {
        kept("vault", "key");
        return home.secrets().resolve("vault").resolve("key");
    }

    /// What opens the simulated clouds to provisioning and to nobody else, such as the secret of a key.
    public String cloudPassword(String name) {
        return kept("cloud", name);
    }

    private String kept(String kind, String name) {
        var file = home.secrets().resolve(kind).resolve(name);
        if (!Files.exists(file)) {
            var bytes = new byte[PASSWORD_BYTES];
            RANDOM.nextBytes(bytes);
            OwnerOnly.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        return OwnerOnly.read(file).strip();
    }

    /// The passwords of the services' roles, by schema.
    public Map<String, String> databasePasswords(List<String> schemas) {
        var passwords = new LinkedHashMap<String, String>();
        schemas.forEach(schema -> passwords.put(schema, databasePassword(schema)));
        return passwords;
    }

    /// Issues the operator's token anew and keeps it in a file.
    public Path operatorToken() {
        var token = tokens.issue(OPERATOR, List.of("operator", "admin"), "*");
        OwnerOnly.write(home.operatorToken(), token);
        return home.operatorToken();
    }

    /// Issues the token with which a service calls others anew and keeps it in a file.
    public Path serviceToken(LocalService service) {
        var file = home.secrets().resolve("tokens").resolve(service.processName() + ".token");
        OwnerOnly.write(file, tokens.issue(service.processName(), List.of("service"), "*"));
        return file;
    }

    /// The NATS credentials of a service.
    public Path natsCredentials(LocalService service) {
        var user = service.processName();
        return nats.credentials(
                user,
                switch (service) {
                    case PLACEMENT -> NatsPermissions.placement(cell, user);
                    case COST -> NatsPermissions.service(cell, "cost", user, List.of("lease"));
                    case DEMAND_FORECAST -> NatsPermissions.forecast(cell, user);
                    case PROVISIONING ->
                            NatsPermissions.service(cell, "provisioning", user, List.of());
                    case CONSOLE -> NatsPermissions.reader(cell, user);
                    case CLOUD_SIMULATOR ->
                            throw new IllegalArgumentException(
                                    "a cloud knows nothing of NATS; its agents bring their own users");
                });
    }

    /// The NATS credentials of systems outside that announce demand.
    public Path natsAnnouncer() {
        return nats.credentials("signals", NatsPermissions.announcer(cell, "signals"));
    }

    /// The NATS credentials of people's tools, which may only look.
    public Path natsOnlooker() {
        return nats.credentials("cli", NatsPermissions.onlooker("cli"));
    }
}
