/// A node's lease: what it may cost until it is certainly gone, what it was charged, and whom that is split over.
@NullMarked
package io.headroom.engine.budget.lease;

import org.jspecify.annotations.NullMarked;
