package io.headroom.cloudsim.gce;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.headroom.cloudsim.SimulatorConfig;
import io.headroom.cloudsim.call.Calls;
import io.headroom.cloudsim.call.Gate;
import io.headroom.cloudsim.machine.Refused;
import io.headroom.cloudsim.market.Provider;
import io.headroom.cloudsim.wire.Connection;
import io.headroom.contracts.time.VirtualClock;

/// What every call has in common: who calls, faults, the log, errors in Google's JSON.
@Singleton
public class GceDesk {

    private final Gate gate;
    private final Calls calls;
    private final VirtualClock clock;
    private final Connection connection;
    private final HttpHeaders headers;
    private final Optional<String> token;

    GceDesk(
            Gate gate,
            Calls calls,
            VirtualClock clock,
            Connection connection,
            HttpHeaders headers,
            SimulatorConfig config) {
        this.headers = headers;
        this.gate = gate;
        this.calls = calls;
        this.clock = clock;
        this.connection = connection;
        this.token = config.gceToken();
    }

    public Response answer(String action, Supplier<ObjectNode> work) {
        Instant arrived = clock.realTime().instant();
        try {
            authenticate();
            gate.pass(Provider.GCP, action);
            ObjectNode answer = work.get();
            boolean lost = gate.losesAnswer(Provider.GCP, action);
            calls.record(
                    arrived,
                    Provider.GCP,
                    action,
                    lost ? "lost" : outcome(answer),
                    subjects(answer));
            if (lost) {
                connection.drop();
            }
            return Response.ok(answer, MediaType.APPLICATION_JSON_TYPE).build();
        } catch (Refused refused) {
            return failed(arrived, action, GceError.of(refused));
        } catch (GceError error) {
            return failed(arrived, action, error);
        }
    }

    private void authenticate() {
        String header = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        token.filter(t -> !("Bearer " + t).equals(header))
                .ifPresent(
                        t -> {
                            throw new GceError(
                                    401,
                                    "authError",
                                    "Request had invalid authentication credentials.");
                        });
    }

    private Response failed(Instant arrived, String action, GceError error) {
        calls.record(arrived, Provider.GCP, action, error.reason(), List.of());
        return Response.status(error.status())
                .entity(error.json())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private static String outcome(ObjectNode answer) {
        return answer.path("error").path("errors").path(0).path("code").asText("ok");
    }

    private static List<String> subjects(ObjectNode answer) {
        return answer.path("kind").asText().equals("compute#operation")
                ? List.of(Insertion.last(answer.path("targetLink").asText()))
                : List.of();
    }
}
