package io.headroom.cost.ledger;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What is written as Parquet is read by another implementation of the format.
class FocusParquetTest {

    private static final int ROWS = 100_000;
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir Path folder;

    @Test
    void every_value_of_a_bill_of_many_pieces_is_read_back_in_its_type() throws IOException {
        Path file = folder.resolve("bill.parquet");
        try (FocusParquet parquet = new FocusParquet(file)) {
            for (int n = 0; n < ROWS; n++) {
                parquet.write(row(n));
            }
        }
        int read = 0;
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file));
                RowReader rows = reader.rowReader()) {
            assertThat(reader.getFileMetaData().rowGroups()).hasSizeGreaterThan(1);
            for (; rows.hasNext(); read++) {
                rows.next();
                assertThat(rows.getDecimal("BilledCost")).isEqualByComparingTo(cost(read));
                assertThat(rows.getTimestamp("ChargePeriodStart"))
                        .isEqualTo(BEGIN.plusSeconds(read));
                assertThat(rows.isNull("ChargeClass")).isTrue();
                assertThat(rows.getString("ResourceName")).isEqualTo("node-" + read);
            }
        }
        assertThat(read).isEqualTo(ROWS);
    }

    private static BigDecimal cost(int n) {
        return BigDecimal.valueOf(n * 1_000_003L, 6);
    }

    private static List<String> row(int n) {
        return FocusRow.COLUMNS.stream().map(column -> value(column, n)).toList();
    }

    private static String value(String column, int n) {
        return switch (column) {
            case "BilledCost", "ContractedCost", "EffectiveCost", "ListCost" ->
                    cost(n).toPlainString();
            case "PricingQuantity", "ConsumedQuantity" -> "0.5";
            case "CommitmentDiscountQuantity" -> "";
            case "BillingPeriodStart" -> BEGIN.toString();
            case "BillingPeriodEnd" -> "2026-12-01T00:00:00Z";
            case "ChargePeriodStart" -> BEGIN.plusSeconds(n).toString();
            case "ChargePeriodEnd" -> BEGIN.plusSeconds(n + 1L).toString();
            case "ChargeClass" -> "";
            case "ResourceName" -> "node-" + n;
            default -> column.toLowerCase(Locale.ROOT);
        };
    }
}
