package io.headroom.agent.device;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.headroom.contracts.agent.AgentDevice;
import io.headroom.contracts.agent.Telemetry;

import static org.assertj.core.api.Assertions.assertThat;

class NvidiaSmiTest {

    @Test
    void a_driver_s_names_become_ours() {
        assertThat(
                        NvidiaSmi.parseList(
                                List.of(
                                        "GPU-1, NVIDIA H100 80GB HBM3, 81559",
                                        "GPU-2, NVIDIA A100-SXM4-40GB, 40960",
                                        "GPU-3, NVIDIA A100-SXM4-80GB, 81920",
                                        "GPU-4, Tesla T4, 15360",
                                        "GPU-5, NVIDIA GeForce RTX 4090, 24564")))
                .containsExactly(
                        new AgentDevice("GPU-1", "H100", 81_559),
                        new AgentDevice("GPU-2", "A100-40GB", 40_960),
                        new AgentDevice("GPU-3", "A100-80GB", 81_920),
                        new AgentDevice("GPU-4", "T4", 15_360),
                        new AgentDevice("GPU-5", "NVIDIA GeForce RTX 4090", 24_564));
    }

    @Test
    void a_number_that_is_kept_from_us_is_not_made_up() {
        assertThat(NvidiaSmi.parseUse(List.of("GPU-1, 50, 1024", "GPU-2, [N/A], 512", "garbage")))
                .containsExactly(new Telemetry.Use("GPU-1", 0.5, 1_024));
    }
}
