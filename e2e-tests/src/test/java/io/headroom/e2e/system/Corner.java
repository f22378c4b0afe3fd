package io.headroom.e2e.system;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.restassured.path.json.JsonPath;

/// A tenant, a lane and a pool of one test's own, so that no test sees another's machines.
public record Corner(Headroom headroom, String name) {

    private static final String API = "/api/v1/";

    public static Corner declare(Headroom headroom, String name, int maxNodes) {
        return declare(headroom, name, maxNodes, "on-demand");
    }

    public static Corner declare(
            Headroom headroom, String name, int maxNodes, String capacityType) {
        return declare(headroom, name, maxNodes, capacityType, 0);
    }

    /// @param stopped so many of its idle nodes are stopped and not ended
    public static Corner declare(
            Headroom headroom, String name, int maxNodes, String capacityType, int stopped) {
        var corner = new Corner(headroom, name);
        corner.put("tenants", Map.of("weight", 1));
        corner.put("lanes", Map.of());
        corner.put(
                "pools",
                Map.of(
                        "provider",
                        "aws",
                        "region",
                        "us-east-1",
                        "zones",
                        List.of("us-east-1a", "us-east-1b", "us-east-1c"),
                        "instanceTypes",
                        List.of("g4dn.xlarge", "g6.xlarge"),
                        "capacityTypes",
                        List.of(capacityType),
                        "lane",
                        name,
                        "max",
                        maxNodes,
                        "warm",
                        Map.of("max", stopped)));
        // Placement hears of the pool by an event; before that it would refuse what only this pool
        // can hold.
        Headroom.until(
                "placement knows pool " + name,
                Duration.ofMinutes(2),
                () ->
                        corner.headroom
                                        .operator()
                                        .body(corner.workload("probe", 1, 1))
                                        .post(API + "workloads")
                                        .statusCode()
                                == 201);
        corner.cancelAll();
        return corner;
    }

    private void put(String resource, Map<String, Object> body) {
        int status = headroom.operator().body(body).put(API + resource + "/" + name).statusCode();
        if (status / 100 != 2) {
            throw new AssertionError(resource + "/" + name + " answered " + status);
        }
    }

    /// Replicas of one GPU each that sleep for so many seconds of virtual time.
    public Map<String, Object> workload(String named, int replicas, int seconds) {
        var body = new LinkedHashMap<String, Object>();
        body.put("name", named);
        body.put("tenant", name);
        body.put("class", "training");
        body.put("lane", name);
        body.put("replicas", replicas);
        body.put("gpu", Map.of("count", 1));
        body.put("expectedDuration", Duration.ofSeconds(seconds).toString());
        body.put("run", Map.of("command", List.of("sleep", String.valueOf(seconds))));
        return body;
    }

    /// Submits until somebody answers, under one key: there once, however often it was sent.
    public String submit(String named, int replicas, int seconds) {
        var id = new String[1];
        Headroom.until(
                named + " is accepted",
                Duration.ofMinutes(2),
                () -> {
                    var answer =
                            headroom.operator()
                                    .header("Idempotency-Key", name + "-" + named)
                                    .body(workload(named, replicas, seconds))
                                    .post(API + "workloads");
                    id[0] = answer.jsonPath().getString("id");
                    return answer.statusCode() / 100 == 2;
                });
        return id[0];
    }

    public String state(String workload) {
        return headroom.get(API + "workloads/" + workload).getString("state");
    }

    public JsonPath workloads() {
        return headroom.member(name)
                .get(API + "workloads?limit=500")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    public void cancelAll() {
        for (String id : workloads().getList("items.id", String.class)) {
            headroom.operator().post(API + "workloads/" + id + "/cancel");
        }
    }

    /// Puts what this corner's machines cost under a hard cap.
    public void cap(String amount) {
        cap(Map.of("pool", name), amount);
    }

    /// Lets nothing be bought here before somebody wants it: what is foreseen is charged to the default tenant.
    public void buyNothingAhead() {
        cap(Map.of("pool", name, "tenant", "default"), "0.01");
    }

    private void cap(Map<String, String> scope, String amount) {
        put(
                "budgets",
                Map.of(
                        "scope",
                        scope,
                        "amount",
                        amount,
                        "period",
                        Map.of("every", "quarter"),
                        "enforcement",
                        "hard"));
    }

    /// Names of workloads that have ended well.
    public List<String> succeeded() {
        return workloads().getList("items.findAll { it.state == 'succeeded' }.name", String.class);
    }

    /// The most that this corner's machines were ever charged and could still be charged together, by the provider's own record.
    public BigDecimal mostChargeable() {
        return new BigDecimal(bill("/highest").getString("most"));
    }

    /// The simulated provider's own bill of this corner's machines.
    public JsonPath bill(String path) {
        return headroom.get("/simulator/v1/bill" + path + "?label=headroom:pool=" + name);
    }

    /// What it was at an instant.
    public JsonPath billAt(Instant at) {
        return headroom.get("/simulator/v1/bill/total?label=headroom:pool=" + name + "&at=" + at);
    }

    public BigDecimal charged() {
        return new BigDecimal(bill("/total").getString("charged"));
    }

    /// Machines that the provider still has, by its own names.
    public Set<String> machines() {
        return new TreeSet<>(
                bill("").getList(
                                "items.findAll { it.state.toLowerCase() != 'terminated' }.instance",
                                String.class));
    }

    /// Machines that some node of this corner accounts for.
    public Set<String> known() {
        return new TreeSet<>(
                headroom.get(API + "nodes?limit=500&pool=" + name)
                        .getList(
                                "items.findAll { it.providerId != null && it.state != 'terminated'"
                                        + " && it.state != 'failed' }.providerId",
                                String.class));
    }
}
