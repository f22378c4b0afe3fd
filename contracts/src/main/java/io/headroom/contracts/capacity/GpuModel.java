package io.headroom.contracts.capacity;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.headroom.contracts.check.InvalidFields;

/// A GPU model that Headroom knows, with the memory of one device. G1 to G3 are the anonymised
/// models of Alibaba's openb trace.
public enum GpuModel {
    B200("B200", 183_359),
    H200("H200", 143_771),
    H100("H100", 81_559),
    A100_80GB("A100-80GB", 81_920),
    A100_40GB("A100-40GB", 40_960),
    L40S("L40S", 46_068),
    A10G("A10G", 23_028),
    A10("A10", 23_028),
    L4("L4", 23_034),
    T4("T4", 15_360),
    V100M32("V100M32", 32_768),
    V100M16("V100M16", 16_384),
    P100("P100", 16_384),
    G1("G1", 16_384),
    G2("G2", 32_768),
    G3("G3", 40_960);

    private static final List<GpuModel> ALL = List.of(values());

    private final String label;
    private final int memoryMib;

    GpuModel(String label, int memoryMib) {
        this.label = label;
        this.memoryMib = memoryMib;
    }

    /// The name as people and providers write it.
    @JsonValue
    public String label() {
        return label;
    }

    public int memoryMib() {
        return memoryMib;
    }

    /// Whether the GPUs of one machine are joined by NVLink, as the clouds sell it and as boards with sockets for it are built.
    public boolean hasNvLink() {
        return switch (this) {
            case B200, H200, H100, A100_80GB, A100_40GB, V100M32, V100M16 -> true;
            case L40S, A10G, A10, L4, T4, P100, G1, G2, G3 -> false;
        };
    }

    public static Optional<GpuModel> find(String label) {
        return ALL.stream().filter(model -> model.label.equals(label)).findFirst();
    }

    @JsonCreator
    public static GpuModel of(String label) {
        return find(label)
                .orElseThrow(
                        () ->
                                new InvalidFields(
                                        "",
                                        "unknown GPU model '"
                                                + label
                                                + "'; known: "
                                                + ALL.stream().map(GpuModel::label).toList()));
    }

    @Override
    public String toString() {
        return label;
    }
}
