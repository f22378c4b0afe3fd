package io.headroom.cost.ledger;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.price.CommitmentKind;
import io.headroom.contracts.price.CommitmentSpec;
import io.headroom.cost.commitment.PaidCommitment;
import io.headroom.platform.database.Rows;

/// A commitment's fee in a FOCUS bill: bought, which costs nothing in effect; and used by the machines that it covers, or not, which bills
/// nothing. Both sum up to the fee.
final class FocusFee {

    private static final String NOTHING = Money.ZERO.toString();

    private final Map<String, String> fee;
    private final JsonNode row;
    private final PaidCommitment commitment;

    private FocusFee(Map<String, String> fee, JsonNode row, PaidCommitment commitment) {
        this.fee = fee;
        this.row = row;
        this.commitment = commitment;
    }

    /// @param fee its line with all that does not depend on this
    static List<Map<String, String>> lines(
            Map<String, String> fee, JsonNode row, PaidCommitment commitment) {
        FocusFee focus = new FocusFee(fee, row, commitment);
        List<Map<String, String>> lines = new ArrayList<>();
        lines.add(focus.purchase());
        lines.addAll(
                row.get("share").asText().equals("idle-commitment")
                        ? List.of(focus.unused())
                        : focus.used());
        return lines;
    }

    private Money amount() {
        return new Money(row.get("amount").asLong());
    }

    private Map<String, String> purchase() {
        Map<String, String> line = discounted(amount());
        line.put("ChargeCategory", "Purchase");
        line.put("ChargeFrequency", "Recurring");
        line.put("PricingCategory", "Standard");
        line.put("EffectiveCost", NOTHING);
        return line;
    }

    private Map<String, String> unused() {
        Map<String, String> line = usage(amount());
        line.put("ChargeDescription", "unused: " + commitment.name());
        line.put("CommitmentDiscountStatus", "Unused");
        return line;
    }

    /// To each machine its part, by what it would cost more without; of an hour whose machines were not heard of, on the commitment itself.
    private List<Map<String, String>> used() {
        List<JsonNode> covers = new ArrayList<>();
        row.path("covers").forEach(covers::add);
        BigInteger whole =
                covers.stream().map(FocusFee::saved).reduce(BigInteger.ZERO, BigInteger::add);
        if (whole.signum() <= 0) {
            Map<String, String> line = usedLine(amount());
            line.put("ConsumedQuantity", line.get("PricingQuantity"));
            line.put("ConsumedUnit", "Hours");
            return List.of(line);
        }
        List<Map<String, String>> lines = new ArrayList<>();
        BigInteger before = BigInteger.ZERO;
        for (JsonNode cover : covers) {
            BigInteger after = before.add(saved(cover));
            Money part = part(after, whole).minus(part(before, whole));
            lines.add(covered(cover, part));
            before = after;
        }
        return lines;
    }

    private Money part(BigInteger saved, BigInteger whole) {
        return new Money(
                BigInteger.valueOf(amount().micros())
                        .multiply(saved)
                        .divide(whole)
                        .longValueExact());
    }

    private static BigInteger saved(JsonNode cover) {
        return BigInteger.valueOf(cover.get("saved").asLong())
                .multiply(BigInteger.valueOf(time(cover).toMillis()));
    }

    private static Duration time(JsonNode cover) {
        return Duration.between(
                Rows.instant(cover.get("from_at")), Rows.instant(cover.get("to_at")));
    }

    private Map<String, String> covered(JsonNode cover, Money part) {
        Map<String, String> line = usedLine(part);
        Instant from = Rows.instant(cover.get("from_at"));
        Instant to = Rows.instant(cover.get("to_at"));
        String hours = FocusRow.hours(Duration.between(from, to));
        String list = new Money(cover.get("saved").asLong()).perHourFor(time(cover)).toString();
        line.put("ChargePeriodStart", FocusRow.floor(from).toString());
        line.put("ChargePeriodEnd", FocusRow.ceiling(to).toString());
        line.put("ListCost", list);
        line.put("ContractedCost", list);
        line.put("PricingQuantity", hours);
        line.put("ConsumedQuantity", hours);
        line.put("ConsumedUnit", "Hours");
        line.put("ResourceType", FocusRow.MACHINE);
        line.put("ResourceName", cover.get("node").asText());
        String own = FocusRow.text(cover, "provider_id");
        line.put("ResourceId", own.isEmpty() ? cover.get("node").asText() : own);
        JsonNode attributes = cover.path("attributes");
        if (attributes.isObject()) {
            FocusRow.of(line, Rows.read(attributes, SpendAttributes.class));
        }
        return line;
    }

    private Map<String, String> usedLine(Money amount) {
        Map<String, String> line = usage(amount);
        line.put("ChargeDescription", "covered by " + commitment.name());
        line.put("CommitmentDiscountStatus", "Used");
        return line;
    }

    private Map<String, String> usage(Money amount) {
        Map<String, String> line = discounted(amount);
        line.put("ChargeCategory", "Usage");
        line.put("ChargeFrequency", "Usage-Based");
        line.put("PricingCategory", "Committed");
        line.put("BilledCost", NOTHING);
        line.put("ListCost", NOTHING);
        line.put("ContractedCost", NOTHING);
        line.put("EffectiveCost", amount.toString());
        return line;
    }

    private Map<String, String> discounted(Money amount) {
        CommitmentSpec spec = commitment.spec();
        Map<String, String> line = new LinkedHashMap<>(fee);
        line.put("CommitmentDiscountCategory", spec.isPlan() ? "Spend" : "Usage");
        line.put("CommitmentDiscountId", row.get("node").asText());
        line.put("CommitmentDiscountName", commitment.name());
        line.put("CommitmentDiscountType", type(spec.kind()));
        line.put("CommitmentDiscountQuantity", quantity(spec, amount));
        line.put("CommitmentDiscountUnit", spec.isPlan() ? "USD" : "Hours");
        return line;
    }

    /// Of a plan it is the money, else the hours of machines that it pays for.
    private static String quantity(CommitmentSpec spec, Money amount) {
        long perHour = spec.perHour().micros();
        return spec.isPlan() || perHour <= 0
                ? amount.toString()
                : new Money(
                                BigInteger.valueOf(amount.micros())
                                        .multiply(BigInteger.valueOf(1_000_000))
                                        .divide(BigInteger.valueOf(perHour))
                                        .longValueExact())
                        .toString();
    }

    private static String type(CommitmentKind kind) {
        return switch (kind) {
            case RESERVED -> "Reserved machines";
            case SAVINGS_PLAN -> "Savings plan";
            case COMMITTED_USE -> "Committed use";
        };
    }
}
