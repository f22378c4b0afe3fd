/// One machine: its life, what it is told, and what is said about it.
@NullMarked
package io.headroom.contracts.node;

import org.jspecify.annotations.NullMarked;
