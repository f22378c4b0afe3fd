/// What a cloud, or a rack of our own, can be asked for, each in its own lane. Start at [Provider].
@NullMarked
package io.headroom.provisioning.provider;

import org.jspecify.annotations.NullMarked;
