/// What moving workloads is held against: what buying costs. Who is moved, and where, is decided with the rest of the plan, in `Moving`.
@NullMarked
package io.headroom.engine.placement.defrag;

import org.jspecify.annotations.NullMarked;
