package io.headroom.cost.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.Problem;

/// Costs in groups: whole hours from their sums, what is left at both ends from the ledger. No cost reaches over a whole hour; of one that reaches
/// over an end that is none, the part within counts, and the two parts of it add up exactly.
///
/// @param groups names of columns, as the API has them
/// @param everyTenant whether it is asked for those of all tenants
record CostQuery(List<String> groups, TimeSpan.Bounds bounds, boolean everyTenant) {

    /// What the hours know. What nothing ran on has no class: it goes under what it was.
    /// The model is that of the GPUs.
    private static final SequencedMap<String, String> BY_HOUR = new LinkedHashMap<>();

    /// What only the ledger knows.
    private static final SequencedMap<String, String> BY_ENTRY = new LinkedHashMap<>();

    static {
        for (String plain :
                List.of("tenant", "environment", "pool", "lane", "provider", "region", "share")) {
            BY_HOUR.put(plain, plain);
        }
        BY_HOUR.put("class", "coalesce(nullif(class, ''), share)");
        BY_HOUR.put("model", "coalesce(nullif(model, ''), 'unknown')");
        BY_ENTRY.put("node", "cast(node as text)");
        BY_ENTRY.put("workload", "coalesce(cast(workload as text), share)");
    }

    private static final String HOURS =
            """
            select tenant, class, share, environment, pool, lane, provider, region, model, amount,
                cast(null as uuid) as node, cast(null as uuid) as workload
            from cost_hour where hour >= cast(cast(:hours as text) as timestamptz)
            and hour < cast(cast(:upto as text) as timestamptz)
            union all
            """;

    /// By node alone, the hours of each node are what is needed, and the fees of commitments, which are no node's; they are the service's
    /// and operators' to read.
    private static final String NODE_HOURS =
            """
            select cast(null as text), cast(null as text), cast(null as text), cast(null as text), cast(null as text),
                cast(null as text), cast(null as text), cast(null as text), cast(null as text), amount, node,
                cast(null as uuid)
            from (select node, sum(amount) as amount from node_hour where hour >= cast(cast(:hours as text) as timestamptz)
                and hour < cast(cast(:upto as text) as timestamptz) group by node
                union all
                select node, sum(amount) from ledger where budget is null and share in ('commitment', 'idle-commitment')
                and from_at >= cast(cast(:hours as text) as timestamptz)
                and from_at < cast(cast(:upto as text) as timestamptz) group by node) n
            union all
            """;

    private static final List<String> NODE = List.of("node");

    /// What of an entry was due by an instant: all of it after its end. Its amount is spread evenly over its time.
    private static final String DUE =
            """
            case when to_at <= %1$s then amount when from_at >= %1$s then 0
                else floor(cast(amount as numeric) * extract(epoch from %1$s - from_at) / extract(epoch from to_at - from_at)) end""";

    private static final String FROM = "cast(cast(:from as text) as timestamptz)";
    private static final String TO = "cast(cast(:to as text) as timestamptz)";

    private static final String PART =
            """
            select tenant, coalesce(class, ''), share, environment, pool, lane, provider, region, coalesce(model, ''),
                case when from_at >= %1$s and to_at <= %2$s then amount else cast(%3$s - %4$s as bigint) end, node, workload
            from ledger where budget is null
            """
                    .formatted(
                            FROM,
                            TO,
                            "(" + DUE.formatted(TO) + ")",
                            "(" + DUE.formatted(FROM) + ")");

    /// Before the first whole hour, and after the last. The first may have begun before, in the same hour.
    private static final String ENTRIES =
            PART
                    + """
                      and from_at >= cast(cast(:since as text) as timestamptz)
                      and from_at < cast(cast(:hours as text) as timestamptz) and (from_at >= %1$s or to_at > %1$s)
                      union all
                      """
                            .formatted(FROM)
                    + PART
                    + """
                      and from_at >= cast(cast(:upto as text) as timestamptz) and from_at < %s
                      """
                            .formatted(TO);

    static CostQuery of(List<String> groups, TimeSpan.Bounds bounds, String tenant) {
        for (String group : groups) {
            if (!BY_HOUR.containsKey(group) && !BY_ENTRY.containsKey(group)) {
                throw Problem.invalid("by", "must be some of " + String.join(", ", known()));
            }
        }
        return new CostQuery(groups, bounds, tenant.equals(Transactions.EVERY_TENANT));
    }

    private static List<String> known() {
        return java.util.stream.Stream.concat(
                        BY_HOUR.sequencedKeySet().stream(), BY_ENTRY.sequencedKeySet().stream())
                .sorted()
                .toList();
    }

    /// The columns are this class's own words: nothing of the request gets into the statement.
    String sql() {
        String columns =
                IntStream.range(0, groups.size())
                        .mapToObj(i -> column(groups.get(i)) + " as g" + i)
                        .collect(Collectors.joining(", "));
        String places =
                IntStream.rangeClosed(1, groups.size())
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining(", "));
        return "select cast(to_json(c) as text) from (select "
                + columns
                + ", sum(amount) as amount from ("
                + (isOfNodeHours() ? NODE_HOURS : HOURS)
                + ENTRIES
                + ") x(tenant, class, share, environment, pool, lane, provider, region, model, amount, node, workload)"
                + " group by "
                + places
                + " having sum(amount) <> 0 order by "
                + places
                + ") c";
    }

    private boolean isOfNodeHours() {
        return everyTenant && groups.equals(NODE);
    }

    Map<String, String> parameters() {
        Instant hours = ceiling(bounds.from());
        Instant upto = bounds.to().truncatedTo(ChronoUnit.HOURS);
        boolean entriesOnly = !isOfNodeHours() && groups.stream().anyMatch(BY_ENTRY::containsKey);
        boolean none = entriesOnly || !hours.isBefore(upto);
        return Map.of(
                "since",
                bounds.from().truncatedTo(ChronoUnit.HOURS).toString(),
                "from",
                bounds.from().toString(),
                "to",
                bounds.to().toString(),
                "hours",
                none ? bounds.to().toString() : hours.toString(),
                "upto",
                none ? bounds.to().toString() : upto.toString());
    }

    private static Instant ceiling(Instant at) {
        Instant floor = at.truncatedTo(ChronoUnit.HOURS);
        return floor.equals(at) ? floor : floor.plus(1, ChronoUnit.HOURS);
    }

    private static String column(String group) {
        String byHour = BY_HOUR.get(group);
        return byHour != null ? byHour : String.valueOf(BY_ENTRY.get(group));
    }
}
