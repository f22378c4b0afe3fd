package io.headroom.cloudsim.market;

/// The whole market in one hand.
public record Market(
        Catalogue catalogue,
        ListPrices listPrices,
        SpotPrices spotPrices,
        Supply supply,
        Chance chance) {

    /// The market of a seed.
    ///
    /// @param factor what the catalogue's capacities are multiplied by
    public static Market of(Catalogue catalogue, long seed, double factor) {
        var dice = new Dice(seed);
        return new Market(
                catalogue,
                new ListPrices(catalogue),
                new SpotPrices(catalogue, dice),
                new Supply(catalogue, dice, factor),
                new Chance(dice));
    }
}
