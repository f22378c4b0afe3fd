package io.headroom.cloudsim;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How the simulated clouds are set up.
@ConfigMapping(prefix = "headroom.simulator")
public interface SimulatorConfig {

    /// The same seed gives the same prices, shortages and boot times; any number does, this one is merely fixed.
    @WithDefault("42")
    long seed();

    /// Multiplies the catalogue's capacities; half of it makes shortages common, twice makes them rare.
    @WithDefault("1.0")
    double capacityFactor();

    /// vCPUs by provider and capacity type, about a hundred of the largest machines: a customer of some size. At half of
    /// it the quota is met before the supply ends; at twice it is never met.
    @WithDefault("20000")
    int vcpuQuota();

    /// How long EC2 does not know a new instance when asked, in virtual time; the real one needs some seconds.
    @WithDefault("PT3S")
    Duration consistencyLag();

    /// Calls a second that a provider allows on average, in real time; at half of it a busy fleet is throttled now and
    /// then, at twice hardly ever.
    @WithDefault("100")
    int requestsPerSecond();

    /// Calls that may come at once before the average counts.
    @WithDefault("400")
    int requestBurst();

    /// The log of calls keeps so many; a benchmark of 1,000 launches needs a few thousand, and each costs some 200 bytes.
    @WithDefault("20000")
    int callsKept();

    /// Where machines, bill and agents live on disk, relative to the process's folder.
    @WithDefault("state")
    Path stateFolder();

    /// A catalogue of one's own instead of the one that comes with the simulator.
    Optional<Path> catalogue();

    /// The access key that EC2 calls must be signed by; without it any key is taken, but a signature must be there.
    Optional<String> awsAccessKeyId();

    /// With it the signature itself is verified, too.
    Optional<String> awsSecretAccessKey();

    /// The bearer token that GCE calls must carry; without it calls need none.
    Optional<String> gceToken();

    /// Who may use Redfish; without it any credentials are taken, but some must be there.
    Optional<String> redfishUser();

    /// The password that goes with it.
    Optional<String> redfishPassword();

    /// What runs on a booted machine.
    @WithDefault("simulated")
    Agents agents();

    /// So many of the agents that run at a time are real node-agent processes: one proves that the real thing works, each
    /// more costs 64 MiB.
    @WithDefault("1")
    int realAgents();

    /// The node-agent's jar; without it all agents are simulated.
    Optional<Path> nodeAgentJar();

    /// What runs on a booted machine.
    enum Agents {
        NONE,
        SIMULATED
    }
}
