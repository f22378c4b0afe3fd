package io.headroom.agent.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.agent.AgentDevice;
import io.headroom.contracts.agent.Telemetry;
import io.headroom.contracts.capacity.GpuModel;

/// GPUs as the NVIDIA driver's `nvidia-smi` tells them; none where the tool is missing.
public final class NvidiaSmi implements Devices {

    /// The tool takes up to seconds when persistence mode is off; ten mean that the driver hangs.
    private static final int PATIENCE_SECONDS = 10;

    /// Names that the driver writes for more than one size are told apart by memory.
    private static final int A100_40_AT_MOST_MIB = 45_000;

    private final List<AgentDevice> list;

    private NvidiaSmi(List<AgentDevice> list) {
        this.list = list;
    }

    public static NvidiaSmi detect() {
        System.Logger log = System.getLogger("io.headroom.agent.device");
        try {
            List<AgentDevice> found = parseList(ask("uuid,name,memory.total"));
            log.log(System.Logger.Level.INFO, "nvidia-smi shows {0} GPUs", found.size());
            return new NvidiaSmi(found);
        } catch (IOException e) {
            log.log(
                    System.Logger.Level.WARNING,
                    "no GPUs on this node: nvidia-smi did not answer ({0})",
                    e.getMessage());
            return new NvidiaSmi(List.of());
        }
    }

    @Override
    public List<AgentDevice> list() {
        return list;
    }

    @Override
    public List<Telemetry.Use> use(Map<String, Integer> assigned) {
        if (list.isEmpty()) {
            return List.of();
        }
        try {
            return parseUse(ask("uuid,utilization.gpu,memory.used"));
        } catch (IOException e) {
            throw new UncheckedIOException("nvidia-smi did not answer", e);
        }
    }

    static List<AgentDevice> parseList(List<String> lines) {
        List<AgentDevice> devices = new ArrayList<>();
        for (String line : lines) {
            String[] cell = line.split("\\s*,\\s*", -1);
            Integer memory = cell.length == 3 ? number(cell[2]) : null;
            if (memory != null) {
                devices.add(new AgentDevice(cell[0].strip(), model(cell[1], memory), memory));
            }
        }
        return List.copyOf(devices);
    }

    static List<Telemetry.Use> parseUse(List<String> lines) {
        List<Telemetry.Use> uses = new ArrayList<>();
        for (String line : lines) {
            String[] cell = line.split("\\s*,\\s*", -1);
            Integer percent = cell.length == 3 ? number(cell[1]) : null;
            Integer memory = cell.length == 3 ? number(cell[2]) : null;
            // "[N/A]" where MIG or the model keeps the number from us: then nothing is said.
            if (percent != null && memory != null) {
                uses.add(
                        new Telemetry.Use(
                                cell[0].strip(), Math.clamp(percent / 100.0, 0, 1), memory));
            }
        }
        return List.copyOf(uses);
    }

    /// "NVIDIA H100 80GB HBM3" is our "H100"; a name that none of ours is a word of stays as it is.
    static String model(String name, int memoryMib) {
        List<String> words = List.of(name.toUpperCase(Locale.ROOT).split("[ -]+"));
        if (words.contains("A100")) {
            return (memoryMib <= A100_40_AT_MOST_MIB ? GpuModel.A100_40GB : GpuModel.A100_80GB)
                    .label();
        }
        return words.stream()
                .flatMap(word -> GpuModel.find(word).stream())
                .findFirst()
                .map(GpuModel::label)
                .orElse(name.strip());
    }

    private static @Nullable Integer number(String text) {
        return Optional.of(text.strip())
                .filter(t -> t.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .orElse(null);
    }

    private static List<String> ask(String columns) throws IOException {
        Process process =
                new ProcessBuilder(
                                "nvidia-smi",
                                "--query-gpu=" + columns,
                                "--format=csv,noheader,nounits")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("no answer within " + PATIENCE_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException("exit code " + process.exitValue());
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
