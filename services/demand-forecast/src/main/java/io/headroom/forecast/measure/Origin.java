package io.headroom.forecast.measure;

import org.jspecify.annotations.Nullable;

import io.headroom.forecast.part.Dimension;
import io.headroom.forecast.part.PartKey;

/// Whose demand is measured: of which series, and in it of which tenant, class and shape together. The parts of a series, and the series itself, are sums of its origins.
///
/// @param tenant [PartKey#REST], as class and shape are, where it is not known
public record Origin(String series, String tenant, String workloadClass, String shape)
        implements Comparable<Origin> {

    /// @param tenant absent, as class and shape are, where it is not known
    public static Origin of(
            String series,
            @Nullable String tenant,
            @Nullable String workloadClass,
            @Nullable String shape) {
        return new Origin(series, known(tenant), known(workloadClass), known(shape));
    }

    private static String known(@Nullable String name) {
        return name == null || name.isEmpty() ? PartKey.REST : name;
    }

    /// The part of its series that it belongs to.
    public PartKey part(Dimension dimension) {
        return new PartKey(
                series,
                dimension,
                switch (dimension) {
                    case TENANT -> tenant;
                    case CLASS -> workloadClass;
                    case SHAPE -> shape;
                });
    }

    /// By series, tenant, class and shape: rows that are written in one order by all do not wait for each other in a circle.
    @Override
    public int compareTo(Origin other) {
        int by = series.compareTo(other.series);
        by = by == 0 ? tenant.compareTo(other.tenant) : by;
        by = by == 0 ? workloadClass.compareTo(other.workloadClass) : by;
        return by == 0 ? shape.compareTo(other.shape) : by;
    }
}
