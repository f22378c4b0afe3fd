/// Which service this process is, and in which cell. Start at [ThisService].
@NullMarked
package io.headroom.platform.service;

import org.jspecify.annotations.NullMarked;
