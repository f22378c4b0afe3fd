package io.headroom.contracts.forecast;

/// What holds back what a forecast asks for, be it more or less than there is.
public enum BoundBy {
    /// No forecast may have more GPUs on order: `headroom.scaling.max-ahead-gpus`. A forecast that asks for more is likely wrong.
    MAX_AHEAD,
    /// It is not sure enough for more than half of what is up. Usual for minutes while demand rises steeply.
    SHARE_ON_ORDER,
    /// A budget refuses what waits, or what it has left would not last until there is more.
    BUDGET,
    /// No more than half of a lane's nodes leave at once; `asked` and `allowed` are nodes.
    SHARE_LEAVING
}
