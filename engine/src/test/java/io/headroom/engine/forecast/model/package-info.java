/// What each model promises.
@NullMarked
package io.headroom.engine.forecast.model;

import org.jspecify.annotations.NullMarked;
