/// The main job, lived through in minutes: a real trace played into the running system. Start at [DemoCommand].
@NullMarked
package io.headroom.cli.demo;

import org.jspecify.annotations.NullMarked;
