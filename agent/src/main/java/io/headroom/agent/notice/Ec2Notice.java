package io.headroom.agent.notice;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;

/// The interruption notice of an EC2 spot instance, two minutes before its end, by the instance metadata service's second
/// version (`latest/meta-data/spot/instance-action`).
public final class Ec2Notice implements SpotNotice {

    public static final URI ADDRESS = URI.create("http://169.254.169.254");

    private static final String TOKEN = "X-aws-ec2-metadata-token";

    private final URI address;
    private final ObjectMapper json;

    public Ec2Notice(URI address, ObjectMapper json) {
        this.address = address;
        this.json = json;
    }

    @Override
    public Optional<Instant> goneAt() throws IOException {
        byte[] token =
                Metadata.ask(
                                "PUT",
                                address.resolve("/latest/api/token"),
                                Map.of(TOKEN + "-ttl-seconds", "60"))
                        .orElseThrow(() -> new IOException("no metadata token is to be had"));
        Optional<byte[]> action =
                Metadata.ask(
                        "GET",
                        address.resolve("/latest/meta-data/spot/instance-action"),
                        Map.of(TOKEN, new String(token, StandardCharsets.UTF_8)));
        return action.isEmpty()
                ? Optional.empty()
                : Optional.of(InstanceAction.read(action.get(), json));
    }
}
