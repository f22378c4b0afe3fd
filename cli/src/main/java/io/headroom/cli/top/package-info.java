/// The one screen: what waits, what there is, what it costs, and why.
@NullMarked
package io.headroom.cli.top;

import org.jspecify.annotations.NullMarked;
