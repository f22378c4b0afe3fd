/// How models are judged on the past and made to speak as one.
@NullMarked
package io.headroom.engine.forecast.combine;

import org.jspecify.annotations.NullMarked;
