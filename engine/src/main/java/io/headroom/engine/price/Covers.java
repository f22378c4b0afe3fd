package io.headroom.engine.price;

import java.util.ArrayList;
import java.util.List;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.ProviderKind;

/// What commitments still cover, while purchases are planned: used up as they are.
///
/// @param left in the order in which it is used
public record Covers(List<Coverage.Left> left) {

    public static final Covers NONE = new Covers(List.of());

    /// A kind of machine on demand and what it costs by list.
    public record Kind(
            ProviderKind provider,
            String region,
            String zone,
            String instanceType,
            Money listPerHour) {}

    public Covers {
        left = List.copyOf(left);
    }

    /// What one more costs besides what is committed already.
    public Money price(Kind kind) {
        for (Coverage.Left one : left) {
            if (covers(one, kind)) {
                return one.commitment().price(kind.listPerHour(), one.units());
            }
        }
        return kind.listPerHour();
    }

    /// With one more bought.
    public Covers without(Kind kind) {
        List<Coverage.Left> next = new ArrayList<>(left);
        for (int i = 0; i < next.size(); i++) {
            Coverage.Left one = next.get(i);
            if (covers(one, kind)) {
                long units = one.units() - one.commitment().need(kind.listPerHour());
                next.set(i, new Coverage.Left(one.commitment(), Math.max(0, units)));
                break;
            }
        }
        return new Covers(next);
    }

    private static boolean covers(Coverage.Left one, Kind kind) {
        return one.units() > 0
                && one.commitment()
                        .spec()
                        .covers(kind.provider(), kind.region(), kind.zone(), kind.instanceType());
    }
}
