/// The parts of a series (its tenants, classes and shapes), and how their forecasts add up: start at [Parts].
@NullMarked
package io.headroom.engine.forecast.part;

import org.jspecify.annotations.NullMarked;
