package io.headroom.replay.trace;

import io.headroom.contracts.capacity.GpuModel;

/// A row of an openb node list.
public record OpenbNode(String name, int cpuMilli, int memoryMib, int gpus, GpuModel model) {}
