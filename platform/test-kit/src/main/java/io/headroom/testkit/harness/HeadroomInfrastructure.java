package io.headroom.testkit.harness;

import java.util.LinkedHashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import io.headroom.local.LocalService;

/// Gives a `@QuarkusTest` its database, its bus and its identities:
/// `@QuarkusTestResource(value = HeadroomInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "placement"))`.
///
/// In the test itself, [TestBed#current] issues tokens, and stops and hurts the servers.
public final class HeadroomInfrastructure implements QuarkusTestResourceLifecycleManager {

    private String service = "placement";

    @Override
    public void init(Map<String, String> arguments) {
        service = arguments.getOrDefault("service", service);
    }

    @Override
    public Map<String, String> start() {
        TestBed bed = TestBed.start();
        Map<String, String> settings = new LinkedHashMap<>(ServiceSettings.of(bed, local()));
        settings.put("quarkus.http.test-port", "0");
        settings.put("headroom.service", service);
        return settings;
    }

    private LocalService local() {
        for (LocalService candidate : LocalService.values()) {
            if (candidate.processName().equals(service)
                    || candidate.schema().filter(service::equals).isPresent()) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("no service is called " + service);
    }

    @Override
    public void stop() {
        TestBed.current().stop();
    }
}
