package io.headroom.forecast.part;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.platform.rest.Problem;
import io.headroom.platform.security.Caller;

/// Whose demand, or forecasts, are asked for: of whole series, or of one tenant, class or shape of them.
///
/// @param lane of this lane alone; every lane's if absent
/// @param dimension absent for whole series
/// @param name [#EVERY] for all of the dimension
public record WhoseDemand(Optional<String> lane, Optional<Dimension> dimension, String name) {

    public static final String EVERY = "*";

    /// How one of them is asked for, for the API's document.
    public static final String TENANT =
            "of this tenant; `*` for each tenant. Who speaks for one tenant gets that tenant's,"
                    + " asked for or not";

    public static final String CLASS =
            "of this class: training, fine-tuning, batch-inference, online-inference; `*` for each";

    public static final String SHAPE =
            "of what asks for `whole` GPUs, for a `share` of one or for a MIG profile; `*` for"
                    + " each";

    /// Who speaks for one tenant sees that tenant's part: sums and others' parts tell what others want.
    public static WhoseDemand of(
            Caller caller,
            @Nullable String lane,
            @Nullable String tenant,
            @Nullable String workloadClass,
            @Nullable String shape) {
        Map<Dimension, String> asked = new EnumMap<>(Dimension.class);
        put(asked, Dimension.TENANT, tenant);
        put(asked, Dimension.CLASS, workloadClass);
        put(asked, Dimension.SHAPE, shape);
        if (asked.size() > 1) {
            throw Problem.invalid(
                    "class", "demand is told apart by one of tenant, class and shape: give one");
        }
        Optional<Dimension> dimension = asked.keySet().stream().findFirst();
        if (!caller.speaksForAll()) {
            if (dimension.filter(d -> d != Dimension.TENANT).isPresent()) {
                throw Problem.forbidden(
                        dimension.get().word(),
                        "is of all tenants, " + caller.name() + " speaks for one");
            }
            caller.requireTenant(asked.getOrDefault(Dimension.TENANT, caller.tenant()));
            return new WhoseDemand(
                    Optional.ofNullable(lane), Optional.of(Dimension.TENANT), caller.tenant());
        }
        return new WhoseDemand(
                Optional.ofNullable(lane), dimension, dimension.map(asked::get).orElse(EVERY));
    }

    private static void put(
            Map<Dimension, String> asked, Dimension dimension, @Nullable String name) {
        if (name != null) {
            asked.put(dimension, name.equals(EVERY) ? name : known(dimension, name));
        }
    }

    private static String known(Dimension dimension, String name) {
        return name.equals(PartKey.REST) ? name : dimension.requireName(name);
    }

    public boolean isOfSeries() {
        return dimension.isEmpty();
    }

    /// Whether each part of a dimension is asked for.
    public boolean isOfEach() {
        return dimension.isPresent() && name.equals(EVERY);
    }

    /// @param series such as `default/H100`
    public boolean includes(String series) {
        return lane.isEmpty() || series.startsWith(lane.get() + "/");
    }

    public boolean includes(PartKey part) {
        return includes(part.series())
                && dimension.filter(part.dimension()::equals).isPresent()
                && (name.equals(EVERY) || part.name().equals(name));
    }
}
