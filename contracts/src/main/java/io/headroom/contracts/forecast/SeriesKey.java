package io.headroom.contracts.forecast;

import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.check.Checks;

/// Names a series of demand: the milli-GPUs wanted in a lane of replicas that allow the same models.
///
/// @param models the allowed models as one word (see `Shape.modelsLabel`): `any`, `H100`, `H100+H200`
public record SeriesKey(String lane, String models) implements Comparable<SeriesKey> {

    public SeriesKey {
        new Checks()
                .name(lane, "lane")
                .that(models != null && !models.isBlank(), "models", "is required")
                .done();
    }

    @JsonCreator
    public static SeriesKey of(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new SeriesKey(text, "any")
                : new SeriesKey(text.substring(0, slash), text.substring(slash + 1));
    }

    /// The models that the series allows; empty means any.
    public List<GpuModel> allowed() {
        return Arrays.stream(GpuModel.values())
                .filter(
                        m ->
                                !models.equals("any")
                                        && ("+" + models + "+").contains("+" + m.label() + "+"))
                .toList();
    }

    @JsonValue
    @Override
    public String toString() {
        return lane + "/" + models;
    }

    @Override
    public int compareTo(SeriesKey other) {
        return toString().compareTo(other.toString());
    }
}
