/// The PostgreSQL of one machine, its roles and its migrations.
@NullMarked
package io.headroom.local.postgres;

import org.jspecify.annotations.NullMarked;
