/// Amazon EC2 by its SDK: the only code that sees it.
@NullMarked
package io.headroom.provisioning.provider.aws;

import org.jspecify.annotations.NullMarked;
