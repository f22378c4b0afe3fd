@NullMarked
package io.headroom.provisioning.scaling;

import org.jspecify.annotations.NullMarked;
