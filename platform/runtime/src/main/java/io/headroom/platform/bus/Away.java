package io.headroom.platform.bus;

/// Marks failures that say nothing about the event: somebody who is needed is not there now. They never make a dead letter.
public interface Away {}
