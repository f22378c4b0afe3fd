/// What an agent says of its node, and how it joins a cell.
@NullMarked
package io.headroom.contracts.agent;

import org.jspecify.annotations.NullMarked;
