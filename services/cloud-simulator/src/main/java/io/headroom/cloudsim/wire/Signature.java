package io.headroom.cloudsim.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

import io.headroom.cloudsim.SimulatorConfig;

/// Checks that a call is signed (Signature Version 4): always that it is, by the configured key where one is configured,
/// and the signature itself where its secret is.
@Singleton
public class Signature {

    /// Whether it may pass.
    public enum Verdict {
        RIGHT,
        MISSING,
        WRONG
    }

    private static final Pattern HEADER =
            Pattern.compile(
                    "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([a-z0-9]+)/aws4_request, *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})");

    private final Optional<String> accessKeyId;
    private final Optional<String> secret;

    Signature(SimulatorConfig config) {
        this.accessKeyId = config.awsAccessKeyId();
        this.secret = config.awsSecretAccessKey();
    }

    /// @param service whose call it is, as the signature must say
    public Verdict of(String service, HttpHeaders headers, String path, String body) {
        String header = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return Verdict.MISSING;
        }
        Matcher parts = HEADER.matcher(header);
        String date = headers.getHeaderString("X-Amz-Date");
        if (!parts.matches() || date == null || !parts.group(4).equals(service)) {
            return Verdict.WRONG;
        }
        if (accessKeyId.filter(configured -> !configured.equals(parts.group(1))).isPresent()) {
            return Verdict.WRONG;
        }
        String signed = parts.group(6);
        return secret.map(
                                s ->
                                        signature(
                                                s,
                                                parts,
                                                date,
                                                canonical(headers, path, parts.group(5), body)))
                        .filter(right -> !MessageDigest.isEqual(bytes(right), bytes(signed)))
                        .isPresent()
                ? Verdict.WRONG
                : Verdict.RIGHT;
    }

    private static String canonical(HttpHeaders headers, String path, String signed, String body) {
        var text = new StringBuilder("POST\n").append(path).append("\n\n");
        for (String name : signed.split(";", -1)) {
            String value = headers.getHeaderString(name);
            text.append(name.toLowerCase(Locale.ROOT))
                    .append(':')
                    .append(value == null ? "" : value.strip().replaceAll(" +", " "))
                    .append('\n');
        }
        return text.append('\n').append(signed).append('\n').append(Digest.of(body)).toString();
    }

    private static String signature(String secret, Matcher parts, String date, String canonical) {
        String day = parts.group(2);
        String region = parts.group(3);
        String service = parts.group(4);
        String scope = day + "/" + region + "/" + service + "/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + Digest.of(canonical);
        byte[] key = hmac(bytes("AWS4" + secret), day);
        key = hmac(hmac(hmac(key, region), service), "aws4_request");
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
