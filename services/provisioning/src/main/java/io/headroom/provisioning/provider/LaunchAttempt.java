package io.headroom.provisioning.provider;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

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
/// @param launchBefore the call is made before this or never: what it buys is paid for from then on alone
/// @param wakes the provider's name of the stopped machine that is started again; absent for a launch
/// @param maxLife where the provider can be told so, it ends the machine by itself after so long
/// @param pricePerHour what its machine is charged; absent in what an earlier release wrote
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
        Instant at,
        @Nullable Instant launchBefore,
        @Nullable Duration maxLife,
        @Nullable String wakes,
        @Nullable Money pricePerHour) {

    /// A launch whose price its node tells.
    public LaunchAttempt(
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
            Instant at,
            @Nullable Instant launchBefore,
            @Nullable Duration maxLife) {
        this(
                node,
                number,
                token,
                provider,
                pool,
                region,
                zone,
                instanceType,
                capacityType,
                maxPerHour,
                machine,
                credentials,
                labels,
                userData,
                at,
                launchBefore,
                maxLife,
                null,
                null);
    }

    /// Derived, so that whoever repeats an attempt repeats its token; a UUID, for that is what Compute Engine takes.
    public static String callToken(NodeId node, int number) {
        return UUID.nameUUIDFromBytes((node + "/" + number).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /// Whether a stopped machine is started, and none is bought.
    public boolean startsAgain() {
        return wakes != null;
    }

    /// The machine that a wake starts.
    public Target woken() {
        return new Target(node, wakes == null ? "" : wakes, region, zone, credentials);
    }

    /// Where its machine is, if there is one.
    public Reach.Place place() {
        return new Reach.Place(region, zone, machine, credentials);
    }

    /// Paid for: the machine is told how long its money lasts.
    public LaunchAttempt paid(Instant before, String told) {
        return new LaunchAttempt(
                node,
                number,
                token,
                provider,
                pool,
                region,
                zone,
                instanceType,
                capacityType,
                maxPerHour,
                machine,
                credentials,
                labels,
                told,
                at,
                before,
                maxLife,
                wakes,
                pricePerHour);
    }

    /// The same node, asked for elsewhere, for the same money.
    public LaunchAttempt standIn(int ordinal, String itsToken, String itsZone, Money itsPrice) {
        return new LaunchAttempt(
                node,
                ordinal,
                itsToken,
                provider,
                pool,
                region,
                itsZone,
                instanceType,
                capacityType,
                maxPerHour,
                machine,
                credentials,
                labels,
                userData,
                at,
                launchBefore,
                maxLife,
                wakes,
                itsPrice);
    }

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
