package io.headroom.cloudsim.agenthost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.headroom.cloudsim.journal.Ownership;
import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.market.InstanceType;
import io.headroom.contracts.agent.AgentDevice;
import io.headroom.contracts.agent.UserData;
import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.json.HeadroomJson;

/// One machine's disk, as far as its agent is concerned: it outlives the agent, the machine's boots and the simulator.
record AgentFolder(Path path) {

    private static final String BOOT = "boot";
    static final String NOTICE = "spot-instance-action.json";

    /// Whether what ran before still runs.
    enum Boot {
        NEW,
        SAME
    }

    static AgentFolder of(Path root, Machine machine) {
        Path path = root.resolve(machine.id());
        try {
            Files.createDirectories(path);
            Ownership.ownerOnly(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make an agent's folder", e);
        }
        return new AgentFolder(path);
    }

    /// Remembers the boot that the machine is in; another one means that nothing of the last one runs any more.
    Boot enter(String boot) {
        Path file = path.resolve(BOOT);
        try {
            boolean same = Files.exists(file) && Files.readString(file).equals(boot);
            Files.writeString(file, boot);
            return same ? Boot.SAME : Boot.NEW;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the boot's name", e);
        }
    }

    /// What the machine could read at its metadata address, had it one.
    void spotNotice(Instant goneAt) {
        write(NOTICE, "{\"action\":\"terminate\",\"time\":\"%s\"}".formatted(goneAt));
    }

    Path notice() {
        return path.resolve(NOTICE);
    }

    void write(String name, String text) {
        try {
            Path file = path.resolve(name);
            if (!Files.exists(file)) {
                Files.createFile(file);
                Ownership.ownerOnly(file);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + name, e);
        }
    }

    static String boot(Machine machine) {
        return machine.id() + "-" + machine.starts();
    }

    /// The machine's GPUs; their ids stay the same over boots, as hardware's do.
    static List<AgentDevice> devices(Machine machine, InstanceType type) {
        int memory =
                GpuModel.find(type.model()).map(GpuModel::memoryMib).orElse(type.gpuMemoryMib());
        List<AgentDevice> devices = new ArrayList<>(type.gpus());
        for (int n = 0; n < type.gpus(); n++) {
            byte[] seed = (machine.order().name() + "/" + n).getBytes(StandardCharsets.UTF_8);
            devices.add(
                    new AgentDevice("GPU-" + UUID.nameUUIDFromBytes(seed), type.model(), memory));
        }
        return devices;
    }

    static String toJson(UserData.Headroom node) {
        try {
            return HeadroomJson.mapper().writeValueAsString(new UserData(node));
        } catch (IOException e) {
            throw new UncheckedIOException("user data always has a JSON form", e);
        }
    }
}
