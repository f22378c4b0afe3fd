package io.headroom.contracts.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.pool.PoolMode;

import static org.assertj.core.api.Assertions.assertThat;

class KeptForTest {

    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @Test
    void every_reason_comes_back_as_it_was_written() throws Exception {
        List<KeptFor> all =
                List.of(
                        new KeptFor.TooSoon(NOON, NOON.plusSeconds(60)),
                        new KeptFor.WaitingWork("1 x H100", 3),
                        new KeptFor.ForeseenDemand(
                                "default/H100",
                                0.4,
                                0.2,
                                12,
                                NOON,
                                Duration.ofMinutes(4),
                                Money.of("2.5"),
                                6,
                                Money.of("9")),
                        new KeptFor.PoolMinimum("p", 2),
                        new KeptFor.PoolNotActing("p", PoolMode.ADVISE),
                        new KeptFor.ManyLeave("default", 10, 10),
                        new KeptFor.NotEmptied(NOON, NOON.plusSeconds(600), "no room"),
                        new KeptFor.OnlyAdvised("p", PoolMode.ADVISE, Money.of("2.5")),
                        new KeptFor.Stopped(
                                NOON,
                                NOON.plusSeconds(60),
                                Money.of("0.01"),
                                Duration.ofMinutes(1),
                                null,
                                8,
                                6));
        for (KeptFor why : all) {
            String json = HeadroomJson.mapper().writeValueAsString(why);
            assertThat(json).contains("\"code\":", "\"message\":");
            assertThat(HeadroomJson.tolerant().readValue(json, KeptFor.class)).isEqualTo(why);
        }
    }
}
