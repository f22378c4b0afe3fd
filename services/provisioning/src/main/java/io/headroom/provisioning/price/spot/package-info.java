/// What spot machines cost before Headroom was there, and while it was not. Start at [SpotHistory].
@NullMarked
package io.headroom.provisioning.price.spot;

import org.jspecify.annotations.NullMarked;
