package io.headroom.console.gateway;

import java.util.Map;

import io.headroom.console.upstream.Upstream;

/// Which service owns which resource.
final class Directory {

    static final String API = "/api/v1/";

    private static final String DECISIONS = "decisions";

    private static final Map<String, Destination> OWNERS =
            Map.ofEntries(
                    owns("workloads", Upstream.PLACEMENT),
                    owns("queue", Upstream.PLACEMENT),
                    owns("tenants", Upstream.PLACEMENT),
                    owns("quotas", Upstream.PLACEMENT),
                    owns("lanes", Upstream.PLACEMENT),
                    owns("placements", Upstream.PLACEMENT),
                    owns("secrets", Upstream.PLACEMENT),
                    owns("forecasts", Upstream.DEMAND_FORECAST),
                    owns("series", Upstream.DEMAND_FORECAST),
                    owns("signals", Upstream.DEMAND_FORECAST),
                    owns("pools", Upstream.PROVISIONING),
                    owns("nodes", Upstream.PROVISIONING),
                    owns("machines", Upstream.PROVISIONING),
                    owns("offers", Upstream.PROVISIONING),
                    owns("list-prices", Upstream.PROVISIONING),
                    owns("providers", Upstream.PROVISIONING),
                    owns("budgets", Upstream.COST),
                    owns("leases", Upstream.COST),
                    owns("ledger", Upstream.COST),
                    owns("costs", Upstream.COST),
                    owns("prices", Upstream.COST),
                    owns("rates", Upstream.COST),
                    owns("commitments", Upstream.COST),
                    Map.entry("dead-letters", new Destination.DeadLetters()),
                    Map.entry("events", new Destination.Here()),
                    Map.entry("fleet", new Destination.Here()));

    private Directory() {}

    /// @param path normalized, beginning with `/api/v1`
    static Destination of(String path) {
        if (path.length() <= API.length()) {
            return new Destination.Nowhere("resource at " + path);
        }
        String rest = path.substring(API.length());
        int slash = rest.indexOf('/');
        String resource = slash < 0 ? rest : rest.substring(0, slash);
        if (resource.equals(DECISIONS)) {
            return decision(slash < 0 ? "" : rest.substring(slash + 1));
        }
        Destination owner = OWNERS.get(resource);
        return owner == null ? new Destination.Nowhere("resource " + resource) : owner;
    }

    /// A decision's id begins with the name of the service that took it; the list is that of provisioning.
    private static Destination decision(String id) {
        if (id.isEmpty()) {
            return new Destination.Owner(Upstream.PROVISIONING);
        }
        for (Upstream service : Upstream.SERVICES) {
            if (id.startsWith(service.serviceName() + "-")) {
                return new Destination.Owner(service);
            }
        }
        return new Destination.Nowhere("decision " + id);
    }

    private static Map.Entry<String, Destination> owns(String resource, Upstream upstream) {
        return Map.entry(resource, new Destination.Owner(upstream));
    }
}
