package io.headroom.cost.price;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.pool.CapacityType;
import io.headroom.contracts.pool.ProviderKind;
import io.headroom.platform.rest.Problem;

/// Which prices are asked for; an empty field asks for all.
public class PriceQuery {

    @QueryParam("provider")
    @DefaultValue("")
    @Parameter(description = "`aws`, `gcp` or `redfish`")
    String provider = "";

    @QueryParam("region")
    @DefaultValue("")
    String region = "";

    @QueryParam("zone")
    @DefaultValue("")
    String zone = "";

    @QueryParam("instanceType")
    @DefaultValue("")
    String instanceType = "";

    @QueryParam("capacityType")
    @DefaultValue("")
    @Parameter(description = "`on-demand`, `spot` or `reserved`")
    String capacityType = "";

    @QueryParam("at")
    @Parameter(
            description =
                    "What held at this instant; absent: every price that was ever said, in order")
    @Nullable String at;

    String provider() {
        return constant(provider, "provider", ProviderKind.values());
    }

    String capacityType() {
        return constant(capacityType, "capacityType", CapacityType.values());
    }

    Optional<Instant> at() {
        try {
            return Optional.ofNullable(at).filter(t -> !t.isBlank()).map(Instant::parse);
        } catch (DateTimeException _) {
            throw Problem.invalid("at", "must be an instant such as 2026-11-01T00:00:00Z");
        }
    }

    /// The constant's own name, as the database has it.
    private static String constant(String text, String field, Enum<?>[] constants) {
        if (text.isBlank()) {
            return "";
        }
        List<String> names = Arrays.stream(constants).map(DashedEnums::nameOf).toList();
        int index = names.indexOf(text.toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw Problem.invalid(field, "must be of " + String.join(", ", names));
        }
        return constants[index].name();
    }
}
