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
        LocalService local = local();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("quarkus.http.test-port", "0");
        settings.put("headroom.service", service);
        settings.put("headroom.cell", TestBed.CELL);
        settings.put("headroom.nats.url", bed.nats().url());
        settings.put("headroom.nats.credentials", bed.secrets().natsCredentials(local).toString());
        settings.put("headroom.nats.account", bed.secrets().nats().accountId());
        settings.put(
                "headroom.nats.agent-signing-seed-file",
                bed.secrets().nats().agentSigningSeed().toString());
        settings.put(
                "mp.jwt.verify.publickey.location",
                bed.secrets().apiPublicKey().toUri().toString());
        settings.put("headroom.secrets.key-file", bed.secrets().vaultKey().toString());
        settings.put("mp.jwt.verify.issuer", "headroom");
        settings.put("headroom.api.token-file", bed.secrets().serviceToken(local).toString());
        local.schema()
                .ifPresent(
                        role -> {
                            settings.put("quarkus.datasource.username", role);
                            settings.put(
                                    "quarkus.datasource.password",
                                    bed.secrets().databasePassword(role));
                            settings.put("quarkus.datasource.reactive.url", bed.reactiveUrl());
                        });
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
