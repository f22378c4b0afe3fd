/// What a cloud, or a rack of our own, can be asked for; each has a folder with its adapter. Start at [Provider].
@NullMarked
package io.headroom.provisioning.provider;

import org.jspecify.annotations.NullMarked;
