package io.headroom.contracts.capacity;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.headroom.contracts.check.InvalidFields;

/// A MIG profile: a part of one GPU that has compute and memory of its own, such as `2g.20gb`. Which there are, and where on a GPU they may
/// begin, is told by the model.
///
/// The tables are those of NVIDIA's MIG User Guide, chapter "Supported MIG Profiles"
/// (<https://docs.nvidia.com/datacenter/tesla/mig-user-guide/supported-mig-profiles.html>); where they may begin is what `nvidia-smi mig -lgipp`
/// prints. Profiles with or without media engines (`+me`, `-me`) are not offered: they are placed like those of the same size.
public enum MigProfile {
    G1_5("1g.5gb"),
    G1_10("1g.10gb"),
    G1_18("1g.18gb"),
    G1_20("1g.20gb"),
    G1_23("1g.23gb"),
    G1_35("1g.35gb"),
    G1_45("1g.45gb"),
    G2_10("2g.10gb"),
    G2_20("2g.20gb"),
    G2_35("2g.35gb"),
    G2_45("2g.45gb"),
    G3_20("3g.20gb"),
    G3_40("3g.40gb"),
    G3_71("3g.71gb"),
    G3_90("3g.90gb"),
    G4_20("4g.20gb"),
    G4_40("4g.40gb"),
    G4_71("4g.71gb"),
    G4_90("4g.90gb"),
    G7_40("7g.40gb"),
    G7_80("7g.80gb"),
    G7_141("7g.141gb"),
    G7_180("7g.180gb");

    /// A GPU in MIG mode has eight slots of memory, and seven of compute that go with them.
    public static final int SLOTS = 8;

    private static final int COMPUTE = 7;

    /// A size of instances, the same on all models.
    public enum Slice {
        ONE(1, 1, 0b111_1111),
        /// As little compute as the one before, with twice its memory.
        ONE_WIDE(1, 2, 0b101_0101),
        TWO(2, 2, 0b001_0101),
        THREE(3, 4, 0b001_0001),
        FOUR(4, 4, 0b000_0001),
        SEVEN(7, 8, 0b000_0001);

        private static final List<Slice> ALL = List.of(values());

        private final int compute;
        private final int slots;
        private final int starts;

        /// @param starts the slots at which one may begin, as bits from slot 0 on
        Slice(int compute, int slots, int starts) {
            this.compute = compute;
            this.slots = slots;
            this.starts = starts;
        }

        /// Sevenths of the GPU's compute.
        public int compute() {
            return compute;
        }

        /// Eighths of its memory.
        public int slots() {
            return slots;
        }

        /// Where one may begin.
        public List<Integer> starts() {
            return IntStream.range(0, SLOTS).filter(this::mayBeginAt).boxed().toList();
        }

        public boolean mayBeginAt(int slot) {
            return (starts >> slot & 1) == 1;
        }

        /// The slots that one takes that begins there, as bits.
        public int mask(int start) {
            return ((1 << slots) - 1) << start;
        }
    }

    private static final Map<GpuModel, List<String>> NAMES = new EnumMap<>(GpuModel.class);

    static {
        List<String> of80 =
                List.of("1g.10gb", "1g.20gb", "2g.20gb", "3g.40gb", "4g.40gb", "7g.80gb");
        NAMES.put(
                GpuModel.A100_40GB,
                List.of("1g.5gb", "1g.10gb", "2g.10gb", "3g.20gb", "4g.20gb", "7g.40gb"));
        NAMES.put(GpuModel.A100_80GB, of80);
        NAMES.put(GpuModel.H100, of80);
        NAMES.put(
                GpuModel.H200,
                List.of("1g.18gb", "1g.35gb", "2g.35gb", "3g.71gb", "4g.71gb", "7g.141gb"));
        NAMES.put(
                GpuModel.B200,
                List.of("1g.23gb", "1g.45gb", "2g.45gb", "3g.90gb", "4g.90gb", "7g.180gb"));
    }

    private final String label;

    MigProfile(String label) {
        this.label = label;
    }

    @JsonCreator
    public static MigProfile of(String label) {
        return Arrays.stream(values())
                .filter(profile -> profile.label.equals(label))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InvalidFields(
                                        "mig",
                                        "no GPU model has a MIG profile '"
                                                + label
                                                + "'; there are "
                                                + Arrays.toString(values())));
    }

    /// As NVIDIA writes it.
    @JsonValue
    public String label() {
        return label;
    }

    /// What it is on a GPU of this model; nothing if the model does not have it.
    public Optional<Slice> on(GpuModel model) {
        int at = NAMES.getOrDefault(model, List.of()).indexOf(label);
        return at < 0 ? Optional.empty() : Optional.of(Slice.ALL.get(at));
    }

    /// The models that have it.
    public List<GpuModel> models() {
        return Arrays.stream(GpuModel.values()).filter(model -> on(model).isPresent()).toList();
    }

    /// Its part of a GPU's compute, in thousandths: its name tells the sevenths, the same on all models.
    public int milliGpu() {
        return (label.charAt(0) - '0') * Shape.WHOLE / COMPUTE;
    }

    /// Its part of the GPU's memory, nearly: the driver keeps some for itself.
    public int memoryMib(GpuModel model) {
        return on(model).map(slice -> model.memoryMib() * slice.slots() / SLOTS).orElse(0);
    }

    @Override
    public String toString() {
        return label;
    }
}
