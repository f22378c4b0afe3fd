/// The rules of the house, held against the whole tree.
@NullMarked
package io.headroom.e2e.house;

import org.jspecify.annotations.NullMarked;
