/// Whose turn it is: tenants in a tree, what each may have, what it has had lately, and the order of service that follows.
/// Start at [TenantTree]; one rule per file.
@NullMarked
package io.headroom.engine.fairness;

import org.jspecify.annotations.NullMarked;
