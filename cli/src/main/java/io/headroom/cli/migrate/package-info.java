/// Brings the schemas of any PostgreSQL to what this version of the services needs.
@NullMarked
package io.headroom.cli.migrate;

import org.jspecify.annotations.NullMarked;
