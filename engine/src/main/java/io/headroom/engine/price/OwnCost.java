package io.headroom.engine.price;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.Money;
import io.headroom.contracts.pool.MachineSpec;
import io.headroom.contracts.price.CapitalSpec;
import io.headroom.contracts.price.NextPrice;
import io.headroom.contracts.price.PowerSpec;
import io.headroom.contracts.price.TariffSpec;

/// What an hour of a machine of our own costs: its capital and what else is declared at any time, and its power by load and tariff.
///
/// @param standing dollars an hour without the power; @param idleMilliwatts @param busyMilliwatts of the site, not of the machine alone
public record OwnCost(
        Money standing, long idleMilliwatts, long busyMilliwatts, PowerTariff tariff) {

    /// Of a kilowatt hour.
    private static final BigInteger MILLIWATTS = BigInteger.valueOf(1_000_000);

    private static final BigInteger HOUR = BigInteger.valueOf(Duration.ofHours(1).toNanos());

    private static final TariffSpec FREE = new TariffSpec("0", null, null);

    public static OwnCost of(MachineSpec machine, @Nullable TariffSpec tariff) {
        PowerSpec power = machine.power();
        Money standing = Money.of(machine.pricePerHour()).plus(capital(machine.capital()));
        return new OwnCost(
                standing,
                power == null ? 0 : milliwatts(power.idleWatts(), power.pue()),
                power == null ? 0 : milliwatts(power.maxWatts(), power.pue()),
                PowerTariff.of(tariff == null ? FREE : tariff));
    }

    /// In equal parts over its lifetime; rounded up to the next millionth.
    private static Money capital(@Nullable CapitalSpec capital) {
        if (capital == null) {
            return Money.ZERO;
        }
        String price = capital.purchasePrice();
        Duration lifetime = capital.lifetime();
        if (price == null || lifetime == null) {
            return Money.of(String.valueOf(capital.perHour()));
        }
        return ratio(
                BigInteger.valueOf(Money.of(price).micros()).multiply(HOUR),
                BigInteger.valueOf(lifetime.toNanos()));
    }

    private static long milliwatts(int watts, double pue) {
        return (long) Math.ceil(watts * pue * 1000);
    }

    public Money perHour(Load load, Instant at) {
        return standing.plus(power(load, tariff.at(at)));
    }

    /// At the highest load in the dearest hours of the week: no tariff that was declared takes it higher.
    public Money worstPerHour() {
        return standing.plus(power(Load.BUSY, tariff.dearest()));
    }

    /// What follows at the same load; empty where the price never changes.
    public Optional<NextPrice> next(Load load, Instant now) {
        Instant from = tariff.changeAfter(now);
        if (from.equals(Instant.MAX) || perHour(load, from).equals(perHour(load, now))) {
            return Optional.empty();
        }
        return Optional.of(new NextPrice(from, perHour(load, from)));
    }

    private Money power(Load load, Money perKwh) {
        long milliwatts = load.between(idleMilliwatts, busyMilliwatts);
        return ratio(
                BigInteger.valueOf(perKwh.micros()).multiply(BigInteger.valueOf(milliwatts)),
                MILLIWATTS);
    }

    private static Money ratio(BigInteger amount, BigInteger parts) {
        BigInteger[] whole = amount.divideAndRemainder(parts);
        return new Money(whole[0].longValueExact() + (whole[1].signum() > 0 ? 1 : 0));
    }
}
