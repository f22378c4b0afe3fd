/// What stands in an address is looked at before any resource sees it. Start at [ParameterCheck].
@NullMarked
package io.headroom.platform.rest.parameter;

import org.jspecify.annotations.NullMarked;
