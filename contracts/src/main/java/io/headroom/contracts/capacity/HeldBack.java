package io.headroom.contracts.capacity;

import java.util.List;

/// Demand that waits and may not be served now, whatever capacity there is: a quota or a limit of its tenant holds it back. Nothing is
/// bought for it, ahead neither.
///
/// @param models that it would take; empty for any
/// @param milliGpu in thousandths of a GPU
public record HeldBack(List<GpuModel> models, long milliGpu) {
    public HeldBack {
        models = List.copyOf(models);
    }
}
