package io.headroom.provisioning.join;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.headroom.contracts.agent.UserData;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.time.VirtualClock;
import io.headroom.platform.service.ThisService;
import io.headroom.provisioning.node.NodeRow;
import io.headroom.provisioning.node.NodeSettings;

/// Invites the agent of a node: user data with a new one-time token.
@Singleton
public final class Invitations {

    private static final int TOKEN_BYTES = 32;

    /// @param hash what is kept of the token
    public record Invitation(UserData userData, String hash) {}

    private final ThisService self;
    private final NodeSettings settings;
    private final VirtualClock clock;
    private final String joinUrl;
    private final SecureRandom random = new SecureRandom();

    @Inject
    Invitations(
            ThisService self,
            NodeSettings settings,
            VirtualClock clock,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.self = self;
        this.settings = settings;
        this.clock = clock;
        this.joinUrl = settings.joinUrl().orElse("http://127.0.0.1:" + port);
    }

    public Invitation to(NodeId node) {
        String token = token();
        URI join = URI.create(joinUrl + "/api/v1/nodes/" + node + "/join");
        UserData userData = new UserData(new UserData.Headroom(node, self.cell(), join, token));
        return new Invitation(userData, JoinTokens.hash(token));
    }

    /// Whether its agent may still follow one.
    boolean isOpen(NodeRow row) {
        Instant granted = row.stages().granted();
        Instant until =
                granted == null
                        ? Instant.MIN
                        : granted.plus(
                                clock.atLeastReal(
                                        settings.joinWithin(), settings.joinWithinReal()));
        return clock.instant().isBefore(until)
                && switch (row.state()) {
                    case LAUNCHING, BOOTING, READY, DRAINING -> true;
                    case REQUESTED, WARM, TERMINATING, TERMINATED, FAILED -> false;
                };
    }

    private String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
