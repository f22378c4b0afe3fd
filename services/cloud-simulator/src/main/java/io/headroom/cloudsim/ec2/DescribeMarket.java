package io.headroom.cloudsim.ec2;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.headroom.cloudsim.market.Catalogue;
import io.headroom.cloudsim.market.InstanceType;
import io.headroom.cloudsim.market.Market;
import io.headroom.cloudsim.market.Provider;
import io.headroom.contracts.time.VirtualClock;

/// What EC2 says about what it sells: instance types, where they are offered, spot prices.
@Singleton
class DescribeMarket {

    private static final int MOST_PRICES = 1000;

    record SpotPrice(String type, String zone, String price, Instant since) {}

    record Offering(String type, String location, String locationType) {}

    private final Market market;
    private final VirtualClock clock;

    DescribeMarket(Market market, VirtualClock clock) {
        this.market = market;
        this.clock = clock;
    }

    List<InstanceType> types(Form form) {
        Catalogue catalogue = market.catalogue();
        List<String> names = form.list("InstanceType");
        for (String name : names) {
            if (catalogue.find(Provider.AWS, name).isEmpty()) {
                throw Ec2Error.bad(
                        "InvalidInstanceType",
                        "The following supplied instance types do not exist: [%s]".formatted(name));
            }
        }
        return shelf().types().stream()
                .filter(t -> names.isEmpty() || names.contains(t.name()))
                .filter(t -> filtered(form, "instance-type", t.name()))
                .toList();
    }

    List<Offering> offerings(Form form) {
        String kind = form.get("LocationType").orElse("region");
        List<String> locations =
                switch (kind) {
                    case "region" -> List.of(shelf().region());
                    case "availability-zone" -> shelf().zones();
                    default ->
                            throw Ec2Error.bad(
                                    "InvalidParameterValue",
                                    "Invalid value for LocationType: " + kind);
                };
        List<Offering> offerings = new ArrayList<>();
        for (InstanceType type : shelf().types()) {
            for (String location : locations) {
                if (filtered(form, "instance-type", type.name())
                        && filtered(form, "location", location)) {
                    offerings.add(new Offering(type.name(), location, kind));
                }
            }
        }
        return offerings;
    }

    /// The price in force at the start, and every change up to the end; newest first, as EC2 orders them.
    List<SpotPrice> spotPrices(Form form) {
        Instant now = clock.instant();
        Instant from = form.get("StartTime").map(Instant::parse).orElse(now);
        Instant asked = form.get("EndTime").map(Instant::parse).orElse(now);
        Instant to = asked.isAfter(now) ? now : asked;
        List<String> types = form.list("InstanceType");
        Optional<String> zone = form.get("AvailabilityZone");
        List<SpotPrice> prices = new ArrayList<>();
        for (Instant hour = to.truncatedTo(ChronoUnit.HOURS);
                !hour.isBefore(from.truncatedTo(ChronoUnit.HOURS)) && prices.size() < MOST_PRICES;
                hour = hour.minus(1, ChronoUnit.HOURS)) {
            for (InstanceType type : shelf().types()) {
                for (String in : shelf().zones()) {
                    boolean wanted =
                            (types.isEmpty() || types.contains(type.name()))
                                    && zone.map(in::equals).orElse(true)
                                    && filtered(form, "instance-type", type.name())
                                    && filtered(form, "availability-zone", in);
                    if (wanted) {
                        String price =
                                market.spotPrices()
                                        .at(Provider.AWS, in, type.name(), hour)
                                        .toString();
                        prices.add(new SpotPrice(type.name(), in, price, hour));
                    }
                }
            }
        }
        return prices;
    }

    Catalogue.Shelf shelf() {
        return market.catalogue().shelf(Provider.AWS);
    }

    private static boolean filtered(Form form, String name, String value) {
        return form.forms("Filter").stream()
                .filter(f -> f.get("Name").orElse("").equals(name))
                .allMatch(f -> f.list("Value").contains(value));
    }
}
