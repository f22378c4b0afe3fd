package io.headroom.engine.price;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.price.CommitmentKind;
import io.headroom.contracts.price.CommitmentSpec;

/// A commitment and its arithmetic. What it covers is counted in units: machines, or millionths of a dollar an hour at its rates.
public record Commitment(String name, CommitmentSpec spec) {

    /// What is already paid for is used first: machines, then spending; of the same kind by name.
    public static final Comparator<Commitment> FIRST =
            Comparator.comparing((Commitment c) -> c.spec().isPlan())
                    .thenComparing(Commitment::name);

    /// All that it covers at a time.
    long capacity() {
        Integer nodes = spec.nodes();
        return nodes == null ? spec.perHour().micros() : nodes;
    }

    /// What one machine takes of it; at least one unit.
    long need(Money listPerHour) {
        Integer discount = spec.discountPercent();
        if (discount == null) {
            return 1;
        }
        return Math.max(1, Math.ceilDiv(listPerHour.micros() * (100 - discount), 100));
    }

    /// What a machine still costs that has so many units: nothing if they are all that it takes. Rounded up.
    Money price(Money listPerHour, long units) {
        return listPerHour.minus(part(listPerHour, units, need(listPerHour)));
    }

    /// How many units a machine has at that price.
    long units(Money listPerHour, Money price) {
        if (!listPerHour.isPositive() || price.micros() == 0) {
            return need(listPerHour);
        }
        BigInteger units =
                BigInteger.valueOf(need(listPerHour))
                        .multiply(BigInteger.valueOf(listPerHour.minus(price).micros()));
        BigInteger[] parts = units.divideAndRemainder(BigInteger.valueOf(listPerHour.micros()));
        return parts[0].longValueExact() + (parts[1].signum() > 0 ? 1 : 0);
    }

    /// What of its fee so many units use, an hour.
    Money fee(long units) {
        return spec.kind() == CommitmentKind.SAVINGS_PLAN
                ? new Money(Math.min(units, capacity()))
                : spec.perHour().times(Math.min(units, capacity()));
    }

    boolean isInForce(Instant at) {
        return spec.isInForce(at);
    }

    private static Money part(Money whole, long units, long of) {
        return new Money(
                BigInteger.valueOf(whole.micros())
                        .multiply(BigInteger.valueOf(Math.min(units, of)))
                        .divide(BigInteger.valueOf(of))
                        .longValueExact());
    }
}
