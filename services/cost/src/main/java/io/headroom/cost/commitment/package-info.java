/// Reserved machines, savings plans and committed use: declared, and their fees charged. Start at [CommitmentsResource] and [CommitmentFees].
@NullMarked
package io.headroom.cost.commitment;

import org.jspecify.annotations.NullMarked;
