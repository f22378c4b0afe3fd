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

    /// @param next where the next page begins; empty where there is none
    record PricePage(List<SpotPrice> prices, String next) {}

    /// Where a page begins: at an hour, after so many of its prices.
    private record Mark(Instant hour, int skip) {

        static Mark of(String token) {
            String[] parts = token.split("~", -1);
            try {
                return new Mark(Instant.parse(parts[0]), Integer.parseInt(parts[1]));
            } catch (RuntimeException _) {
                throw Ec2Error.bad("InvalidPaginationToken", "The token is not valid.");
            }
        }

        @Override
        public String toString() {
            return hour + "~" + skip;
        }
    }

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

    /// The price in force at the start, and every change up to the end; newest first, as EC2 orders them, a page at a time.
    PricePage spotPrices(Form form) {
        Instant now = clock.instant();
        int size = form.number("MaxResults", MOST_PRICES);
        if (size < 1 || size > MOST_PRICES) {
            throw Ec2Error.bad(
                    "InvalidParameterValue",
                    "Value ( %d ) for parameter maxResults is invalid. Expecting a value between 1 and 1000."
                            .formatted(size));
        }
        Instant from = form.get("StartTime").map(Instant::parse).orElse(now);
        Instant asked = form.get("EndTime").map(Instant::parse).orElse(now);
        Mark mark =
                form.get("NextToken")
                        .map(Mark::of)
                        .orElse(new Mark(asked.isAfter(now) ? now : asked, 0));
        List<SpotPrice> prices = new ArrayList<>();
        int skip = mark.skip();
        Instant oldest = from.truncatedTo(ChronoUnit.HOURS);
        for (Instant hour = mark.hour().truncatedTo(ChronoUnit.HOURS);
                !hour.isBefore(oldest);
                hour = hour.minus(1, ChronoUnit.HOURS)) {
            List<SpotPrice> then = pricesAt(form, hour);
            for (int i = skip; i < then.size(); i++) {
                if (prices.size() == size) {
                    return new PricePage(prices, new Mark(hour, i).toString());
                }
                prices.add(then.get(i));
            }
            skip = 0;
        }
        return new PricePage(prices, "");
    }

    private List<SpotPrice> pricesAt(Form form, Instant hour) {
        List<String> types = form.list("InstanceType");
        Optional<String> zone = form.get("AvailabilityZone");
        List<SpotPrice> prices = new ArrayList<>();
        for (InstanceType type : shelf().types()) {
            for (String in : shelf().zones()) {
                boolean wanted =
                        (types.isEmpty() || types.contains(type.name()))
                                && zone.map(in::equals).orElse(true)
                                && filtered(form, "instance-type", type.name())
                                && filtered(form, "availability-zone", in);
                if (wanted) {
                    String price =
                            market.spotPrices().at(Provider.AWS, in, type.name(), hour).toString();
                    prices.add(new SpotPrice(type.name(), in, price, hour));
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
