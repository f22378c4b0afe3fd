package io.headroom.agent.notice;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// The preemption notice of a Compute Engine spot machine (`instance/preempted`), which does not say when: the machine has 30 s.
public final class GceNotice implements SpotNotice {

    public static final URI ADDRESS = URI.create("http://metadata.google.internal");

    /// Between the notice and the power cut; Compute Engine promises no more.
    private static final Duration LEFT = Duration.ofSeconds(30);

    private final URI address;
    private final InstantSource clock;

    public GceNotice(URI address, InstantSource clock) {
        this.address = address;
        this.clock = clock;
    }

    @Override
    public Optional<Instant> goneAt() throws IOException {
        return Metadata.ask(
                        "GET",
                        address.resolve("/computeMetadata/v1/instance/preempted"),
                        Map.of("Metadata-Flavor", "Google"))
                .map(body -> new String(body, StandardCharsets.UTF_8).strip())
                .filter("TRUE"::equalsIgnoreCase)
                .map(_ -> clock.instant().plus(LEFT));
    }
}
