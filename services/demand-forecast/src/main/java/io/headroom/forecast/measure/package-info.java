/// What demand is made of: what arrives, runs and waits, and the work that is done.
@NullMarked
package io.headroom.forecast.measure;

import org.jspecify.annotations.NullMarked;
