/// The life of a node: its states and their legal exits, its row, and how rows change. It calls nobody. Start at [Lifecycle] and [Nodes].
@NullMarked
package io.headroom.provisioning.node;

import org.jspecify.annotations.NullMarked;
