/// What every event carries around its body: id, cell, subject, type. Start at [Event].
@NullMarked
package io.headroom.contracts.envelope;

import org.jspecify.annotations.NullMarked;
