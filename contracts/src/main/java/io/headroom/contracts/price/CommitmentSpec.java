package io.headroom.contracts.price;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.check.Checks;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;

/// What is paid for by the hour whether it is used or not, and which machines on demand cost less for it.
///
/// @param region the provider's; of a savings plan it may be absent: it covers every region
/// @param zone covers this zone alone; absent: the whole region
/// @param instanceType the one that it covers; required unless it is a savings plan
/// @param family of a savings plan: the types that it covers, such as `p5`; absent: all
/// @param nodes how many machines it covers, 1 to 100,000; not of a savings plan
/// @param perHour the fee in dollars an hour, up to six decimals: for each node, or the whole commitment of a savings plan
/// @param discountPercent of a savings plan: how much less than the list its rates are, 0 to 95
/// @param from when it begins; not changed once it is declared; @param to when it ends, at most 10 years later
/// @param tenant whose budgets pay the fee; absent: those alone that are no tenant's
/// @param environment of the fee; `production` by default
/// @param labels of the fee, for budgets that name some
public record CommitmentSpec(
        CommitmentKind kind,
        ProviderKind provider,
        @Nullable String region,
        @Nullable String zone,
        @Nullable String instanceType,
        @Nullable String family,
        @Nullable Integer nodes,
        Money perHour,
        @Nullable Integer discountPercent,
        Instant from,
        Instant to,
        @Nullable String tenant,
        @Nullable String environment,
        @Nullable Map<String, String> labels) {

    /// What the ledger calls the tenant of what is no tenant's.
    public static final String NOBODYS = "*";

    private static final Duration LONGEST = Duration.ofDays(3653);
    private static final Money DEAREST = Money.of("1000000");

    public CommitmentSpec {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        environment = environment == null ? "production" : environment;
        boolean isPlan = kind == CommitmentKind.SAVINGS_PLAN;
        new Checks()
                .present(kind, "kind")
                .present(provider, "provider")
                .present(perHour, "perHour")
                .present(from, "from")
                .present(to, "to")
                .that(
                        provider != ProviderKind.REDFISH,
                        "provider",
                        "must be aws or gcp: machines of our own have their capital")
                .that(isPlan || isSaid(region), "region", "is required")
                .that(isSaid(region) || zone == null, "zone", "needs a region")
                .that(isPlan || isSaid(instanceType), "instanceType", "is required")
                .that(
                        !isPlan || instanceType == null || family == null,
                        "family",
                        "is not for one instance type")
                .that(isPlan || family == null, "family", "only for savings plans")
                .that(
                        isPlan ? nodes == null : nodes != null,
                        "nodes",
                        isPlan ? "only for kinds that count machines" : "is required")
                .range(nodes == null ? 1 : nodes, 1, 100_000, "nodes")
                .that(
                        isPlan ? discountPercent != null : discountPercent == null,
                        "discountPercent",
                        isPlan ? "is required" : "only for savings plans")
                .range(discountPercent == null ? 0 : discountPercent, 0, 95, "discountPercent")
                .that(
                        perHour == null
                                || (!perHour.isNegative() && perHour.compareTo(DEAREST) <= 0),
                        "perHour",
                        "must be 0 to 1000000.00")
                .that(
                        from == null || to == null || (to.isAfter(from) && !isTooLong(from, to)),
                        "to",
                        "must be after from, by 10 years at most")
                .labels(labels, "labels")
                .done();
    }

    private static boolean isSaid(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static boolean isTooLong(Instant from, Instant to) {
        return to.isAfter(from.plus(LONGEST));
    }

    @Override
    public Map<String, String> labels() {
        return labels == null ? Map.of() : labels;
    }

    @Override
    public String environment() {
        return environment == null ? "production" : environment;
    }

    public boolean isPlan() {
        return kind == CommitmentKind.SAVINGS_PLAN;
    }

    /// The fee for all of it.
    public Money feePerHour() {
        return nodes == null ? perHour : perHour.times(nodes);
    }

    public boolean isInForce(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    /// Whether it covers machines of this kind.
    public boolean covers(ProviderKind of, String inRegion, String inZone, String type) {
        return provider == of
                && (region == null || region.isBlank() || region.equals(inRegion))
                && (zone == null || zone.equals(inZone))
                && (instanceType == null || instanceType.equals(type))
                && (family == null
                        || type.startsWith(family + ".")
                        || type.startsWith(family + "-"));
    }

    /// The fee as spending, for the budgets that it falls under.
    public SpendAttributes attributes() {
        return new SpendAttributes(
                tenant == null ? NOBODYS : tenant,
                environment(),
                "",
                "",
                provider,
                region == null ? "" : region,
                CapacityType.RESERVED,
                labels());
    }

    /// The same but for its end.
    public boolean differsInEndAlone(CommitmentSpec other) {
        return other.to.isAfter(from) && with(from, other.to).equals(other);
    }

    /// As it counts where it became known later than it began.
    public CommitmentSpec countingFrom(Instant since) {
        return since.isAfter(from) && since.isBefore(to) ? with(since, to) : this;
    }

    private CommitmentSpec with(Instant begin, Instant end) {
        return new CommitmentSpec(
                kind,
                provider,
                region,
                zone,
                instanceType,
                family,
                nodes,
                perHour,
                discountPercent,
                begin,
                end,
                tenant,
                environment,
                labels);
    }
}
