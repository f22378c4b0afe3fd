/// What machines are offered and charged at.
@NullMarked
package io.headroom.provisioning.offer;

import org.jspecify.annotations.NullMarked;
