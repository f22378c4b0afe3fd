/// What pools in mode `advise` would have done, what that would have cost, and what it would have spared. Start at [AdviceDesk].
@NullMarked
package io.headroom.provisioning.advice;

import org.jspecify.annotations.NullMarked;
