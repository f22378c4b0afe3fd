package io.headroom.provisioning.provider.gcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.FixedCredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.ClientSettings;
import com.google.api.gax.rpc.UnaryCallSettings;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.compute.v1.InstancesClient;
import com.google.cloud.compute.v1.InstancesSettings;
import com.google.cloud.compute.v1.MachineTypesClient;
import com.google.cloud.compute.v1.MachineTypesSettings;
import com.google.cloud.compute.v1.ZoneOperationsClient;
import com.google.cloud.compute.v1.ZoneOperationsSettings;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

import io.headroom.provisioning.provider.endpoint.Endpoints;
import io.headroom.provisioning.provider.endpoint.ProviderSettings;

/// The Compute Engine clients, made when they are first needed. They do not retry: a repetition is decided where the attempt
/// is known.
@Singleton
final class GceClients {

    /// The clients that belong together.
    record Clients(
            InstancesClient instances, ZoneOperationsClient operations, MachineTypesClient types) {}

    private final ProviderSettings settings;
    private final Optional<URI> endpoint;
    private @Nullable Clients clients;

    @Inject
    GceClients(ProviderSettings settings, Endpoints endpoints) {
        this.settings = settings;
        this.endpoint = endpoints.of(settings.gcp().endpoint(), "");
    }

    /// Whether somebody meant Compute Engine to be used: an emulator, a key, or a project (on a machine of Google's own, or with
    /// workload identity, there is no key).
    boolean configured() {
        return endpoint.isPresent()
                || settings.gcp().credentialsFile().isPresent()
                || !settings.gcp().project().equals(ProviderSettings.Gcp.NO_PROJECT);
    }

    synchronized Clients get() {
        Clients now = clients;
        if (now == null) {
            now = create();
            clients = now;
        }
        return now;
    }

    private Clients create() {
        try {
            InstancesSettings.Builder instances = set(InstancesSettings.newBuilder());
            var _ = instances.applyToAllUnaryMethods(this::once);
            ZoneOperationsSettings.Builder operations = set(ZoneOperationsSettings.newBuilder());
            var _ = operations.applyToAllUnaryMethods(this::once);
            MachineTypesSettings.Builder types = set(MachineTypesSettings.newBuilder());
            var _ = types.applyToAllUnaryMethods(this::once);
            return new Clients(
                    InstancesClient.create(instances.build()),
                    ZoneOperationsClient.create(operations.build()),
                    MachineTypesClient.create(types.build()));
        } catch (IOException e) {
            throw new UncheckedIOException("the Compute Engine client cannot be made", e);
        }
    }

    private @Nullable Void once(UnaryCallSettings.Builder<?, ?> call) {
        call.setSimpleTimeoutNoRetriesDuration(settings.callTimeout());
        return null;
    }

    private <B extends ClientSettings.Builder<?, B>> B set(B builder) throws IOException {
        endpoint.ifPresent(uri -> builder.setEndpoint(uri.toString()));
        return builder.setCredentialsProvider(
                credentials(
                        endpoint,
                        "https://www.googleapis.com/auth/compute",
                        InstancesSettings.defaultCredentialsProviderBuilder().build()));
    }

    /// @param at where the client asks; empty: Google itself
    /// @param surroundings where nothing is set
    CredentialsProvider credentials(
            Optional<URI> at, String scope, CredentialsProvider surroundings) throws IOException {
        Optional<Path> file = settings.gcp().credentialsFile();
        if (file.isPresent()) {
            try (var key = Files.newInputStream(file.get())) {
                return FixedCredentialsProvider.create(
                        GoogleCredentials.fromStream(key).createScoped(scope));
            }
        }
        Optional<String> token = settings.gcp().token();
        if (token.isPresent()) {
            return FixedCredentialsProvider.create(
                    GoogleCredentials.create(new AccessToken(token.get(), null)));
        }
        return at.isPresent() ? NoCredentialsProvider.create() : surroundings;
    }

    @PreDestroy
    synchronized void close() {
        Clients now = clients;
        if (now != null) {
            now.instances().close();
            now.operations().close();
            now.types().close();
        }
    }
}
