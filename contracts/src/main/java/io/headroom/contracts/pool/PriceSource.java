package io.headroom.contracts.pool;

/// Who said what a kind of machine costs.
public enum PriceSource {
    /// The pool that names the machine.
    DECLARED,
    /// A file of the operator's.
    FILE,
    /// AWS Price List.
    AWS_PRICE_LIST,
    /// Google's Cloud Billing Catalog.
    GCP_CATALOGUE,
    /// The provider's spot market.
    SPOT_HISTORY,
    /// The list that comes with the release.
    BUILT_IN
}
