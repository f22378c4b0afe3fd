/// Tests of the audit, and of what is shown at a glance.
@NullMarked
package io.headroom.cli.audit;

import org.jspecify.annotations.NullMarked;
