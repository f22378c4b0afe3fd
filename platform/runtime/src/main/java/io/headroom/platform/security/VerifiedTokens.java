package io.headroom.platform.security;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;

import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Verifies each token once: clients send the same one with every request, and checking an elliptic curve's signature takes
/// longer than all else that a small request costs. What does not verify is never remembered.
@Alternative
@Priority(1)
@Singleton
public class VerifiedTokens implements JWTParser {

    /// More clients than speak to one service; the one not heard from longest is verified again.
    private static final int MOST = 1000;

    private final JWTParser verifier;

    /// Tokens expire by real time.
    private final Clock clock = Clock.systemUTC();

    private final Map<String, JsonWebToken> verified =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, JsonWebToken> eldest) {
                    return size() > MOST;
                }
            };

    @Inject
    VerifiedTokens(JWTAuthContextInfo settings) {
        this.verifier = new DefaultJWTParser(settings);
    }

    @Override
    public JsonWebToken parse(String token) throws ParseException {
        JsonWebToken known = known(token);
        if (known != null) {
            return known;
        }
        JsonWebToken fresh = verifier.parse(token);
        synchronized (verified) {
            verified.put(token, fresh);
        }
        return fresh;
    }

    private @Nullable JsonWebToken known(String token) {
        synchronized (verified) {
            JsonWebToken known = verified.get(token);
            if (known == null || clock.instant().getEpochSecond() < known.getExpirationTime()) {
                return known;
            }
            // Verified again, so that the answer to an expired token is the verifier's.
            verified.remove(token);
            return null;
        }
    }

    @Override
    public JsonWebToken parse(String token, JWTAuthContextInfo settings) throws ParseException {
        return verifier.parse(token, settings);
    }

    @Override
    public JsonWebToken verify(String token, PublicKey key) throws ParseException {
        return verifier.verify(token, key);
    }

    @Override
    public JsonWebToken verify(String token, SecretKey key) throws ParseException {
        return verifier.verify(token, key);
    }

    @Override
    public JsonWebToken verify(String token, String secret) throws ParseException {
        return verifier.verify(token, secret);
    }

    @Override
    public JsonWebToken decrypt(String token, PrivateKey key) throws ParseException {
        return verifier.decrypt(token, key);
    }

    @Override
    public JsonWebToken decrypt(String token, SecretKey key) throws ParseException {
        return verifier.decrypt(token, key);
    }

    @Override
    public JsonWebToken decrypt(String token, String secret) throws ParseException {
        return verifier.decrypt(token, secret);
    }

    @Override
    public JsonWebToken parseOnly(String token) throws ParseException {
        return verifier.parseOnly(token);
    }
}
