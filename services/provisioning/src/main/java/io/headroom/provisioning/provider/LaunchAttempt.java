package io.headroom.provisioning.provider;

import java.time.Instant;
import java.util.Map;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.node.NodeId;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;

/// One call to a provider, written down before it is made: repeated, it must be the very same call.
///
/// @param token what makes the provider see a repetition as such
/// @param maxPerHour the most that a spot machine may be charged an hour
/// @param machine the controller's address of a machine of our own; empty otherwise
/// @param credentials the name of the secret that opens it; empty otherwise
/// @param labels go onto the instance beside Headroom's own
/// @param userData what the machine reads at its first boot; holds the node's join token
public record LaunchAttempt(
        NodeId node,
        int number,
        String token,
        ProviderKind provider,
        String pool,
        String region,
        String zone,
        String instanceType,
        CapacityType capacityType,
        Money maxPerHour,
        String machine,
        String credentials,
        Map<String, String> labels,
        String userData,
        Instant at) {

    /// Leaves the user data out: its token must not reach a log.
    @Override
    public String toString() {
        return "LaunchAttempt[node="
                + node
                + ", number="
                + number
                + ", "
                + provider
                + " "
                + zone
                + " "
                + instanceType
                + " "
                + capacityType
                + "]";
    }
}
