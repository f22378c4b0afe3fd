package io.headroom.cost;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import org.jspecify.annotations.Nullable;

/// What FOCUS 1.2 demands of a bill: its mandatory columns, which of them are never empty, and what their values may be.
final class FocusRules {

    private static final List<String> NEVER_EMPTY =
            List.of(
                    "BilledCost",
                    "BillingAccountId",
                    "BillingAccountName",
                    "BillingCurrency",
                    "BillingPeriodStart",
                    "BillingPeriodEnd",
                    "ChargeCategory",
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
                    "ServiceName");

    private static final List<String> NUMBERS =
            List.of("BilledCost", "ContractedCost", "EffectiveCost", "ListCost", "PricingQuantity");

    private static final List<String> TIMES =
            List.of(
                    "BillingPeriodStart",
                    "BillingPeriodEnd",
                    "ChargePeriodStart",
                    "ChargePeriodEnd");

    private static final List<String> CHARGE_CATEGORIES =
            List.of("Usage", "Purchase", "Tax", "Credit", "Adjustment");

    private static final List<String> FREQUENCIES = List.of("One-Time", "Recurring", "Usage-Based");

    /// All of them where a commitment is meant, else none.
    private static final List<String> OF_A_COMMITMENT =
            List.of(
                    "CommitmentDiscountId",
                    "CommitmentDiscountCategory",
                    "CommitmentDiscountType",
                    "CommitmentDiscountQuantity",
                    "CommitmentDiscountUnit");

    private static final List<String> PRICING_CATEGORIES =
            List.of("", "Standard", "Dynamic", "Committed", "Other");

    private FocusRules() {}

