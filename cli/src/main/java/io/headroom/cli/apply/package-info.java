/// What people keep in files is brought to the API: compared, checked as a whole, then written in order.
@NullMarked
package io.headroom.cli.apply;

import org.jspecify.annotations.NullMarked;
