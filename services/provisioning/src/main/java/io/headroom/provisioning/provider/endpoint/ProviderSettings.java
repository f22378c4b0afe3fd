package io.headroom.provisioning.provider.endpoint;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How the providers are reached: `headroom.providers.*`. With `headroom.simulator.url` set, what has no endpoint of its own
/// is asked of the simulator.
@ConfigMapping(prefix = "headroom.providers")
public interface ProviderSettings {

    Aws aws();

    Gcp gcp();

    Redfish redfish();

    /// One HTTP call at most. Below the 5 s that a leader must have left; half loses slow answers, twice outlives the lease.
    @WithDefault("4s")
    Duration callTimeout();

    /// One call for prices at most. Google's pages are several megabytes: half may be too short for a slow line, twice only hears of a
    /// failure later.
    @WithDefault("30s")
    Duration priceTimeout();

    /// Launches under way at one provider. Half makes a burst twice as long, twice meets the provider's throttle.
    @WithDefault("48")
    int launches();

    /// Other calls under way at one provider, so that launches never keep an end waiting.
    @WithDefault("16")
    int otherCalls();

    /// Amazon EC2.
    interface Aws {

        /// An address instead of EC2's own.
        Optional<String> endpoint();

        /// The region that is asked at the start, before a pool names one.
        @WithDefault("us-east-1")
        String region();

        /// An address instead of AWS Price List's own. It needs the right `pricing:GetProducts`.
        Optional<String> pricingEndpoint();

        /// Where AWS Price List is asked; it is in a few regions only, and each has the prices of all.
        @WithDefault("us-east-1")
        String pricingRegion();

        /// A key, where the surroundings' default credentials are not wanted.
        Optional<String> accessKeyId();

        /// Its secret.
        Optional<String> secretAccessKey();

        /// The machine image of a node, by AMI id. Without an endpoint of its own, AWS needs this or a launch template, and is
        /// reached by the credentials that its client finds where no key is given: a role, a profile.
        Optional<String> imageId();

        /// A launch template that brings image, role and network; replaces `image-id`.
        Optional<String> launchTemplate();

        /// Subnets by zone; without one the zone's default subnet is used.
        Map<String, String> subnets();
    }

    /// Google Compute Engine.
    interface Gcp {

        /// The emulators' project: what counts as none.
        String NO_PROJECT = "headroom-local";

        /// An address instead of Compute Engine's own.
        Optional<String> endpoint();

        /// An address instead of Cloud Billing's own, whose catalogue of prices is read. The Cloud Billing API must be enabled.
        Optional<String> billingEndpoint();

        /// The project that machines are made in. Naming one is enough where the surroundings bring credentials.
        @WithDefault(NO_PROJECT)
        String project();

        /// The key file of a service account; the surroundings' default credentials without it.
        Optional<Path> credentialsFile();

        /// A bearer token, for the simulator alone.
        Optional<String> token();

        /// The image of a node.
        @WithDefault("projects/headroom-local/global/images/family/headroom-node")
        String image();

        /// The network of a node.
        @WithDefault("global/networks/default")
        String network();

        /// The size of a node's disk.
        @WithDefault("100")
        int diskGb();
    }

    /// Machines of our own.
    interface Redfish {

        /// Names of secrets (`secret:NAME`) to who may use the controller.
        Map<String, Account> secrets();

        /// Who may use controllers whose machines name no secret of their own.
        Optional<String> user();

        /// The password that goes with it.
        Optional<String> password();

        /// Somebody who may use a controller.
        interface Account {
            /// Who may use the controllers whose machines name `secret:<name>`.
            String user();

            /// The password that goes with it.
            String password();
        }
    }
}
