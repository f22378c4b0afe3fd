/// Says what runs here, and shows what it logged.
@NullMarked
package io.headroom.cli.status;

import org.jspecify.annotations.NullMarked;
