package io.headroom.contracts.agent;

import io.headroom.contracts.check.Checks;

/// One GPU as the agent found it.
///
/// @param uuid the driver's UUID, as in `CUDA_VISIBLE_DEVICES`
/// @param model the model's name; one that Headroom does not know stays as the driver writes it
public record AgentDevice(String uuid, String model, int memoryMib) {

    public AgentDevice {
        new Checks()
                .that(!uuid.isBlank(), "uuid", "is required")
                .that(!model.isBlank(), "model", "is required")
                .range(memoryMib, 1, 10_000_000, "memoryMib")
                .done();
    }
}
