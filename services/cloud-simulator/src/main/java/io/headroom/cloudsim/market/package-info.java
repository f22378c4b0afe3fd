/// What the simulated providers can sell: types, prices, capacity, boot times, spot interruptions.
@NullMarked
package io.headroom.cloudsim.market;

import org.jspecify.annotations.NullMarked;
