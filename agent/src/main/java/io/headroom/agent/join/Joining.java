package io.headroom.agent.join;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import com.fasterxml.jackson.core.JsonProcessingException;
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
    private static final int ANSWER_WITHIN_MILLIS = 10_000;

    private static final int MOST_BYTES = 65_536;

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
    public Identity identity() throws IOException {
        Identity known =
                folder.read(FILE, Identity.class)
                        .filter(identity -> identity.cell().equals(node.cell()))
                        .orElseGet(this::fresh);
        if (known.joined()) {
            return known;
        }
        Identity joined = known.with(ask(known));
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

    private JoinAnswer ask(Identity identity) throws IOException {
        JoinRequest body = new JoinRequest(node.token(), publicKey(identity));
        // Not the newer client: used once in an agent's life, it would cost 12 MiB for all of it.
        if (!(node.join().toURL().openConnection() instanceof HttpURLConnection http)) {
            throw new IOException("join address is not http: " + node.join());
        }
        try {
            http.setConnectTimeout(ANSWER_WITHIN_MILLIS);
            http.setReadTimeout(ANSWER_WITHIN_MILLIS);
            http.setInstanceFollowRedirects(false);
            http.setRequestMethod("POST");
            http.setRequestProperty("Content-Type", "application/json");
            http.setDoOutput(true);
            try (OutputStream out = http.getOutputStream()) {
                out.write(json.writeValueAsBytes(body));
            }
            return answer(http);
        } finally {
            http.disconnect();
        }
    }

    private JoinAnswer answer(HttpURLConnection http) throws IOException {
        int status = http.getResponseCode();
        if (status / 100 != 2) {
            throw new IOException("join was answered with " + status + ": " + complaint(http));
        }
        byte[] body;
        try (InputStream in = http.getInputStream()) {
            body = in.readNBytes(MOST_BYTES);
        }
        try {
            return json.readValue(body, JoinAnswer.class);
        } catch (JsonProcessingException e) {
            throw new IOException("join was answered with something else than a JWT", e);
        }
    }

    private static String complaint(HttpURLConnection http) throws IOException {
        try (InputStream in = http.getErrorStream()) {
            return in == null ? "" : new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
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
