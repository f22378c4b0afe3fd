package io.headroom.cost;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import io.headroom.contracts.budget.SpendGranted;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.node.NodeId;
import io.headroom.local.LocalService;

import static io.headroom.cost.Api.operator;
import static io.headroom.testkit.harness.Eventually.eventually;

/// A test in which the cost service hears what provisioning says.
abstract class WithProvisioning {

    static final Duration SOON = Duration.ofSeconds(90);

    @SuppressWarnings("NullAway.Init")
    Others provisioning;

    @BeforeEach
    void connect() {
        provisioning = Others.as(LocalService.PROVISIONING);
    }

    @AfterEach
    void close() throws InterruptedException {
        provisioning.close();
    }

    /// A node of a tenant that may cost 60 dollars an hour, once its lease is granted.
    NodeId leased(String tenant) {
        NodeId node = Buying.node();
        SpendRequested request = Buying.purchase(tenant, "60.00", node);
        provisioning.say(request);
        eventually(
                "granted",
                SOON,
                () ->
                        !Others.said(
                                        "spend-granted",
                                        request.purchase().toString(),
                                        SpendGranted.class)
                                .isEmpty());
        return node;
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    static Response commit(String name, String body) {
        return operator().body(body).put("/api/v1/commitments/" + name);
    }

    /// Since long ago, so that it counts from its declaration.
    static String reserved(String tenant, int nodes, String perHour, Instant to) {
        return """
        {"kind":"reserved","provider":"aws","region":"us-east-1","instanceType":"p5.48xlarge","nodes":%d,"perHour":"%s","from":"%s","to":"%s","tenant":"%s"}
        """
                .formatted(nodes, perHour, "2026-01-01T00:00:00Z", to, tenant);
    }
}
