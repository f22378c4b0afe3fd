/// Which nodes commitments cover, and what is left of them. Start at [CommitmentBills].
@NullMarked
package io.headroom.provisioning.commitment;

import org.jspecify.annotations.NullMarked;
