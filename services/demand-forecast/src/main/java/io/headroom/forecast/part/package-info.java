/// What tenants, classes and shapes want of a series, and what is foreseen of that.
@NullMarked
package io.headroom.forecast.part;

import org.jspecify.annotations.NullMarked;
