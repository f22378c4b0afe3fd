/// Secrets of tenants: taken by REST, kept sealed, told to the node that runs the replica and to nobody else. Start at [SecretsResource]; the
/// way to a node begins in `node/SecretsAsked`.
@NullMarked
package io.headroom.placement.secret;

import org.jspecify.annotations.NullMarked;
