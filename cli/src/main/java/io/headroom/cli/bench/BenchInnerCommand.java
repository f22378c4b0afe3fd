package io.headroom.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.headroom.cli.HomeOption;
import io.headroom.cli.render.Output;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.local.Refused;

/// `headroom bench inner`: how long the inner loops of placement take, measured by JMH in JVMs of its own.
@Command(
        name = "inner",
        description = "Measure the inner loops of placement, each by itself, with JMH.",
        mixinStandardHelpOptions = true)
public final class BenchInnerCommand implements Callable<Integer> {

    private static final String BUILT = "benchmarks/target/headroom-benchmarks.jar";
    private static final String MAIN = "org.openjdk.jmh.Main";

    @Parameters(
            paramLabel = "BENCHMARK",
            arity = "0..*",
            description =
                    "Only those whose name this regular expression finds, such as Packer or plan.")
    private List<String> which = List.of();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description =
                    "With a profiler of JMH: gc says what is allocated, stack where the time goes.")
    private List<String> profilers = List.of();

    @Option(
            names = "--quick",
            description = "One short measurement of each: to see that it works, not to compare.")
    private boolean quick;

    @Mixin private Output output = new Output();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Path built = HomeOption.requireProject().resolve(BUILT);
        if (!Files.isRegularFile(built)) {
            throw new Refused("the benchmarks are not built: " + BUILT + " is missing");
        }
        try {
            return output.isForPeople() ? run(command(built)) : answer(command(built));
        } catch (IOException e) {
            throw new Refused("the benchmarks cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Refused("stopped", stopped);
        }
    }

    /// The result alone, as JMH writes it.
    private int answer(List<String> command) throws IOException, InterruptedException {
        Path result = Files.createTempFile("headroom-inner", ".json");
        try {
            command.addAll(List.of("-rf", "json", "-rff", result.toString()));
            command.addAll(
                    List.of("-o", result.resolveSibling(result.getFileName() + ".log").toString()));
            int status = run(command);
            if (status == 0) {
                output.show(
                        HeadroomJson.mapper().readTree(Files.readString(result)),
                        List.of(),
                        spec.commandLine().getOut());
            }
            return status;
        } finally {
            Files.deleteIfExists(result.resolveSibling(result.getFileName() + ".log"));
            Files.deleteIfExists(result);
        }
    }

    private List<String> command(Path built) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        // JMH measures the size of objects with it, and would have the JVM complain of that in each
        // answer.
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-cp");
        command.add(built + ":" + built.resolveSibling("lib") + "/*");
        command.add(MAIN);
        command.addAll(which);
        profilers.forEach(name -> command.addAll(List.of("-prof", name)));
        if (quick) {
            command.addAll(List.of("-wi", "1", "-i", "1", "-w", "100ms", "-r", "100ms"));
        }
        return command;
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
