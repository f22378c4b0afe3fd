package io.headroom.platform.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;

import io.nats.client.NKey;
import io.nats.client.support.JwtUtils;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.platform.bus.NatsSettings;
import io.headroom.platform.service.ThisService;

/// Issues the identities under which agents speak on the bus: each may say and hear what concerns its own node, no more.
@Singleton
public final class AgentIdentity {

    /// An agent may answer who asks it, wherever that one waits, once and for so long.
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);

    private final NatsSettings settings;
    private final ThisService self;

    @Inject
    AgentIdentity(NatsSettings settings, ThisService self) {
        this.settings = settings;
        this.self = self;
    }

    /// The JWT of the agent with this public key (`U...`), for a node, for so long in real time.
    public String issue(String node, String publicKey, Duration lifetime) {
        if (!NKey.isValidPublicUserKey(publicKey.toCharArray())) {
            throw new IllegalArgumentException("not the public key of a NATS user");
        }
        String account = settings.account().orElseThrow(() -> missing("headroom.nats.account"));
        Path seed =
                settings.agentSigningSeedFile()
                        .orElseThrow(() -> missing("headroom.nats.agent-signing-seed-file"));
        JwtUtils.UserClaim claim =
                new JwtUtils.UserClaim(account)
                        .pub(new JwtUtils.Permission().allow(maySay(node)))
                        .sub(new JwtUtils.Permission().allow(mayHear(node)))
                        .resp(new JwtUtils.ResponsePermission().maxMsgs(1).expires(TO_ANSWER));
        try {
            NKey key = NKey.fromSeed(Files.readString(seed).strip().toCharArray());
            long now = JwtUtils.currentTimeSeconds();
            return JwtUtils.issueUserJWT(key, publicKey, "agent-" + node, lifetime, now, claim);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("an agent's identity could not be signed", e);
        }
    }

    private String[] maySay(String node) {
        String own = self.cell() + "." + node;
        return new String[] {
            "headroom." + self.cell() + ".agent.*." + node,
            "$JS.API.DIRECT.GET.KV_desired.$KV.desired." + own,
            "$JS.API.DIRECT.GET.KV_lease.$KV.lease." + own
        };
    }

    private String[] mayHear(String node) {
        String own = self.cell() + "." + node;
        return new String[] {
            "_INBOX." + node + ".>",
            "headroom." + self.cell() + ".ask." + node,
            "headroom.kv.desired." + own,
            "headroom.kv.lease." + own
        };
    }

    private static IllegalStateException missing(String key) {
        return new IllegalStateException(
                key + " is not set: only provisioning issues agents' identities");
    }
}
