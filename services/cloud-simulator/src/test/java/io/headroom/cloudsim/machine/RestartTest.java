package io.headroom.cloudsim.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.headroom.cloudsim.World;
import io.headroom.cloudsim.bill.Labels;
import io.headroom.cloudsim.market.CapacityType;
import io.headroom.cloudsim.market.Provider;

import static org.assertj.core.api.Assertions.assertThat;

class RestartTest {

    @TempDir Path folder = Path.of("");

    @Test
    void machines_boot_on_while_the_simulator_is_dead_and_the_bill_is_the_same() {
        var before = new World(folder, World.NOON);
        Machine launched =
                before.launch(Provider.AWS, "us-east-1a", "g6.xlarge", CapacityType.ON_DEMAND);
        before.after(Duration.ofSeconds(30));

        var after = new World(folder, World.NOON.plusSeconds(1800)).after(Duration.ZERO);

        Machine machine = after.machine(launched.id());
        assertThat(machine.state()).isEqualTo(MachineState.RUNNING);
        assertThat(machine.condition().since())
                .as("it booted when it would have")
                .isBefore(World.NOON.plusSeconds(600));
        assertThat(after.bill.total(Labels.ANY, after.now()).charged()).hasToString("0.402400");
        await(() -> after.agents.started().contains(launched.id()));
    }

    @Test
    void an_agent_that_ran_is_started_again() {
        var before = new World(folder, World.NOON);
        Machine launched =
                before.launch(Provider.AWS, "us-east-1a", "g6.xlarge", CapacityType.ON_DEMAND);
        before.after(Duration.ofMinutes(10));
        await(() -> before.agents.started().contains(launched.id()));

        var after = new World(folder, before.now());

        await(() -> after.agents.started().contains(launched.id()));
    }

    @Test
    void a_token_is_remembered() {
        var before = new World(folder, World.NOON);
        Machine first =
                before.launch(
                        before.order(
                                Provider.AWS,
                                "us-east-1a",
                                "g6.xlarge",
                                CapacityType.ON_DEMAND,
                                "t"));

        var after = new World(folder, World.NOON);

        assertThat(
                        after.launch(
                                        after.order(
                                                Provider.AWS,
                                                "us-east-1a",
                                                "g6.xlarge",
                                                CapacityType.ON_DEMAND,
                                                "t"))
                                .id())
                .isEqualTo(first.id());
        assertThat(after.machines.all()).hasSize(1);
    }

    @Test
    void a_torn_last_line_is_dropped() throws Exception {
        var before = new World(folder, World.NOON);
        before.launch(Provider.AWS, "us-east-1a", "g6.xlarge", CapacityType.ON_DEMAND);
        Files.writeString(
                folder.resolve("journal.jsonl"),
                "{\"kind\":\"machine\",\"key\":\"i-9\",\"val",
                StandardOpenOption.APPEND);

        assertThat(new World(folder, World.NOON).machines.all()).hasSize(1);
    }

    @Test
    void powering_off_by_the_agent_ends_the_bill() {
        var world = new World(folder, World.NOON);
        Machine launched =
                world.launch(Provider.AWS, "us-east-1a", "g6.xlarge", CapacityType.ON_DEMAND);
        world.after(Duration.ofMinutes(10));
        await(() -> world.agents.button(launched.id()).isPresent());

        world.agents.button(launched.id()).orElseThrow().powerOff();

        assertThat(world.machine(launched.id()).state()).isEqualTo(MachineState.TERMINATED);
        var charged = world.bill.total(Labels.ANY, world.now()).charged();
        Instant later = world.after(Duration.ofHours(5)).now();
        assertThat(world.bill.total(Labels.ANY, later).most()).isEqualTo(charged);
    }

    @Test
    void a_stopped_machine_of_google_goes_on_costing_its_disk() {
        var world = new World(folder, World.NOON);
        Machine launched =
                world.launch(
                        Provider.GCP, "us-central1-a", "g2-standard-4", CapacityType.ON_DEMAND);
        world.after(Duration.ofHours(1));
        world.lifecycle.stop(launched.id(), world.now(), "stopped");
        world.after(Duration.ofHours(1));
        var stopped = world.bill.total(Labels.ANY, world.now()).charged();
        world.after(Duration.ofHours(10));

        assertThat(world.bill.total(Labels.ANY, world.now()).charged().micros() - stopped.micros())
                .isEqualTo(136_990);
    }

    @Test
    void a_spot_machine_is_told_before_it_is_taken() {
        var world = new World(folder, World.NOON);
        Machine launched = world.launch(Provider.AWS, "us-east-1a", "g6.xlarge", CapacityType.SPOT);
        world.after(Duration.ofMinutes(10));
        world.faults.switchOn(
                new io.headroom.cloudsim.fault.Fault(
                        io.headroom.cloudsim.fault.Fault.Kind.SPOT_RECLAIM,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        1,
                        null));
        world.after(Duration.ofSeconds(1));
        assertThat(world.machine(launched.id()).state()).isEqualTo(MachineState.RUNNING);
        Instant told = world.now();

        world.after(Duration.ofMinutes(5));

        Machine gone = world.machine(launched.id());
        assertThat(gone.state()).isEqualTo(MachineState.TERMINATED);
        assertThat(gone.condition().since()).isEqualTo(told.plusSeconds(120));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
