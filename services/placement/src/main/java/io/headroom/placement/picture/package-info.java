/// What is known of workloads, replicas and nodes when a turn of the loop begins: the picture that it decides from.
@NullMarked
package io.headroom.placement.picture;

import org.jspecify.annotations.NullMarked;
