package io.headroom.forecast.series;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.headroom.forecast.measure.Origin;
import io.headroom.forecast.part.Dimension;
import io.headroom.forecast.part.PartHours;
import io.headroom.forecast.part.PartKey;
import io.headroom.platform.rest.FieldError;

import static org.assertj.core.api.Assertions.assertThat;

/// History is taken whole or not at all, and what is wrong is named by its line.
class SeriesCsvTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    @Test
    void lines_become_minutes_and_the_last_word_on_a_minute_counts() {
        SeriesCsv read =
                SeriesCsv.read(
                        """
                        series,at,gpus
                        default/any,2026-03-01T00:00:30Z,4
                        default/any,2026-03-01T00:00:59Z,5
                        serving,2026-03-01T00:01:00Z,0.5
                        """,
                        NOW);

        assertThat(read.wrong()).isEmpty();
        assertThat(read.series()).isEqualTo(2);
        assertThat(read.samples())
                .containsExactly(
                        wanted("default/any", Instant.parse("2026-03-01T00:00:00Z"), 5),
                        wanted("serving/any", Instant.parse("2026-03-01T00:01:00Z"), 0.5));
    }

    @Test
    void every_wrong_line_is_named() {
        SeriesCsv read =
                SeriesCsv.read(
                        """
                        series,at,gpus
                        default/any,2026-03-01T00:00:00Z,NaN
                        default/any,2026-03-01T00:00:00Z,-1
                        default/any,yesterday,1
                        default/any,2026-03-03T00:00:00Z,1
                        default/any,1
                        UPPER CASE/any,2026-03-01T00:00:00Z,1
                        """,
                        NOW);

        assertThat(read.wrong())
                .extracting(w -> w.field())
                .containsExactly("line 2", "line 3", "line 4", "line 5", "line 6", "line 7");
    }

    @Test
    void a_header_is_needed() {
        assertThat(SeriesCsv.read("default/any,2026-03-01T00:00:00Z,1", NOW).wrong())
                .extracting(w -> w.field())
                .containsExactly("line 1");
        assertThat(SeriesCsv.read("", NOW).wrong()).hasSize(1);
    }

    @Test
    void lines_of_several_tenants_add_up_to_the_series() {
        SeriesCsv read =
                SeriesCsv.read(
                        """
                        series,at,gpus,tenant,class
                        default/any,2026-03-01T00:00:00Z,4,research,training
                        default/any,2026-03-01T00:00:00Z,3,research,batch-inference
                        default/any,2026-03-01T00:00:00Z,2,ads,training
                        default/any,2026-03-01T00:00:00Z,1,,
                        default/any,2026-03-01T00:00:30Z,5,ads,training
                        """,
                        NOW);
        Instant midnight = Instant.parse("2026-03-01T00:00:00Z");
        assertThat(read.wrong()).isEmpty();
        assertThat(read.rows()).isEqualTo(4);
        assertThat(read.samples()).containsExactly(wanted("default/any", midnight, 13));
        assertThat(read.parts())
                .containsExactlyInAnyOrder(
                        part(Dimension.TENANT, "research", 7),
                        part(Dimension.TENANT, "ads", 5),
                        part(Dimension.CLASS, "training", 9),
                        part(Dimension.CLASS, "batch-inference", 3));
    }

    @Test
    void a_class_or_a_shape_that_there_is_not_is_refused() {
        SeriesCsv read =
                SeriesCsv.read(
                        """
                        series,at,gpus,class,shape
                        default/any,2026-03-01T00:00:00Z,4,juggling,whole
                        default/any,2026-03-01T00:00:00Z,4,training,half
                        default/any,2026-03-01T00:00:00Z,4,training,1g.10gb
                        """,
                        NOW);
        assertThat(read.wrong()).extracting(FieldError::field).containsExactly("line 2", "line 3");
        assertThat(SeriesCsv.read("series,at,gpus,colour\n", NOW).wrong()).hasSize(1);
    }

    @Test
    void what_ran_and_waited_is_told_beside_and_one_tells_the_other() {
        SeriesCsv read =
                SeriesCsv.read(
                        """
                        series,at,gpus,tenant,arrivals,running,waiting,work
                        default/any,2026-03-01T00:00:00Z,4,research,3,2.5,1,120.5
                        default/any,2026-03-01T00:00:00Z,2,ads,1,2,0,
                        default/any,2026-03-01T00:01:00Z,2,ads,,,,
                        """,
                        NOW);
        assertThat(read.wrong()).isEmpty();
        Instant minute = Instant.parse("2026-03-01T00:00:00Z");
        assertThat(read.samples())
                .containsExactly(
                        new ImportTable.Said("default/any", minute, 6, true),
                        wanted("default/any", minute.plusSeconds(60), 2));
        // Work is not known of the whole minute, since one line does not say it.
        assertThat(read.made())
                .containsExactly(
                        new ImportTable.Made(
                                Origin.of("default/any", "ads", null, null),
                                minute,
                                1L,
                                null,
                                2000L,
                                0L,
                                0L),
                        new ImportTable.Made(
                                Origin.of("default/any", "research", null, null),
                                minute,
                                3L,
                                null,
                                2500L,
                                1500L,
                                1L));
    }

    @Test
    void measures_that_cannot_be_are_refused_by_their_line() {
        SeriesCsv read =
                SeriesCsv.read(
                        """
                        series,at,gpus,running,queued,arrivals
                        default/any,2026-03-01T00:00:00Z,4,5,,
                        default/any,2026-03-01T00:00:00Z,4,1,2,
                        default/any,2026-03-01T00:00:00Z,4,1,3,0.5
                        default/any,2026-03-01T00:00:00Z,4,1,3,NaN
                        default/any,2026-03-01T00:00:00Z,4,-1,5,1
                        default/any,2026-03-01T00:00:00Z,4,1,3,1
                        """,
                        NOW);
        assertThat(read.wrong())
                .extracting(FieldError::field)
                .containsExactly("line 2", "line 3", "line 4", "line 5", "line 6");
    }

    private static ImportTable.Said wanted(String series, Instant at, double gpus) {
        return new ImportTable.Said(series, at, gpus, false);
    }

    private static PartHours.PartSample part(Dimension dimension, String name, double gpus) {
        return new PartHours.PartSample(
                new PartKey("default/any", dimension, name),
                Instant.parse("2026-03-01T00:00:00Z"),
                gpus);
    }
}
