/// What was decided, from which facts, and why.
@NullMarked
package io.headroom.provisioning.decision;

import org.jspecify.annotations.NullMarked;
