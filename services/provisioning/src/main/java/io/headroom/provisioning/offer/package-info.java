/// What each provider can sell now, for how much, and what it lacked of late. Start at [Offers].
@NullMarked
package io.headroom.provisioning.offer;

import org.jspecify.annotations.NullMarked;
