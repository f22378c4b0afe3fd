/// What tenants submit, the states it passes through, and what is said about it.
@NullMarked
package io.headroom.contracts.workload;

import org.jspecify.annotations.NullMarked;
