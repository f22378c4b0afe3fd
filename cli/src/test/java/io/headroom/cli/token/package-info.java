/// Tokens are signed with the key of a home, and say what they are for.
@NullMarked
package io.headroom.cli.token;

import org.jspecify.annotations.NullMarked;
