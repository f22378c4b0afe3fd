/// Makes the framework's mapper the one of the contracts.
@NullMarked
package io.headroom.platform.json;

import org.jspecify.annotations.NullMarked;
