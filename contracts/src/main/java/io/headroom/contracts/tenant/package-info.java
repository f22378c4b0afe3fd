/// Who asks for GPUs and pays for them.
@NullMarked
package io.headroom.contracts.tenant;

import org.jspecify.annotations.NullMarked;
