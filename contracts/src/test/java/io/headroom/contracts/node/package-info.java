@NullMarked
package io.headroom.contracts.node;

import org.jspecify.annotations.NullMarked;
