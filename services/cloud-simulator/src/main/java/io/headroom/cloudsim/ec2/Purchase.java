package io.headroom.cloudsim.ec2;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.cloudsim.machine.Order;
import io.headroom.cloudsim.machine.Order.WhenOff;
import io.headroom.cloudsim.market.CapacityType;
import io.headroom.cloudsim.market.Catalogue;
import io.headroom.cloudsim.market.InstanceType;
import io.headroom.cloudsim.market.Provider;
import io.headroom.cloudsim.market.Usd;

/// What a call to RunInstances, or one alternative of a fleet, wants to buy.
///
/// @param zone empty: any
record Purchase(
        InstanceType type,
        Optional<String> zone,
        CapacityType capacityType,
        @Nullable Usd maxPrice,
        WhenOff whenOff,
        String userData,
        Map<String, String> tags,
        String image) {

    private static final int USER_DATA_LIMIT = 16 * 1024;
    private static final int TAG_LIMIT = 50;

    static Purchase of(Form form, Catalogue catalogue) {
        String typeName = form.required("InstanceType");
        InstanceType type =
                catalogue
                        .find(Provider.AWS, typeName)
                        .orElseThrow(() -> Ec2Error.noSuchType(typeName));
        String image = form.required("ImageId");
        if (!image.startsWith("ami-")) {
            throw Ec2Error.bad(
                    "InvalidAMIID.Malformed",
                    "Invalid id: \"%s\" (expecting \"ami-...\")".formatted(image));
        }
        CapacityType capacityType = capacityType(form);
        return new Purchase(
                type,
                zone(form, catalogue),
                capacityType,
                maxPrice(form),
                whenOff(form, capacityType),
                userData(form),
                tags(form),
                image);
    }

    Order order(String inZone, String token, String fingerprint, Instant now) {
        return new Order(
                Provider.AWS,
                "",
                inZone,
                type.name(),
                capacityType,
                maxPrice,
                type.hourly(),
                token,
                fingerprint,
                whenOff,
                WhenOff.TERMINATE,
                null,
                image,
                now);
    }

    static Map<String, String> tags(Form form) {
        return tags(form, "instance");
    }

    static Map<String, String> tags(Form form, String resource) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Form specification : form.forms("TagSpecification")) {
            if (specification.get("ResourceType").orElse("").equals(resource)) {
                tags.putAll(tagList(specification));
            }
        }
        return tags;
    }

    static Map<String, String> tagList(Form form) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Form tag : form.forms("Tag")) {
            String key = tag.required("Key");
            String value = tag.get("Value").orElse("");
            if (key.length() > 128 || value.length() > 256 || key.startsWith("aws:")) {
                throw Ec2Error.bad(
                        "InvalidParameterValue",
                        "Tag keys have at most 128 characters and do not start with aws:");
            }
            tags.put(key, value);
        }
        if (tags.size() > TAG_LIMIT) {
            throw Ec2Error.bad(
                    "TagLimitExceeded",
                    "The maximum number of Tags for a resource has been reached.");
        }
        return tags;
    }

    private static CapacityType capacityType(Form form) {
        return form.get("InstanceMarketOptions.MarketType")
                .map(
                        market -> {
                            if (!market.equals("spot")) {
                                throw Ec2Error.bad(
                                        "InvalidParameterValue",
                                        "Invalid value for MarketType: " + market);
                            }
                            return CapacityType.SPOT;
                        })
                .orElse(CapacityType.ON_DEMAND);
    }

    private static @Nullable Usd maxPrice(Form form) {
        String price = form.get("InstanceMarketOptions.SpotOptions.MaxPrice").orElse(null);
        return price == null ? null : price(price);
    }

    static Usd price(String text) {
        try {
            return Usd.of(text);
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw Ec2Error.bad("InvalidParameterValue", "Invalid value for MaxPrice: " + text);
        }
    }

    /// A one-time spot instance cannot be stopped, so whatever it asked for, powering off terminates it.
    private static WhenOff whenOff(Form form, CapacityType capacityType) {
        String wanted = form.get("InstanceInitiatedShutdownBehavior").orElse("stop");
        if (!List.of("stop", "terminate").contains(wanted)) {
            throw Ec2Error.bad(
                    "InvalidParameterValue",
                    "Invalid value for InstanceInitiatedShutdownBehavior: " + wanted);
        }
        return wanted.equals("terminate") || capacityType == CapacityType.SPOT
                ? WhenOff.TERMINATE
                : WhenOff.STOP;
    }

    private static String userData(Form form) {
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(form.get("UserData").orElse(""));
        } catch (IllegalArgumentException e) {
            throw Ec2Error.bad(
                    "InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.");
        }
        if (bytes.length > USER_DATA_LIMIT) {
            throw Ec2Error.bad("InvalidParameterValue", "User data is limited to 16384 bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// Subnets are called after their zones: `subnet-us-east-1a`.
    private static Optional<String> zone(Form form, Catalogue catalogue) {
        List<String> zones = catalogue.shelf(Provider.AWS).zones();
        Optional<String> subnet =
                form.get("SubnetId")
                        .or(
                                () ->
                                        form.forms("NetworkInterface").stream()
                                                .findFirst()
                                                .flatMap(n -> n.get("SubnetId")));
        if (subnet.isPresent()) {
            String zone = subnet.get().replaceFirst("^subnet-", "");
            if (!zones.contains(zone)) {
                throw Ec2Error.bad(
                        "InvalidSubnetID.NotFound",
                        "The subnet ID '%s' does not exist".formatted(subnet.get()));
            }
            return Optional.of(zone);
        }
        Optional<String> zone =
                form.get("Placement.AvailabilityZone").or(() -> form.get("AvailabilityZone"));
        zone.filter(z -> !zones.contains(z))
                .ifPresent(
                        z -> {
                            throw Ec2Error.bad(
                                    "InvalidParameterValue",
                                    "Invalid availability zone: [%s]".formatted(z));
                        });
        return zone;
    }
}
