package io.headroom.agent.join;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.NKey;

import io.headroom.agent.disk.StateFolder;
import io.headroom.contracts.agent.JoinAnswer;
import io.headroom.contracts.agent.JoinRequest;
import io.headroom.contracts.agent.UserData;

/// Gets the agent's identity with the one-time token, and keeps it.
///
/// The key is on disk before the token is used: an agent that dies in between asks again with the same key, which
/// provisioning may answer although the token is used up.
public final class Joining {

    private static final String FILE = "identity.json";

    /// Provisioning may be busy with a hundred machines that boot at once.
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final UserData.Headroom node;
    private final StateFolder folder;
    private final ObjectMapper json;

    public Joining(UserData.Headroom node, StateFolder folder, ObjectMapper json) {
        this.node = node;
        this.folder = folder;
        this.json = json;
    }

    /// The identity: kept from before, or got now.
    ///
    /// @throws IOException when it could not be got this time: ask again later
    public Identity identity(HttpClient http) throws IOException, InterruptedException {
        Identity known =
                folder.read(FILE, Identity.class)
                        .filter(identity -> identity.cell().equals(node.cell()))
                        .orElseGet(this::fresh);
        if (known.joined()) {
            return known;
        }
        Identity joined = known.with(ask(http, known));
        folder.write(FILE, joined);
        return joined;
    }

    private Identity fresh() {
        try {
            NKey key = NKey.createUser(new SecureRandom());
            Identity fresh = new Identity(new String(key.getSeed()), "", "", node.cell());
            folder.write(FILE, fresh);
            return fresh;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no key can be made on this machine", e);
        }
    }

    private JoinAnswer ask(HttpClient http, Identity identity)
            throws IOException, InterruptedException {
        JoinRequest body = new JoinRequest(node.token(), publicKey(identity));
        HttpRequest request =
                HttpRequest.newBuilder(node.join())
                        .timeout(ANSWER_WITHIN)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                        .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(
                    "join was answered with "
                            + response.statusCode()
                            + ": "
                            + new String(response.body(), StandardCharsets.UTF_8));
        }
        try {
            return json.readValue(response.body(), JoinAnswer.class);
        } catch (IOException e) {
            throw new IOException("join was answered with something else than a JWT", e);
        }
    }

    private static String publicKey(Identity identity) throws IOException {
        try {
            return new String(NKey.fromSeed(identity.seed().toCharArray()).getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new IOException("the kept key cannot be read", e);
        }
    }
}
