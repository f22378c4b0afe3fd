package io.headroom.forecast.part;

import java.util.Comparator;

import org.jspecify.annotations.Nullable;

/// Names a part of a series.
///
/// @param series such as `default/H100`
/// @param name of the tenant, class or shape; [#REST] for all that have no forecast of their own
public record PartKey(String series, Dimension dimension, String name)
        implements Comparable<PartKey> {

    /// No tenant can have this name.
    public static final String REST = "~others";

    private static final Comparator<PartKey> ORDER =
            Comparator.comparing(PartKey::series)
                    .thenComparing(PartKey::dimension)
                    .thenComparing(PartKey::name);

    PartKey rest() {
        return of(REST);
    }

    /// Another of the same dimension.
    public PartKey of(String other) {
        return new PartKey(series, dimension, other);
    }

    /// Its name if it is of this dimension, and absent else.
    public @Nullable String nameOf(Dimension of) {
        return dimension == of ? name : null;
    }

    @Override
    public int compareTo(PartKey other) {
        return ORDER.compare(this, other);
    }

    /// `default/H100 tenant=a`.
    @Override
    public String toString() {
        return series + " " + dimension.word() + "=" + name;
    }
}
