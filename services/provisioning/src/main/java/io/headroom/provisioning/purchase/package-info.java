/// What is bought, as rows: purchases, and the launch attempts of their nodes, each written down before its call. Start at [Purchases].
@NullMarked
package io.headroom.provisioning.purchase;

import org.jspecify.annotations.NullMarked;
