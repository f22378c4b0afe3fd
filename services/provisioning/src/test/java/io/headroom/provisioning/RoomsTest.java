package io.headroom.provisioning;

import org.junit.jupiter.api.Test;

import io.headroom.provisioning.scaling.ScalingSettings;
import io.headroom.testkit.rules.Rooms;

/// The folders of this service are rooms.
class RoomsTest {

    @Test
    void no_room_needs_one_that_needs_it() {
        // What is kept of plans, and for how long, is set where they are made.
        Rooms.areFreeOfCycles("io.headroom.provisioning", ScalingSettings.class);
    }

    @Test
    void no_room_has_more_than_twelve_files() {
        Rooms.areNotCrowded();
    }
}
