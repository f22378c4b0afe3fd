package io.headroom.agent.pressure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.headroom.contracts.agent.Pressure;

/// Linux' own count of the time in which something stood still for want of CPU, memory or IO. A kernel without it has no such files, or refuses to
/// read them.
///
/// @param folder `/proc/pressure`
public record ProcPressure(Path folder) implements PressureGauge {

    private static final Pattern SOME =
            Pattern.compile("^some .*\\bavg60=(\\d+(?:\\.\\d+)?)", Pattern.MULTILINE);

    public ProcPressure() {
        this(Path.of("/proc/pressure"));
    }

    @Override
    public Optional<Pressure> now() {
        Optional<Double> cpu = some("cpu");
        Optional<Double> memory = some("memory");
        Optional<Double> io = some("io");
        return cpu.isEmpty() && memory.isEmpty() && io.isEmpty()
                ? Optional.empty()
                : Optional.of(new Pressure(cpu.orElse(0.0), memory.orElse(0.0), io.orElse(0.0)));
    }

    private Optional<Double> some(String of) {
        try {
            Matcher line = SOME.matcher(Files.readString(folder.resolve(of)));
            return line.find()
                    ? Optional.of(Math.min(100, Double.parseDouble(line.group(1))))
                    : Optional.empty();
        } catch (IOException notCounted) {
            return Optional.empty();
        }
    }
}
