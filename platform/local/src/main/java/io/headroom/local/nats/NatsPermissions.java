package io.headroom.local.nats;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.nats.client.support.JwtUtils.Permission;
import io.nats.client.support.JwtUtils.ResponsePermission;
import io.nats.client.support.JwtUtils.UserClaim;

/// The subjects on which a user may speak and listen; all others are closed to it.
public record NatsPermissions(List<String> publish, List<String> subscribe, Answering answering) {

    /// Whether the user may answer whoever asks it something, wherever that one waits for the answer.
    public enum Answering {
        NO,
        ONCE
    }

    /// Longer than any question is waited for.
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);

    public NatsPermissions {
        publish = List.copyOf(publish);
        subscribe = List.copyOf(subscribe);
        if (publish.isEmpty() || subscribe.isEmpty()) {
            // An empty list would mean no limit at all.
            throw new IllegalArgumentException("permissions must name at least one subject each");
        }
    }

    /// A service that owns a context: says its own events, hears all, and alone writes its buckets.
    ///
    /// `$JS.API.>` is open to services, for each makes its own stream and consumers.
    public static NatsPermissions service(
            String cell, String context, String user, List<String> buckets) {
        var publish = carried(cell, user);
        publish.add("headroom.%s.%s.>".formatted(cell, context));
        buckets.forEach(bucket -> publish.add("$KV.%s.>".formatted(bucket)));
        return new NatsPermissions(publish, hearing(user), Answering.NO);
    }

    /// A service that only reads.
    public static NatsPermissions reader(String cell, String user) {
        return new NatsPermissions(carried(cell, user), hearing(user), Answering.NO);
    }

    /// Demand-forecast answers whoever announces demand.
    public static NatsPermissions forecast(String cell, String user) {
        var service = service(cell, "forecast", user, List.of());
        return new NatsPermissions(service.publish(), service.subscribe(), Answering.ONCE);
    }

    /// Systems outside that announce demand, and may do nothing else.
    public static NatsPermissions announcer(String cell, String user) {
        return new NatsPermissions(
                List.of("headroom.%s.signals".formatted(cell)),
                List.of("_INBOX.%s.>".formatted(user)),
                Answering.NO);
    }

    /// People's tools: listen, and look stored messages up; neither speak nor make a consumer.
    public static NatsPermissions onlooker(String user) {
        return new NatsPermissions(
                List.of(
                        "$JS.API.STREAM.NAMES",
                        "$JS.API.STREAM.LIST",
                        "$JS.API.STREAM.INFO.*",
                        "$JS.API.STREAM.MSG.GET.*",
                        "$JS.API.DIRECT.GET.>"),
                hearing(user),
                Answering.NO);
    }

    /// The agent of one node: its own reports, its own keys, its own inbox.
    public static NatsPermissions agent(String cell, String node) {
        var key = cell + "." + node;
        return new NatsPermissions(
                List.of(
                        "headroom.%s.agent.heartbeat.%s".formatted(cell, node),
                        "headroom.%s.agent.telemetry.%s".formatted(cell, node),
                        "headroom.%s.agent.report.%s".formatted(cell, node),
                        "headroom.%s.agent.secrets.%s".formatted(cell, node),
                        "$JS.API.DIRECT.GET.KV_desired.$KV.desired." + key,
                        "$JS.API.DIRECT.GET.KV_lease.$KV.lease." + key),
                List.of(
                        "_INBOX." + node + ".>",
                        "headroom.%s.ask.%s".formatted(cell, node),
                        "headroom.kv.desired." + key,
                        "headroom.kv.lease." + key),
                Answering.ONCE);
    }

    /// Placement knows what its nodes run: it asks them, and answers what they ask of their replicas.
    public static NatsPermissions placement(String cell, String user) {
        var service = service(cell, "placement", user, List.of("desired"));
        var publish = new ArrayList<>(service.publish());
        publish.add("headroom.%s.ask.*".formatted(cell));
        return new NatsPermissions(publish, service.subscribe(), Answering.ONCE);
    }

    UserClaim claimFor(String account) {
        var claim =
                new UserClaim(account)
                        .pub(new Permission().allow(publish.toArray(String[]::new)))
                        .sub(new Permission().allow(subscribe.toArray(String[]::new)));
        return switch (answering) {
            case NO -> claim;
            case ONCE -> claim.resp(new ResponsePermission().maxMsgs(1).expires(TO_ANSWER));
        };
    }

    private static List<String> carried(String cell, String user) {
        var publish = new ArrayList<String>();
        publish.add("headroom.%s.dead-letter.>".formatted(cell));
        publish.add("$JS.API.>");
        publish.add("$JS.ACK.>");
        publish.add("$JS.FC.>");
        publish.add("_INBOX.%s.>".formatted(user));
        return publish;
    }

    private static List<String> hearing(String user) {
        return List.of("headroom.>", "_INBOX.%s.>".formatted(user));
    }
}
