package io.headroom.provisioning.provider.aws;

import java.time.Instant;
import java.util.List;

import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeSpotPriceHistoryRequest;
import software.amazon.awssdk.services.ec2.model.Filter;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.PoolSpec;
import io.headroom.provisioning.provider.PastSpotPrice;
import io.headroom.provisioning.provider.SpotPrice;

/// What EC2 says of its spot market.
final class Ec2Spot {

    private static final String LINUX = "Linux/UNIX";
    private static final int PAGE = 1_000;

    /// Of one type in one zone: a change each hour for a quarter. More is not kept.
    private static final int MOST = 2_500;

    private Ec2Spot() {}

    /// The prices in force, not their history.
    static List<SpotPrice> now(Ec2Client ec2, PoolSpec pool, Instant now) {
        DescribeSpotPriceHistoryRequest request =
                DescribeSpotPriceHistoryRequest.builder()
                        .instanceTypesWithStrings(pool.instanceTypes())
                        .productDescriptions(LINUX)
                        .filters(zones(pool.zones()))
                        .startTime(now)
                        .build();
        return Ec2Failures.translated(
                () ->
                        ec2.describeSpotPriceHistory(request).spotPriceHistory().stream()
                                .map(
                                        p ->
                                                new SpotPrice(
                                                        p.availabilityZone(),
                                                        p.instanceTypeAsString(),
                                                        Money.of(p.spotPrice())))
                                .toList());
    }

    /// Page by page, newest first; EC2 keeps ninety days.
    static List<PastSpotPrice> past(
            Ec2Client ec2, String zone, String instanceType, Instant from, Instant to) {
        DescribeSpotPriceHistoryRequest request =
                DescribeSpotPriceHistoryRequest.builder()
                        .instanceTypesWithStrings(instanceType)
                        .productDescriptions(LINUX)
                        .filters(zones(List.of(zone)))
                        .startTime(from)
                        .endTime(to)
                        .maxResults(PAGE)
                        .build();
        return Ec2Failures.translated(
                () ->
                        ec2.describeSpotPriceHistoryPaginator(request).spotPriceHistory().stream()
                                .limit(MOST)
                                .map(p -> new PastSpotPrice(p.timestamp(), Money.of(p.spotPrice())))
                                .toList());
    }

    private static Filter zones(List<String> zones) {
        return Filter.builder().name("availability-zone").values(zones).build();
    }
}
