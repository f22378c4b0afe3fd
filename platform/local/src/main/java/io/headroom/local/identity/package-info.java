/// Who is who: passwords, keys and API tokens, made once and readable by their owner alone.
@NullMarked
package io.headroom.local.identity;

import org.jspecify.annotations.NullMarked;
