/// The life of a node, from intent to the end of its bill. Start at [Lifecycle].
@NullMarked
package io.headroom.provisioning.node;

import org.jspecify.annotations.NullMarked;
