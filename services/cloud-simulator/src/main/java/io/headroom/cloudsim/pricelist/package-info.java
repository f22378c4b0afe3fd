/// Prices as the providers' price lists have them: AWS Price List and Google's Cloud Billing Catalog. Start at [PriceListResource].
@NullMarked
package io.headroom.cloudsim.pricelist;

import org.jspecify.annotations.NullMarked;
