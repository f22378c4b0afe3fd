/// The nats-server of one machine, its operator, accounts and users, and what each user may say and hear.
@NullMarked
package io.headroom.local.nats;

import org.jspecify.annotations.NullMarked;
