/// EC2's answers as they come over the wire.
@NullMarked
package io.headroom.provisioning.provider.aws;

import org.jspecify.annotations.NullMarked;
