/// `headroom secret`: values that go in and never come out again.
@NullMarked
package io.headroom.cli.secret;

import org.jspecify.annotations.NullMarked;
