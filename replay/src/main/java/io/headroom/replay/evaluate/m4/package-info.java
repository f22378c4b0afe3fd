/// Forecasts of many series, each known up to a day and judged on what followed: the format and the scores of the M4 competition.
@NullMarked
package io.headroom.replay.evaluate.m4;

import org.jspecify.annotations.NullMarked;
