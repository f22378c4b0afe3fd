package io.headroom.cost.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.cost.commitment.PaidCommitment;
import io.headroom.platform.database.Rows;

/// A cost in the words of FOCUS 1.2, the FinOps foundation's format for bills.
final class FocusRow {

    /// The 21 mandatory columns of the version, then those that are of use here, then our own.
    static final List<String> COLUMNS =
            List.of(
                    "BilledCost",
                    "BillingAccountId",
                    "BillingAccountName",
                    "BillingCurrency",
                    "BillingPeriodStart",
                    "BillingPeriodEnd",
                    "ChargeCategory",
                    "ChargeClass",
                    "ChargeDescription",
                    "ChargePeriodStart",
                    "ChargePeriodEnd",
                    "ContractedCost",
                    "EffectiveCost",
                    "InvoiceIssuerName",
                    "ListCost",
                    "PricingQuantity",
                    "PricingUnit",
                    "ProviderName",
                    "PublisherName",
                    "ServiceCategory",
                    "ServiceName",
                    "ResourceId",
                    "ResourceName",
                    "ResourceType",
                    "RegionId",
                    "RegionName",
                    "SubAccountId",
                    "SubAccountName",
                    "PricingCategory",
                    "ConsumedQuantity",
                    "ConsumedUnit",
                    "ChargeFrequency",
                    "CommitmentDiscountCategory",
                    "CommitmentDiscountId",
                    "CommitmentDiscountName",
                    "CommitmentDiscountType",
                    "CommitmentDiscountStatus",
                    "CommitmentDiscountQuantity",
                    "CommitmentDiscountUnit",
                    "Tags",
                    "x_Tenant",
                    "x_WorkloadId",
                    "x_Class",
                    "x_Share",
                    "x_Pool");

    static final String MACHINE = "GPU machine";

    private static final Money HOUR = new Money(1_000_000);

    private FocusRow() {}

    /// The lines of an entry of the ledger, each with the values of all columns: one of a machine's, more of a commitment's fee.
    ///
    /// @param paid commitments, by the id under which the ledger has their fees
    static List<List<String>> of(JsonNode row, String account, Map<UUID, PaidCommitment> paid) {
        SpendAttributes attributes = Rows.read(row.get("attributes"), SpendAttributes.class);
        Map<String, String> line = line(row, account, attributes);
        PaidCommitment commitment =
                row.get("share").asText().endsWith("commitment")
                        ? paid.get(UUID.fromString(row.get("node").asText()))
                        : null;
        List<Map<String, String>> lines =
                commitment == null ? List.of(line) : FocusFee.lines(line, row, commitment);
        return lines.stream().map(FocusRow::values).toList();
    }

    private static List<String> values(Map<String, String> line) {
        return COLUMNS.stream().map(column -> line.getOrDefault(column, "")).toList();
    }

    private static Map<String, String> line(
            JsonNode row, String account, SpendAttributes attributes) {
        Instant begin = Rows.instant(row.get("from_at"));
        Instant end = Rows.instant(row.get("to_at"));
        String cost = new Money(row.get("amount").asLong()).toString();
        YearMonth month = YearMonth.from(begin.atOffset(ZoneOffset.UTC));
        String hours = hours(Duration.between(begin, end));
        String share = row.get("share").asText();
        String tenant = text(row, "tenant");
        boolean isFee = share.endsWith("commitment");
        Map<String, String> line = new HashMap<>();
        List.of("BilledCost", "ContractedCost", "EffectiveCost", "ListCost")
                .forEach(column -> line.put(column, cost));
        line.put("BillingAccountId", account);
        line.put("BillingAccountName", account);
        line.put("BillingCurrency", "USD");
        line.put("BillingPeriodStart", begin(month));
        line.put("BillingPeriodEnd", begin(month.plusMonths(1)));
        line.put("ChargeCategory", isFee ? "Purchase" : "Usage");
        line.put("ChargeFrequency", isFee ? "Recurring" : "Usage-Based");
        line.put("ChargeDescription", isFee ? "fee: " + share : machine(attributes, share));
        line.put("ChargePeriodStart", floor(begin).toString());
        line.put("ChargePeriodEnd", ceiling(end).toString());
        line.put("PricingQuantity", hours);
        line.put("PricingUnit", "Hours");
        line.put("ServiceCategory", "Compute");
        line.put("ResourceId", resource(row));
        line.put("ResourceName", text(row, "node"));
        line.put("ResourceType", isFee ? "Commitment" : MACHINE);
        line.put("SubAccountId", tenant);
        line.put("SubAccountName", tenant);
        line.put("PricingCategory", category(attributes.capacityType()));
        line.put("ConsumedQuantity", isFee ? "" : hours);
        line.put("ConsumedUnit", isFee ? "" : "Hours");
        line.put("x_Tenant", tenant);
        line.put("x_WorkloadId", text(row, "workload"));
        line.put("x_Class", text(row, "class"));
        line.put("x_Share", share);
        of(line, attributes);
        return line;
    }

    /// What a machine's purchase says of it.
    static void of(Map<String, String> line, SpendAttributes machine) {
        String provider = provider(machine.provider());
        line.put("InvoiceIssuerName", provider);
        line.put("ProviderName", provider);
        line.put("PublisherName", provider);
        line.put("ServiceName", service(machine.provider()));
        line.put("RegionId", machine.region());
        line.put("RegionName", machine.region());
        line.put("Tags", Rows.json(machine.labels()));
        line.put("x_Pool", machine.pool());
    }

    private static String resource(JsonNode row) {
        String own = text(row, "provider_id");
        return own.isEmpty() ? text(row, "node") : own;
    }

    static String hours(Duration time) {
        return HOUR.perHourFor(time).toString();
    }

    private static String machine(SpendAttributes node, String share) {
        return "%s machine of pool %s: %s"
                .formatted(
                        node.capacityType().name().toLowerCase(java.util.Locale.ROOT),
                        node.pool(),
                        share);
    }

    static Instant floor(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    static Instant ceiling(Instant at) {
        Instant floor = floor(at);
        return floor.equals(at) ? floor : floor.plusSeconds(1);
    }

    private static String begin(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toString();
    }

    static String text(JsonNode row, String column) {
        JsonNode value = row.path(column);
        return value.isNull() || value.isMissingNode() ? "" : value.asText();
    }

    private static String provider(ProviderKind kind) {
        return switch (kind) {
            case AWS -> "AWS";
            case GCP -> "Google Cloud";
            case REDFISH -> "On-premises";
        };
    }

    private static String service(ProviderKind kind) {
        return switch (kind) {
            case AWS -> "Amazon Elastic Compute Cloud";
            case GCP -> "Compute Engine";
            case REDFISH -> "Own GPU machines";
        };
    }

    private static String category(CapacityType type) {
        return switch (type) {
            case ON_DEMAND -> "Standard";
            case SPOT -> "Dynamic";
            case RESERVED -> "Committed";
        };
    }
}
