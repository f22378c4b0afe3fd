/// What a workload may ask for, and what is refused.
@NullMarked
package io.headroom.contracts.seal;

import org.jspecify.annotations.NullMarked;
