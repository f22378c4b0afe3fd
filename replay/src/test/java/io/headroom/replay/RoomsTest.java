package io.headroom.replay;

import org.junit.jupiter.api.Test;

import io.headroom.testkit.rules.Rooms;

/// The folders of the replay are rooms.
class RoomsTest {

    @Test
    void no_room_needs_one_that_needs_it() {
        Rooms.areFreeOfCycles("io.headroom.replay");
    }

    @Test
    void no_room_has_more_than_twelve_files() {
        Rooms.areNotCrowded();
    }
}
