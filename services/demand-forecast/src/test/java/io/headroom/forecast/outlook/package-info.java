@NullMarked
package io.headroom.forecast.outlook;

import org.jspecify.annotations.NullMarked;
