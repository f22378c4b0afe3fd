package io.headroom.provisioning.provider.aws;

import java.util.Optional;

import software.amazon.awssdk.services.ec2.model.GpuDeviceInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

import io.headroom.contracts.pool.NodeTemplate;
import io.headroom.provisioning.provider.GpuNames;

/// Reads an EC2 instance type as what it offers to replicas.
final class Ec2Types {

    private Ec2Types() {}

    /// Empty for types without a GPU that we know.
    static Optional<NodeTemplate> template(InstanceTypeInfo type) {
        if (type.gpuInfo() == null || type.gpuInfo().gpus().isEmpty()) {
            return Optional.empty();
        }
        GpuDeviceInfo gpu = type.gpuInfo().gpus().getFirst();
        int memoryMib = gpu.memoryInfo() == null ? 0 : gpu.memoryInfo().sizeInMiB();
        return GpuNames.find(gpu.name(), memoryMib)
                .map(
                        model ->
                                new NodeTemplate(
                                        type.instanceTypeAsString(),
                                        model,
                                        gpu.count(),
                                        type.vCpuInfo().defaultVCpus() * 1000,
                                        Math.toIntExact(type.memoryInfo().sizeInMiB())));
    }
}
