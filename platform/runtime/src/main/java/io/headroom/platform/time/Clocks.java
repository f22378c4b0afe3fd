package io.headroom.platform.time;

import java.nio.file.Path;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.headroom.contracts.time.VirtualClock;

/// Gives the domain its one clock, read from `headroom.clock.file`; without one, virtual time is real time.
///
/// Inject `InstantSource` for the time, [VirtualClock] for the speed and for real floors.
@ApplicationScoped
public class Clocks {

    @Produces
    @Singleton
    VirtualClock virtualClock(@ConfigProperty(name = "headroom.clock.file") Optional<Path> file) {
        return file.map(VirtualClock::read).orElseGet(VirtualClock::real);
    }
}
