/// What will be wanted, with its doubt: as it is said, announced by people, and scored once the truth is known. Start at [Outlook].
@NullMarked
package io.headroom.engine.forecast.outlook;

import org.jspecify.annotations.NullMarked;
