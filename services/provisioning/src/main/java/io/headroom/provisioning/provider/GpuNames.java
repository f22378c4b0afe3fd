package io.headroom.provisioning.provider;

import java.util.Locale;
import java.util.Optional;

import io.headroom.contracts.capacity.GpuModel;

/// Finds the GPU model behind a provider's own name for it.
public final class GpuNames {

    private static final int LARGE_A100_MIB = 60_000;
    private static final int LARGE_V100_MIB = 24_000;

    private GpuNames() {}

    /// @param memoryMib of one GPU: some models come in two sizes under one name
    public static Optional<GpuModel> find(String name, int memoryMib) {
        String word =
                name.toUpperCase(Locale.ROOT)
                        .replace("NVIDIA", "")
                        .replace("TESLA", "")
                        .replaceAll("[ _]+", "-")
                        .replaceAll("^-+|-+$", "");
        if (word.startsWith("A100")) {
            boolean large = word.contains("80") || memoryMib > LARGE_A100_MIB;
            return Optional.of(large ? GpuModel.A100_80GB : GpuModel.A100_40GB);
        }
        if (word.startsWith("V100")) {
            return Optional.of(memoryMib > LARGE_V100_MIB ? GpuModel.V100M32 : GpuModel.V100M16);
        }
        int dash = word.indexOf('-');
        String first = dash < 0 ? word : word.substring(0, dash);
        return GpuModel.find(word).or(() -> GpuModel.find(first));
    }
}
