/// The published shapes of all events: made from the records, kept in files, compared with the last release.
@NullMarked
package io.headroom.contracts.schema;

import org.jspecify.annotations.NullMarked;
