/// Where each provider is, and what its adapter is told of it. Start at [ProviderSettings].
@NullMarked
package io.headroom.provisioning.provider.endpoint;

import org.jspecify.annotations.NullMarked;
