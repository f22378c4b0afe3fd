package io.headroom.local.nats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nats.client.NKey;
import io.nats.client.support.JwtUtils;
import org.jspecify.annotations.Nullable;

import io.headroom.local.identity.OwnerOnly;

/// The chain of trust of one nats-server: an operator vouches for accounts, an account for its users.
///
/// Headroom has one account, and beside its own key a second one that signs for agents only: provisioning
/// gets that one, and taking it out of the account ends every agent's access without touching a service.
public final class NatsIdentities {
    private static final int UNLIMITED = -1;

    private final Path folder;
    private final InstantSource clock;
    private final NKey operator;
    private final NKey system;
    private final NKey account;
    private final NKey agents;

    private NatsIdentities(Path folder, InstantSource clock) {
        this.folder = OwnerOnly.folder(folder);
        this.clock = clock;
        operator = NatsKeys.kept(folder.resolve("operator.seed"), NatsKeys.Kind.OPERATOR);
        system = NatsKeys.kept(folder.resolve("system.seed"), NatsKeys.Kind.ACCOUNT);
        account = NatsKeys.kept(folder.resolve("account.seed"), NatsKeys.Kind.ACCOUNT);
        agents = NatsKeys.kept(agentSigningSeed(), NatsKeys.Kind.ACCOUNT);
    }

    /// Those kept in `folder`; what is missing there is made. JWTs are dated by the real clock.
    public static NatsIdentities in(Path folder, InstantSource realClock) {
        return new NatsIdentities(folder, realClock);
    }

    /// The public key of Headroom's account, under which every user is issued.
    public String accountId() {
        return NatsKeys.publicKey(account);
    }

    public String systemAccountId() {
        return NatsKeys.publicKey(system);
    }

    /// The seed with which provisioning signs its agents' JWTs.
    public Path agentSigningSeed() {
        return folder.resolve("agents.seed");
    }

    /// The credentials file of a user, made anew when what it may do has changed.
    public Path credentials(String user, NatsPermissions permissions) {
        var file = folder.resolve(user + ".creds");
        var key = NatsKeys.kept(folder.resolve(user + ".seed"), NatsKeys.Kind.USER);
        var wanted = permissions.claimFor(accountId()).toJson();
        var noted = folder.resolve(user + ".permissions");
        if (!Files.exists(file) || !Files.exists(noted) || !OwnerOnly.read(noted).equals(wanted)) {
            var jwt = userJwt(account, NatsKeys.publicKey(key), user, permissions);
            OwnerOnly.write(
                    file, JwtUtils.NATS_USER_JWT_FORMAT.formatted(jwt, new String(key.getSeed())));
            OwnerOnly.write(noted, wanted);
        }
        return file;
    }

    /// What provisioning answers to an agent that joins; here for tests of what such a user can do.
    public String agentJwt(String publicKey, String node, NatsPermissions permissions) {
        return userJwt(agents, publicKey, node, permissions);
    }

    String operatorJwt() {
        return keptJwt("operator", () -> issue(operator, operator, "headroom", operatorClaim()));
    }

    String systemAccountJwt() {
        return keptJwt("system", () -> issue(operator, system, "SYS", accountClaim(0, null)));
    }

    String accountJwt() {
        return keptJwt(
                "account",
                () ->
                        issue(
                                operator,
                                account,
                                "headroom",
                                accountClaim(UNLIMITED, NatsKeys.publicKey(agents))));
    }

    private String userJwt(NKey signer, String subject, String name, NatsPermissions permissions) {
        try {
            return JwtUtils.issueUserJWT(
                    signer, subject, name, null, now(), permissions.claimFor(accountId()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the user JWT of " + name + " cannot be signed", e);
        }
    }

    private String issue(NKey signer, NKey subject, String name, ObjectNode claim) {
        try {
            return JwtUtils.issueJWT(
                    signer,
                    NatsKeys.publicKey(subject),
                    name,
                    null,
                    now(),
                    NatsKeys.publicKey(signer),
                    claim::toString);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the JWT of " + name + " cannot be signed", e);
        }
    }

    /// Issued once: the server keeps the newest account JWT, and one issued again at each start would
    /// undo revocations that were made since.
    private String keptJwt(String name, Supplier<String> issue) {
        var file = folder.resolve(name + ".jwt");
        if (!Files.exists(file)) {
            OwnerOnly.write(file, issue.get());
        }
        return OwnerOnly.read(file);
    }

    private ObjectNode operatorClaim() {
        var claim = JsonNodeFactory.instance.objectNode();
        claim.put("system_account", systemAccountId());
        claim.put("type", "operator").put("version", 2);
        return claim;
    }

    private static ObjectNode accountClaim(int storage, @Nullable String signingKey) {
        var claim = JsonNodeFactory.instance.objectNode();
        var limits = claim.putObject("limits");
        for (var limit :
                new String[] {"subs", "data", "payload", "imports", "exports", "conn", "leaf"}) {
            limits.put(limit, UNLIMITED);
        }
        limits.put("wildcards", true);
        if (storage != 0) {
            for (var limit : new String[] {"mem_storage", "disk_storage", "streams", "consumer"}) {
                limits.put(limit, storage);
            }
        }
        if (signingKey != null) {
            claim.putArray("signing_keys").add(signingKey);
        }
        claim.put("type", "account").put("version", 2);
        return claim;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
