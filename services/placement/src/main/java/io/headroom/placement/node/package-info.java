/// What placement knows of nodes, and what it tells them to run.
@NullMarked
package io.headroom.placement.node;

import org.jspecify.annotations.NullMarked;
