@NullMarked
package io.headroom.provisioning.ending;

import org.jspecify.annotations.NullMarked;
