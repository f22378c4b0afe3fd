/// Google Compute Engine by its client: the only code that sees it.
@NullMarked
package io.headroom.provisioning.provider.gcp;

import org.jspecify.annotations.NullMarked;
