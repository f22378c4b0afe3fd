package io.headroom.placement.log;

import java.util.OptionalInt;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.agent.LogWanted;
import io.headroom.contracts.check.Checks;
import io.headroom.platform.rest.Problem;

/// What a request for logs asks for.
public final class LogQuery {

    /// A screen or three of each replica.
    private static final int USUAL = 8_192;

    @QueryParam("replica")
    @Parameter(description = "Only this replica, from 0; absent: the first 32")
    @Nullable Integer replica;

    @QueryParam("after")
    @Parameter(
            description =
                    "From this byte on, as `to` of the last answer says; absent: the end. Needs `replica`")
    @Nullable Long after;

    @QueryParam("bytes")
    @Parameter(description = "How much of each at most, 1 to 65536; 8192 unless told")
    @Nullable Integer bytes;

    /// @param after -1: the end
    record Wanted(OptionalInt replica, long after, int bytes) {
        boolean has(int one) {
            return replica.isEmpty() || replica.getAsInt() == one;
        }
    }

    Wanted wanted() {
        int most = bytes == null ? USUAL : bytes;
        long from = after == null ? -1 : after;
        new Checks()
                .range(most, 1, LogWanted.MOST, "bytes")
                .that(after == null || after >= 0, "after", "must not be negative")
                .done();
        if (after != null && replica == null) {
            throw Problem.invalid(
                    "replica", "is required with after: each replica has its own log");
        }
        return new Wanted(
                replica == null ? OptionalInt.empty() : OptionalInt.of(replica), from, most);
    }
}
