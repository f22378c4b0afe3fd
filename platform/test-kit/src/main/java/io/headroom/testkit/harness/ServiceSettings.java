package io.headroom.testkit.harness;

import java.util.LinkedHashMap;
import java.util.Map;

import io.headroom.local.LocalService;
import io.headroom.local.identity.Secrets;

/// What a service must be told to run on a test bed, within a test or as a process of its own.
public final class ServiceSettings {

    private ServiceSettings() {}

    public static Map<String, String> of(TestBed bed, LocalService service) {
        Secrets secrets = bed.secrets();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("headroom.cell", TestBed.CELL);
        settings.put("headroom.nats.url", bed.nats().url());
        settings.put("headroom.nats.credentials", secrets.natsCredentials(service).toString());
        settings.put("headroom.nats.account", secrets.nats().accountId());
        settings.put(
                "headroom.nats.agent-signing-seed-file",
                secrets.nats().agentSigningSeed().toString());
        settings.put("mp.jwt.verify.publickey.location", secrets.apiPublicKey().toUri().toString());
        settings.put("mp.jwt.verify.issuer", "headroom");
        settings.put("headroom.secrets.key-file", secrets.vaultKey().toString());
        settings.put("headroom.api.token-file", secrets.serviceToken(service).toString());
        service.schema()
                .ifPresent(
                        role -> {
                            settings.put("quarkus.datasource.username", role);
                            settings.put(
                                    "quarkus.datasource.password", secrets.databasePassword(role));
                            settings.put("quarkus.datasource.reactive.url", bed.reactiveUrl());
                        });
        return settings;
    }
}
