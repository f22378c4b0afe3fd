/// What cost answers: grants, denials, leases that end. Start at [SpendAnswers].
@NullMarked
package io.headroom.provisioning.money;

import org.jspecify.annotations.NullMarked;
