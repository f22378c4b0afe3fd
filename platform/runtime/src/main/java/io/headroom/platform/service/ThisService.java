package io.headroom.platform.service;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.headroom.contracts.envelope.Cell;

/// Which service this process is, and in which cell: `headroom.service`, `headroom.cell`.
@Singleton
public final class ThisService {

    private final String name;
    private final Cell cell;

    @Inject
    ThisService(
            @ConfigProperty(name = "headroom.service") String name,
            @ConfigProperty(name = "headroom.cell", defaultValue = "local") String cell) {
        this.name = name;
        this.cell = new Cell(cell);
    }

    /// The name that its database role, its streams and its rows carry: `placement`.
    public String name() {
        return name;
    }

    public Cell cell() {
        return cell;
    }

    /// The `ce-source` of its events.
    public String source() {
        return "/headroom/" + cell + "/" + name;
    }
}
