package io.headroom.replay.evaluate.m4;

import java.nio.file.Path;
import java.util.List;

/// Forecast every series of one file, and compare with the other file.
///
/// @param seasons in steps, rising
/// @param without models to leave out, by the beginning of their names
public record SeriesRequest(
        Path train, Path test, int horizon, List<Integer> seasons, List<String> without) {
    public SeriesRequest {
        seasons = List.copyOf(seasons);
        without = List.copyOf(without);
        if (horizon < 1) {
            throw new IllegalArgumentException("horizon must be at least 1, was " + horizon);
        }
        for (int i = 0; i < seasons.size(); i++) {
            if (seasons.get(i) < 2 || (i > 0 && seasons.get(i) <= seasons.get(i - 1))) {
                throw new IllegalArgumentException(
                        "seasons must be at least 2 and rise, were " + seasons);
            }
        }
    }
}
