/// Who may ask.
@NullMarked
package io.headroom.placement.tenant;

import org.jspecify.annotations.NullMarked;
