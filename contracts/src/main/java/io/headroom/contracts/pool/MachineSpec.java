package io.headroom.contracts.pool;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.check.Checks;

/// A machine of our own and how to reach its management controller.
///
/// @param address the controller's URL including the system, such as `https://bmc-01/redfish/v1/Systems/1`
/// @param credentials the name of a secret (`secret:NAME`)
/// @param pricePerHour what an hour costs us, in dollars, as a decimal string
public record MachineSpec(
        String name,
        String address,
        String credentials,
        int gpus,
        GpuModel gpuModel,
        int cpuMillis,
        int memoryMib,
        String pricePerHour,
        String rack) {

    public MachineSpec {
        rack = rack == null ? "" : rack;
        pricePerHour = pricePerHour == null ? "0" : pricePerHour;
        new Checks()
                .name(name, "machines.name")
                .present(address, "machines.address")
                .present(gpuModel, "machines.gpuModel")
                .range(gpus, 1, 16, "machines.gpus")
                .range(cpuMillis, 1, 10_000_000, "machines.cpuMillis")
                .range(memoryMib, 1, 100_000_000, "machines.memoryMib")
                .that(
                        pricePerHour.matches("[0-9]{1,6}([.][0-9]{1,6})?"),
                        "machines.pricePerHour",
                        "must be dollars an hour such as 12.50")
                .done();
    }
}
