/// The one address for people and programs: gateway, read models and the page.
@NullMarked
package io.headroom.console;

import org.jspecify.annotations.NullMarked;
