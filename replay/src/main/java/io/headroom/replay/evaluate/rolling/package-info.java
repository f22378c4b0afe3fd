/// Forecasts that are made again and again along one trace, each judged on the steps after it.
@NullMarked
package io.headroom.replay.evaluate.rolling;

import org.jspecify.annotations.NullMarked;
