/// What is bought and given back, by example.
@NullMarked
package io.headroom.engine.scaling;

import org.jspecify.annotations.NullMarked;
