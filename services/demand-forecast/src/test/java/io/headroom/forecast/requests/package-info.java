@NullMarked
package io.headroom.forecast.requests;

import org.jspecify.annotations.NullMarked;
