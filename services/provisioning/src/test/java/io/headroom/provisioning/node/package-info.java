/// What a node's life allows and what it does not.
@NullMarked
package io.headroom.provisioning.node;

import org.jspecify.annotations.NullMarked;
