/// The fleet as it fills up while a plan is made. Start at [Board]: which nodes take whom ([Feasible]), where room is kept ([Reservation], [Kept]), and
/// who stands beside whom ([Gang], [Together], [Serving], [EndsTogether], [WhatItKeeps], [OnDisk]); one rule per file.
@NullMarked
package io.headroom.engine.placement.board;

import org.jspecify.annotations.NullMarked;
