package io.headroom.contracts.pool;

import java.net.URI;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.capacity.GpuModel;
import io.headroom.contracts.check.Checks;
import io.headroom.contracts.price.CapitalSpec;
import io.headroom.contracts.price.PowerSpec;

/// A machine of our own and how to reach its management controller.
///
/// @param name made of its address if absent
/// @param address a system's URL, such as `https://bmc-01/redfish/v1/Systems/1`, or that of a controller with one system only,
///     such as `https://bmc-01`
/// @param credentials the name of a secret (`secret:NAME`); absent for those that all controllers share
/// @param cpuMillis what its controller shows, if 0 or absent
/// @param memoryMib what its controller shows, if 0 or absent
/// @param pricePerHour what an hour costs us besides its capital and its power, in dollars, as a decimal string
/// @param tokenSha256 the SHA-256 (64 hexadecimal digits) of the machine token that its agent shows for its user data; absent where
///     the controller keeps the user data
/// @param capital what owning it costs; absent: nothing, or it is in the price
/// @param power what it draws, paid by the pool's tariff; absent: it is in the price
public record MachineSpec(
        String name,
        String address,
        String credentials,
        int gpus,
        GpuModel gpuModel,
        int cpuMillis,
        int memoryMib,
        String pricePerHour,
        String rack,
        @Nullable String tokenSha256,
        @Nullable CapitalSpec capital,
        @Nullable PowerSpec power) {

    private static final int LONGEST_NAME = 63;

    public MachineSpec {
        rack = rack == null ? "" : rack;
        credentials = credentials == null ? "" : credentials;
        pricePerHour = pricePerHour == null ? "0" : pricePerHour;
        tokenSha256 = tokenSha256 == null ? "" : tokenSha256.toLowerCase(Locale.ROOT);
        boolean reachable = isUrl(address);
        name = name == null && reachable ? nameOf(URI.create(address)) : name;
        new Checks()
                .that(reachable, "machines.address", "must be a URL such as https://bmc-01")
                .name(reachable ? name : "unknown", "machines.name")
                .present(gpuModel, "machines.gpuModel")
                .range(gpus, 1, 16, "machines.gpus")
                .range(cpuMillis, 0, 10_000_000, "machines.cpuMillis")
                .range(memoryMib, 0, 100_000_000, "machines.memoryMib")
                .that(
                        pricePerHour.matches("[0-9]{1,6}([.][0-9]{1,6})?"),
                        "machines.pricePerHour",
                        "must be dollars an hour such as 12.50")
                .that(
                        tokenSha256.matches("([0-9a-f]{64})?"),
                        "machines.tokenSha256",
                        "must be 64 hexadecimal digits")
                .done();
    }

    /// One that costs the same at any time.
    public MachineSpec(
            String name,
            String address,
            String credentials,
            int gpus,
            GpuModel gpuModel,
            int cpuMillis,
            int memoryMib,
            String pricePerHour,
            String rack,
            @Nullable String tokenSha256) {
        this(
                name,
                address,
                credentials,
                gpus,
                gpuModel,
                cpuMillis,
                memoryMib,
                pricePerHour,
                rack,
                tokenSha256,
                null,
                null);
    }

    private static boolean isUrl(@Nullable String address) {
        try {
            return address != null
                    && address.matches("https?://.+")
                    && URI.create(address).getHost() != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// The host, its port if it is not the usual one, and the system if the address names it.
    private static String nameOf(URI address) {
        String[] path = address.getPath().split("/+", -1);
        int systems = java.util.Arrays.asList(path).indexOf("Systems");
        String system = systems >= 0 && systems + 1 < path.length ? path[systems + 1] : "";
        String port = address.getPort() < 0 ? "" : "-" + address.getPort();
        String words = (address.getHost() + port + "-" + system).toLowerCase(Locale.ROOT);
        String name =
                words.replaceAll("[^a-z0-9._-]", "-").replaceAll("^[^a-z0-9]+|[^a-z0-9]+$", "");
        int over = Math.max(0, name.length() - LONGEST_NAME);
        return name.substring(over).replaceAll("^[^a-z0-9]+", "");
    }

    @Override
    public String tokenSha256() {
        return tokenSha256 == null ? "" : tokenSha256;
    }
}
