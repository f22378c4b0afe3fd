package io.headroom.contracts.price;

/// How amounts are written in a declaration.
final class Decimals {

    private static final String DOLLARS = "[0-9]{1,9}([.][0-9]{1,6})?";

    private Decimals() {}

    static boolean isAmount(String text) {
        return text.matches(DOLLARS);
    }
}
