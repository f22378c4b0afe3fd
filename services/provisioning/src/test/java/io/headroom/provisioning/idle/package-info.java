@NullMarked
package io.headroom.provisioning.idle;

import org.jspecify.annotations.NullMarked;
