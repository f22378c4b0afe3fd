package io.headroom.cloudsim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.headroom.cloudsim.journal.Journal;
import io.headroom.cloudsim.journal.Ownership;
import io.headroom.cloudsim.market.Catalogue;
import io.headroom.cloudsim.market.Market;
import io.headroom.contracts.time.VirtualClock;

/// Makes the parts that are not beans of their own out of the configuration.
public class Wiring {

    @Produces
    @Singleton
    VirtualClock clock(@ConfigProperty(name = "headroom.clock.file") Optional<Path> file) {
        return file.map(VirtualClock::read).orElseGet(VirtualClock::real);
    }

    @Produces
    @Singleton
    Catalogue catalogue(SimulatorConfig config) {
        return Catalogue.read(config.catalogue());
    }

    @Produces
    @Singleton
    Market market(Catalogue catalogue, SimulatorConfig config) {
        return Market.of(catalogue, config.seed(), config.capacityFactor());
    }

    @Produces
    @Singleton
    Journal journal(SimulatorConfig config) {
        try {
            Files.createDirectories(config.stateFolder());
            Ownership.ownerOnly(config.stateFolder());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the state folder", e);
        }
        return Journal.open(config.stateFolder());
    }

    void close(@Disposes Journal journal) {
        journal.close();
    }
}
