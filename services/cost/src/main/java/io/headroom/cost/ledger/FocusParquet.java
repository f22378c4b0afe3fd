package io.headroom.cost.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;

/// A file of FOCUS rows, each column of the type that the specification gives it. Its classes are loaded when the first bill
/// is asked for.
final class FocusParquet implements Closeable {

    private static final Set<String> DECIMALS =
            Set.of(
                    "BilledCost",
                    "ContractedCost",
                    "EffectiveCost",
                    "ListCost",
                    "PricingQuantity",
                    "ConsumedQuantity",
                    "CommitmentDiscountQuantity");

    /// Of a charge that nothing was consumed by, or that no commitment is about, there are none.
    private static final Set<String> MAY_BE_ABSENT =
            Set.of("ConsumedQuantity", "CommitmentDiscountQuantity");

    private static final Set<String> TIMES =
            Set.of(
                    "BillingPeriodStart",
                    "BillingPeriodEnd",
                    "ChargePeriodStart",
                    "ChargePeriodEnd");

    /// Of our decimals all have six places; eighteen digits are what eight bytes hold.
    private static final int DIGITS = 18;

    private static final int PLACES = 6;

    /// So much of a bill is in memory at once: a hundredth of the heap. Half would make files whose columns are read in twice as
    /// many pieces.
    private static final long ROW_GROUP_BYTES = 2L << 20;

    private static final int PAGE_BYTES = 64 << 10;

    static final MessageType SCHEMA =
            Types.buildMessage()
                    .addFields(
                            FocusRow.COLUMNS.stream()
                                    .map(FocusParquet::column)
                                    .toArray(Type[]::new))
                    .named("focus_1_2");

    private final ParquetWriter<List<String>> writer;

    FocusParquet(Path file) throws IOException {
        writer =
                new Opening(new LocalOutputFile(file))
                        .withConf(new PlainParquetConfiguration())
                        .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                        .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                        .withRowGroupSize(ROW_GROUP_BYTES)
                        .withPageSize(PAGE_BYTES)
                        .build();
    }

    /// The values of a row, in the order of [FocusRow#COLUMNS].
    void write(List<String> row) throws IOException {
        writer.write(row);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static Type column(String name) {
        if (DECIMALS.contains(name)) {
            return Types.primitive(
                            PrimitiveTypeName.INT64,
                            MAY_BE_ABSENT.contains(name)
                                    ? Type.Repetition.OPTIONAL
                                    : Type.Repetition.REQUIRED)
                    .as(LogicalTypeAnnotation.decimalType(PLACES, DIGITS))
                    .named(name);
        }
        return TIMES.contains(name)
                ? Types.required(PrimitiveTypeName.INT64)
                        .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS))
                        .named(name)
                : Types.optional(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(name);
    }

    private static final class Opening extends ParquetWriter.Builder<List<String>, Opening> {

        private Opening(OutputFile file) {
            super(file);
        }

        @Override
        protected Opening self() {
            return this;
        }

        /// Never asked: whoever writes without Hadoop has the other configuration. It has to be there all the same.
        @Override
        @SuppressWarnings("deprecation")
        protected WriteSupport<List<String>> getWriteSupport(Configuration configuration) {
            return new Columns();
        }

        @Override
        protected WriteSupport<List<String>> getWriteSupport(ParquetConfiguration configuration) {
            return new Columns();
        }
    }

    /// Puts a row's values into their columns; an empty text is none.
    private static final class Columns extends WriteSupport<List<String>> {
        private @Nullable RecordConsumer record;

        @Override
        @SuppressWarnings("deprecation")
        public WriteContext init(Configuration configuration) {
            return new WriteContext(SCHEMA, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(SCHEMA, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            record = consumer;
        }

        @Override
        public void write(List<String> row) {
            RecordConsumer to = Objects.requireNonNull(record, "is given before the first row");
            to.startMessage();
            for (int i = 0; i < row.size(); i++) {
                if (!row.get(i).isEmpty()) {
                    String name = FocusRow.COLUMNS.get(i);
                    to.startField(name, i);
                    add(to, name, row.get(i));
                    to.endField(name, i);
                }
            }
            to.endMessage();
        }

        private static void add(RecordConsumer to, String name, String value) {
            if (DECIMALS.contains(name)) {
                to.addLong(Money.of(value).micros());
            } else if (TIMES.contains(name)) {
                to.addLong(Instant.parse(value).toEpochMilli());
            } else {
                to.addBinary(Binary.fromString(value));
            }
        }
    }
}
