/// Nouns of those who want GPUs: workloads, the queue, and who may ask for what.
@NullMarked
package io.headroom.cli.work;

import org.jspecify.annotations.NullMarked;
