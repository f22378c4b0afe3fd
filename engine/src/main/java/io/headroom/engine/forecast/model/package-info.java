/// One file for each way to foresee a series; [Model] is what they have in common.
@NullMarked
package io.headroom.engine.forecast.model;

import org.jspecify.annotations.NullMarked;
