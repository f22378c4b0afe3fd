package io.headroom.provisioning.price.spot;

import io.headroom.contracts.pool.ProviderKind;

/// What has a spot price of its own: a type in a zone.
record SpotPlace(ProviderKind provider, String region, String zone, String instanceType) {}
