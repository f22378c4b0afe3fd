/// Provisioning: buys, keeps and gives back the machines that demand needs.
@NullMarked
package io.headroom.provisioning;

import org.jspecify.annotations.NullMarked;
