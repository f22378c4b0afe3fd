package io.headroom.cost.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;
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
                    "Tags",
                    "x_Tenant",
                    "x_WorkloadId",
                    "x_Class",
                    "x_Share",
                    "x_Pool");

    private static final Money HOUR = new Money(1_000_000);

    private FocusRow() {}

    static List<String> of(JsonNode row, String account) {
        SpendAttributes node = Rows.read(row.get("attributes"), SpendAttributes.class);
        Instant from = Rows.instant(row.get("from_at")).truncatedTo(ChronoUnit.SECONDS);
        Instant to = ceiling(Rows.instant(row.get("to_at")));
        String cost = new Money(row.get("amount").asLong()).toString();
        YearMonth month = YearMonth.from(from.atOffset(ZoneOffset.UTC));
        String provider = provider(node.provider());
        String hours =
                HOUR.perHourFor(
                                Duration.between(
                                        Rows.instant(row.get("from_at")),
                                        Rows.instant(row.get("to_at"))))
                        .toString();
        String share = row.get("share").asText();
        String name = text(row, "node");
        boolean isFee = share.endsWith("commitment");
        List<String> values = new ArrayList<>();
        values.addAll(
                List.of(
                        cost,
                        account,
                        account,
                        "USD",
                        begin(month),
                        begin(month.plusMonths(1)),
                        isFee ? "Purchase" : "Usage",
                        "",
                        isFee ? "fee: " + share : machine(node, share),
                        from.toString(),
                        to.toString(),
                        cost,
                        cost,
                        provider,
                        cost,
                        hours,
                        "Hours",
                        provider,
                        provider,
                        "Compute",
                        service(node.provider())));
        values.addAll(
                List.of(
                        text(row, "provider_id").isEmpty() ? name : text(row, "provider_id"),
                        name,
                        isFee ? "Commitment" : "GPU machine",
                        node.region(),
                        node.region(),
                        text(row, "tenant"),
                        text(row, "tenant"),
                        category(node.capacityType()),
                        isFee ? "" : hours,
                        isFee ? "" : "Hours",
                        Rows.json(node.labels()),
                        text(row, "tenant"),
                        text(row, "workload"),
                        text(row, "class"),
                        share,
                        node.pool()));
        return values;
    }

    private static String machine(SpendAttributes node, String share) {
        return "%s machine of pool %s: %s"
                .formatted(
                        node.capacityType().name().toLowerCase(java.util.Locale.ROOT),
                        node.pool(),
                        share);
    }

    private static Instant ceiling(Instant at) {
        Instant floor = at.truncatedTo(ChronoUnit.SECONDS);
        return floor.equals(at) ? floor : floor.plusSeconds(1);
    }

    private static String begin(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toString();
    }

    private static String text(JsonNode row, String column) {
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
