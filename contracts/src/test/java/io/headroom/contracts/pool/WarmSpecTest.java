package io.headroom.contracts.pool;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.json.HeadroomJson;

import static org.assertj.core.api.Assertions.assertThat;

/// How many nodes a pool keeps stopped, said or not.
class WarmSpecTest {

    private static final String POOL =
            "{\"provider\":\"aws\",\"region\":\"r\",\"zones\":[\"ra\"],\"instanceTypes\":[\"t\"],\"max\":8";

    @Test
    void whoever_names_the_state_needs_no_number() throws Exception {
        WarmSpec warm = warm(",\"warm\":{\"states\":[\"stopped\"]}");
        assertThat(warm).isEqualTo(new WarmSpec(8, List.of(WarmSpec.WarmState.STOPPED)));
        assertThat(warm.stops()).isTrue();
    }

    @Test
    void a_number_is_what_it_says() throws Exception {
        assertThat(warm(",\"warm\":{\"max\":2,\"states\":[\"stopped\"]}").max()).isEqualTo(2);
        assertThat(warm(",\"warm\":{\"max\":2}").stops()).isTrue();
        assertThat(warm(",\"warm\":{\"max\":0,\"states\":[\"stopped\"]}").stops()).isFalse();
    }

    @Test
    void whoever_names_neither_keeps_none() throws Exception {
        assertThat(warm("").stops()).isFalse();
        assertThat(warm(",\"warm\":{}").stops()).isFalse();
        assertThat(warm(",\"warm\":{\"states\":[\"suspended\"]}").max()).isZero();
    }

    private static WarmSpec warm(String said) throws Exception {
        return HeadroomJson.mapper().readValue(POOL + said + "}", PoolSpec.class).warm();
    }
}
