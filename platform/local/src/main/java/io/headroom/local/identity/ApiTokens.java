package io.headroom.local.identity;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/// Signs the tokens that people and services show to the API, with a key that was made on this machine.
public final class ApiTokens {
    private static final String ISSUER = "headroom";
    private static final String PRIVATE = "private.pem";

    /// Tokens are issued again at each `up`; an installation that runs longer than this without a
    /// restart has to ask for new ones.
    private static final Duration VALIDITY = Duration.ofDays(365);

    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

    private final Path folder;
    private final InstantSource clock;

    private ApiTokens(Path folder, InstantSource clock) {
        this.folder = OwnerOnly.folder(folder);
        this.clock = clock;
    }

    /// With the key kept in `folder`, which is made where it is not there yet.
    public static ApiTokens in(Path folder, InstantSource realClock) {
        var tokens = new ApiTokens(folder, realClock);
        if (!Files.exists(tokens.privateKeyFile()) || !Files.exists(tokens.publicKeyFile())) {
            tokens.makeKey();
        }
        return tokens;
    }

    /// With the key that is kept in `folder` already; empty where there is none.
    public static Optional<ApiTokens> kept(Path folder, InstantSource realClock) {
        return Files.exists(folder.resolve(PRIVATE))
                ? Optional.of(new ApiTokens(folder, realClock))
                : Optional.empty();
    }

    /// For services: with it they check a token, and cannot make one.
    public Path publicKeyFile() {
        return folder.resolve("public.pem");
    }

    /// @param tenant whose things it may see, `*` for everybody's
    public String issue(String principal, List<String> groups, String tenant) {
        return issue(principal, groups, tenant, VALIDITY);
    }

    /// @param validity for how long it is believed
    public String issue(String principal, List<String> groups, String tenant, Duration validity) {
        var now = clock.instant();
        var claims = JsonNodeFactory.instance.objectNode();
        claims.put("iss", ISSUER).put("sub", principal).put("upn", principal).put("tenant", tenant);
        groups.forEach(claims.putArray("groups")::add);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(validity).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        var header = JsonNodeFactory.instance.objectNode().put("alg", "ES256").put("typ", "JWT");
        var content = encode(header.toString()) + "." + encode(claims.toString());
        return content + "." + BASE64_URL.encodeToString(sign(content));
    }

    private Path privateKeyFile() {
        return folder.resolve(PRIVATE);
    }

    private void makeKey() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            OwnerOnly.write(privateKeyFile(), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            OwnerOnly.write(publicKeyFile(), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has ES256", e);
        }
    }

    private byte[] sign(String content) {
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(privateKey());
            signature.update(content.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has ES256", e);
        }
    }

    private PrivateKey privateKey() throws GeneralSecurityException {
        var body = OwnerOnly.read(privateKeyFile()).replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
    }

    private static String encode(String json) {
        return BASE64_URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String pem(String kind, byte[] encoded) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind);
    }
}