    /// No value of ours has a quoted line break, so a line is a row; quoted commas are in the tags alone, and in front.
    static List<Map<String, String>> read(String csv) {
        List<String> lines = csv.lines().toList();
        List<String> header = List.of(lines.getFirst().split(",", -1));
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> values = List.of(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1));
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < header.size(); i++) {
                row.put(header.get(i), values.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    /// The rows of a Parquet file, as they are in a CSV but for the form of numbers.
    static List<Map<String, String>> parquet(byte[] file) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (ParquetFileReader reader =
                        ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
                RowReader each = reader.rowReader()) {
            while (each.hasNext()) {
                each.next();
                Map<String, String> row = new LinkedHashMap<>();
                for (var column : reader.getFileSchema().getColumns()) {
                    row.put(column.name(), value(each, column.name()));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static String value(RowReader row, String column) {
        if (row.isNull(column)) {
            return "";
        }
        if (isDecimal(column)) {
            return plain(row.getDecimal(column));
        }
        return TIMES.contains(column) ? row.getTimestamp(column).toString() : row.getString(column);
    }

    /// The rows of a CSV with numbers in one form and without what only quotes it.
    static List<Map<String, String>> plain(List<Map<String, String>> csv) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Map<String, String> row : csv) {
            Map<String, String> plain = new LinkedHashMap<>(row);
            plain.replaceAll(
                    (column, value) ->
                            isDecimal(column) && !value.isEmpty()
                                    ? plain(new BigDecimal(value))
                                    : value.replaceAll("^\"|\"$", "").replace("\"\"", "\""));
            rows.add(plain);
        }
        return rows;
    }

    private static boolean isDecimal(String column) {
        return NUMBERS.contains(column)
                || column.equals("ConsumedQuantity")
                || column.equals("CommitmentDiscountQuantity");
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    static List<String> breaches(List<Map<String, String>> rows) {
        List<String> breaches = new ArrayList<>();
        for (Map<String, String> row : rows) {
            check(row.containsKey("ChargeClass"), "ChargeClass is missing", breaches);
            for (String column : NEVER_EMPTY) {
                check(!row.getOrDefault(column, "").isBlank(), column + " is empty", breaches);
            }
            NUMBERS.forEach(c -> check(isNumber(row.get(c)), c + " is no number", breaches));
            TIMES.forEach(c -> check(isTime(row.get(c)), c + " is no UTC time", breaches));
            check(isOf(CHARGE_CATEGORIES, row, "ChargeCategory"), "ChargeCategory", breaches);
            check(isOf(PRICING_CATEGORIES, row, "PricingCategory"), "PricingCategory", breaches);
            check("Compute".equals(row.get("ServiceCategory")), "ServiceCategory", breaches);
            check(
                    String.valueOf(row.get("BillingCurrency")).matches("[A-Z]{3}"),
                    "BillingCurrency is no ISO 4217 code",
                    breaches);
            check(isOf(FREQUENCIES, row, "ChargeFrequency"), "ChargeFrequency", breaches);
            commitment(row, breaches);
            ordered(row, "ChargePeriodStart", "ChargePeriodEnd", breaches);
            ordered(row, "BillingPeriodStart", "ChargePeriodStart", breaches);
            ordered(row, "ChargePeriodEnd", "BillingPeriodEnd", breaches);
        }
        return breaches;
    }

    /// What is bought for later costs nothing in effect, and what it covers bills nothing.
    private static void commitment(Map<String, String> row, List<String> breaches) {
        boolean isAny = is(row, "CommitmentDiscountId");
        OF_A_COMMITMENT.forEach(
                c -> check(is(row, c) == isAny, c + " without the others", breaches));
        boolean isUsage = "Usage".equals(row.get("ChargeCategory"));
        String status = row.getOrDefault("CommitmentDiscountStatus", "");
        List<String> allowed = isAny && isUsage ? List.of("Used", "Unused") : List.of("");
        check(allowed.contains(status), "CommitmentDiscountStatus", breaches);
        if (isAny) {
            check(
                    List.of("Spend", "Usage").contains(row.get("CommitmentDiscountCategory")),
                    "CommitmentDiscountCategory",
                    breaches);
            check(
                    isZero(row, isUsage ? "BilledCost" : "EffectiveCost"),
                    "a fee is billed twice, or counts twice",
                    breaches);
            check(
                    isUsage == "Committed".equals(row.get("PricingCategory")),
                    "PricingCategory of a commitment",
                    breaches);
        }
        boolean isConsumed = isUsage && !status.equals("Unused");
        check(is(row, "ConsumedQuantity") == isConsumed, "ConsumedQuantity", breaches);
        check(
                isUsage || !"Usage-Based".equals(row.get("ChargeFrequency")),
                "ChargeFrequency of a purchase",
                breaches);
    }

    private static boolean is(Map<String, String> row, String column) {
        return !row.getOrDefault(column, "").isBlank();
    }

    private static boolean isZero(Map<String, String> row, String column) {
        return isNumber(row.get(column)) && new BigDecimal(row.get(column)).signum() == 0;
    }

    /// The sum of a column.
    static BigDecimal sum(List<Map<String, String>> rows, String column) {
        return rows.stream()
                .map(row -> new BigDecimal(row.getOrDefault(column, "0")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void ordered(
            Map<String, String> row, String first, String second, List<String> breaches) {
        if (isTime(row.get(first)) && isTime(row.get(second))) {
            check(
                    !Instant.parse(row.get(first)).isAfter(Instant.parse(row.get(second))),
                    first + " is after " + second,
                    breaches);
        }
    }

    private static boolean isOf(List<String> allowed, Map<String, String> row, String column) {
        return allowed.contains(row.getOrDefault(column, ""));
    }

    private static boolean isNumber(@Nullable String value) {
        try {
            return value != null && new BigDecimal(value).scale() >= 0;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static boolean isTime(@Nullable String value) {
        try {
            return value != null && value.endsWith("Z") && Instant.parse(value) != null;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static void check(boolean holds, String breach, List<String> breaches) {
        if (!holds) {
            breaches.add(breach);
        }
    }
}
