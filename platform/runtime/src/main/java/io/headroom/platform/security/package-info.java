/// Who calls and what they may, and how services and agents prove who they are. Start at [Callers].
@NullMarked
package io.headroom.platform.security;

import org.jspecify.annotations.NullMarked;
