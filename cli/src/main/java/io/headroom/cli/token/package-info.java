/// Tokens for people, signed with the key of the Headroom that runs here. Start at [TokenNoun].
@NullMarked
package io.headroom.cli.token;

import org.jspecify.annotations.NullMarked;
