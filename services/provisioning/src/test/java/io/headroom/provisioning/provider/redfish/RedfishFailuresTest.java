package io.headroom.provisioning.provider.redfish;

import java.io.IOException;
import java.net.ConnectException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What goes wrong on the way to a controller is told to people who do not read Java.
class RedfishFailuresTest {

    private static final String BMC = "https://bmc-01/redfish/v1";

    @Test
    void nobody_there_is_told_without_the_name_of_an_exception() {
        assertThat(RedfishFailures.ofFailure(BMC, new ConnectException()))
                .hasMessageEndingWith(BMC + ": cannot be reached");
        assertThat(RedfishFailures.ofFailure(BMC, new IOException()))
                .hasMessageEndingWith(BMC + ": cannot be reached");
        assertThat(RedfishFailures.ofFailure(BMC, new IOException("closed in the middle")))
                .hasMessageEndingWith(BMC + ": closed in the middle");
    }
}
