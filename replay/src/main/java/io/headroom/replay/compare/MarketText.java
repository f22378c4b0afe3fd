package io.headroom.replay.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.replay.fleet.given.Scenario;

/// Reads what can be bought from what people wrote, and names the field that is wrong.
public final class MarketText {

    private static final List<String> FIELDS =
            List.of(
                    "instanceType",
                    "gpuModel",
                    "gpus",
                    "cpuMillis",
                    "memoryMib",
                    "pricePerHour",
                    "capacityType",
                    "zones",
                    "limit",
                    "max",
                    "minimumBillingSeconds",
                    "interruptionPerHour",
                    "warm");

    private static final List<String> WARM_FIELDS = List.of("max", "diskPerHour");

    private final JsonNode type;
    private final String where;

    private MarketText(JsonNode type, String where) {
        this.type = type;
        this.where = where;
    }

    /// @throws IllegalArgumentException that names the field
    public static MarketFile read(JsonNode file) {
        JsonNode types = file.path("types");
        if (!types.isArray() || types.isEmpty()) {
            throw new IllegalArgumentException(
                    "types: must be a list of at least one type of node to buy");
        }
        List<MarketFile.Type> read = new ArrayList<>();
        for (JsonNode type : types) {
            read.add(new MarketText(type, "types[" + read.size() + "]").type());
        }
        return new MarketFile(read);
    }

    private MarketFile.Type type() {
        known(FIELDS);
        return new MarketFile.Type(
                text("instanceType"),
                model(),
                (int) number("gpus", 1, 16),
                (int) number("cpuMillis", 1, 10_000_000),
                (int) number("memoryMib", 1, 100_000_000),
                new Money(Math.round(number("pricePerHour", 0.000001, 1_000_000) * 1_000_000)),
                paid(),
                zones(),
                whole("limit", 0, 1_000_000),
                whole("max", 1, 100_000),
                whole("minimumBillingSeconds", 0, 604_800),
                risk(),
                warm());
    }

    private MarketFile.@Nullable Warm warm() {
        if (!has("warm")) {
            return null;
        }
        MarketText warm = new MarketText(type.path("warm"), where + ".warm");
        warm.known(WARM_FIELDS);
        return new MarketFile.Warm(
                warm.whole("max", 0, 100_000),
                warm.has("diskPerHour")
                        ? new Money(
                                Math.round(warm.number("diskPerHour", 0, 1_000_000) * 1_000_000))
                        : Scenario.SOME_DISK);
    }

    private void known(List<String> fields) {
        type.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!fields.contains(name)) {
                                throw wrong(name, "is no field; there are " + fields);
                            }
                        });
    }

    private @Nullable Double risk() {
        if (!has("interruptionPerHour")) {
            return null;
        }
        return number("interruptionPerHour", 0, 1);
    }

    private boolean has(String field) {
        return !type.path(field).isMissingNode() && !type.path(field).isNull();
    }

    private String text(String field) {
        String text = type.path(field).asText().strip();
        if (text.isEmpty()) {
            throw wrong(field, "must be given");
        }
        return text;
    }

    /// A number, also one in quotes.
    private double number(String field, double least, double most) {
        String text = text(field);
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw wrong(field, "'" + text + "' is not a number", noNumber);
        }
        throw wrong(field, "is " + text + ", must be from " + least + " to " + most);
    }

    private @Nullable Integer whole(String field, int least, int most) {
        if (!has(field)) {
            return null;
        }
        return (int) number(field, least, most);
    }

    private GpuModel model() {
        String label = text("gpuModel");
        return GpuModel.find(label)
                .orElseThrow(
                        () ->
                                wrong(
                                        "gpuModel",
                                        "'"
                                                + label
                                                + "' is none of "
                                                + Arrays.stream(GpuModel.values())
                                                        .map(GpuModel::label)
                                                        .collect(Collectors.joining(", "))));
    }

    private @Nullable CapacityType paid() {
        if (!has("capacityType")) {
            return null;
        }
        String text = text("capacityType");
        for (CapacityType each : CapacityType.values()) {
            if (each.name().equalsIgnoreCase(text.replace('-', '_'))) {
                return each;
            }
        }
        throw wrong(
                "capacityType",
                "'" + text + "' is none of " + Arrays.toString(CapacityType.values()));
    }

    private @Nullable List<String> zones() {
        if (!has("zones")) {
            return null;
        }
        List<String> zones = new ArrayList<>();
        for (JsonNode zone : type.path("zones")) {
            String name = zone.asText().strip();
            if (name.isEmpty() || zones.contains(name)) {
                throw wrong("zones", "must be different names, was " + type.path("zones"));
            }
            zones.add(name);
        }
        if (zones.isEmpty()) {
            throw wrong("zones", "must be a list of names");
        }
        return zones;
    }

    private IllegalArgumentException wrong(String field, String message) {
        return new IllegalArgumentException(where + "." + field + ": " + message);
    }

    private IllegalArgumentException wrong(String field, String message, Exception cause) {
        return new IllegalArgumentException(where + "." + field + ": " + message, cause);
    }
}
