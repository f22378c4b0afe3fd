/// Reading and writing rows whose bodies are JSON.
@NullMarked
package io.headroom.provisioning.store;

import org.jspecify.annotations.NullMarked;
