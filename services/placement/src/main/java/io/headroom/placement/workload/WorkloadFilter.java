package io.headroom.placement.workload;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.workload.WorkloadState;
import io.headroom.platform.rest.Problem;

/// Which workloads are asked for; take it as `@BeanParam WorkloadFilter`. What is left out matches all.
public class WorkloadFilter {

    @QueryParam("state")
    @Nullable String state;

    @QueryParam("tenant")
    @Nullable String tenant;

    @QueryParam("environment")
    @Nullable String environment;

    @QueryParam("lane")
    @Nullable String lane;

    @QueryParam("class")
    @Nullable String workloadClass;

    @QueryParam("name")
    @Nullable String name;

    /// The conditions as SQL on a workload's row, each with the parameter that it names and its value.
    Map<String, String> conditions() {
        Map<String, String> wanted = new LinkedHashMap<>();
        if (state != null) {
            wanted.put("state = :state", stateName(state));
        }
        if (tenant != null) {
            wanted.put("tenant = :tenant", tenant);
        }
        put(wanted, "environment", environment);
        put(wanted, "lane", lane);
        put(wanted, "class", workloadClass);
        put(wanted, "name", name);
        return wanted;
    }

    private static void put(Map<String, String> wanted, String field, @Nullable String value) {
        if (value != null) {
            wanted.put("cast(body as jsonb) #>> '{spec,%s}' = :%s".formatted(field, field), value);
        }
    }

    private static String stateName(String text) {
        try {
            return WorkloadState.valueOf(text.toUpperCase(Locale.ROOT)).name();
        } catch (IllegalArgumentException _) {
            throw Problem.invalid("state", "is no state of a workload: " + text);
        }
    }
}
