/// What a workload may ask for, and what is refused.
@NullMarked
package io.headroom.contracts.workload;

import org.jspecify.annotations.NullMarked;
