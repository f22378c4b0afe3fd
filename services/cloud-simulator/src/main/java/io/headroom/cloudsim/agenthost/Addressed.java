package io.headroom.cloudsim.agenthost;

import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.headroom.contracts.agent.UserData;
import io.headroom.contracts.json.HeadroomJson;

/// Reads what a machine's operating system finds at its first boot.
public final class Addressed {

    private Addressed() {}

    /// Empty when it is not addressed to an agent: such a machine boots and does nothing, as a real one would.
    public static Optional<UserData.Headroom> read(String userData) {
        if (userData.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    HeadroomJson.tolerant().readValue(userData, UserData.class).headroom());
        } catch (JsonProcessingException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
