/// Who waits, in the order of service, and why.
@NullMarked
package io.headroom.placement.queue;

import org.jspecify.annotations.NullMarked;
