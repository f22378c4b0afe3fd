/// Providers' price lists as they publish them. Start at [PriceCatalogue].
@NullMarked
package io.headroom.provisioning.provider.catalogue;

import org.jspecify.annotations.NullMarked;
