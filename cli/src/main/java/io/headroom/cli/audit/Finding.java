package io.headroom.cli.audit;

/// Something that is not as it should be.
///
/// @param check which comparison found it
/// @param what the thing; @param wrong what is wrong with it
record Finding(String check, String what, String wrong) {}
