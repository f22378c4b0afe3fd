/// What reports make of workloads, without a database.
@NullMarked
package io.headroom.placement.report;

import org.jspecify.annotations.NullMarked;
