/// From the intent to buy a node to the answer of its provider. Start at [Intent], then [Launches].
@NullMarked
package io.headroom.provisioning.launch;

import org.jspecify.annotations.NullMarked;
