package io.headroom.provisioning.provider.aws;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.Ec2ClientBuilder;

import io.headroom.provisioning.provider.endpoint.Endpoints;
import io.headroom.provisioning.provider.endpoint.ProviderSettings;

/// One EC2 client a region. They do not retry: a repetition is decided where the attempt is known.
@Singleton
final class Ec2Clients {

    private final ProviderSettings settings;
    private final Optional<URI> endpoint;
    private final boolean simulated;
    private final Map<String, Ec2Client> byRegion = new ConcurrentHashMap<>();

    @Inject
    Ec2Clients(ProviderSettings settings, Endpoints endpoints) {
        this.settings = settings;
        this.endpoint = endpoints.of(settings.aws().endpoint(), "/ec2/");
        this.simulated = endpoints.simulated();
    }

    /// Whether somebody meant AWS to be used: an emulator, a key, or what a node is made of (under a role there is no key).
    boolean configured() {
        ProviderSettings.Aws aws = settings.aws();
        return endpoint.isPresent()
                || aws.accessKeyId().isPresent()
                || aws.imageId().isPresent()
                || aws.launchTemplate().isPresent();
    }

    Ec2Client in(String region) {
        return byRegion.computeIfAbsent(
                region.isBlank() ? settings.aws().region() : region, this::create);
    }

    private Ec2Client create(String region) {
        Ec2ClientBuilder builder =
                Ec2Client.builder()
                        .region(Region.of(region))
                        .credentialsProvider(credentials())
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(settings.callTimeout())
                                        .socketTimeout(settings.callTimeout()))
                        .overrideConfiguration(
                                o ->
                                        o.apiCallTimeout(settings.callTimeout())
                                                .retryStrategy(AwsRetryStrategy.doNotRetry()));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    AwsCredentialsProvider credentials() {
        Optional<String> id = settings.aws().accessKeyId();
        Optional<String> secret = settings.aws().secretAccessKey();
        if (id.isPresent() && secret.isPresent()) {
            return StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(id.get(), secret.get()));
        }
        // The simulator wants a signature, by whatever key.
        return simulated
                ? StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"))
                : DefaultCredentialsProvider.builder().build();
    }

    @PreDestroy
    void close() {
        byRegion.values().forEach(Ec2Client::close);
    }
}
