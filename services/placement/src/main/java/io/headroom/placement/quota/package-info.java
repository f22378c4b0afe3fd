/// Limits on what a tenant uses over time, and the counting of use by the hour. Start at [QuotaTable].
@NullMarked
package io.headroom.placement.quota;

import org.jspecify.annotations.NullMarked;
