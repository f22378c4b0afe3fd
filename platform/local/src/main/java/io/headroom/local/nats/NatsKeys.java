package io.headroom.local.nats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import io.nats.client.NKey;

import io.headroom.local.identity.OwnerOnly;

/// Makes NATS keys and keeps their seeds, each in a file of its own.
final class NatsKeys {
    private static final SecureRandom RANDOM = new SecureRandom();

    private NatsKeys() {}

    enum Kind {
        OPERATOR,
        ACCOUNT,
        USER
    }

    /// The key in `file`, which is made where it is not there yet.
    static NKey kept(Path file, Kind kind) {
        if (Files.exists(file)) {
            return NKey.fromSeed(OwnerOnly.read(file).strip().toCharArray());
        }
        var key = fresh(kind);
        OwnerOnly.write(file, new String(key.getSeed()) + "\n");
        return key;
    }

    static NKey fresh(Kind kind) {
        try {
            return switch (kind) {
                case OPERATOR -> NKey.createOperator(RANDOM);
                case ACCOUNT -> NKey.createAccount(RANDOM);
                case USER -> NKey.createUser(RANDOM);
            };
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot make an Ed25519 key", e);
        }
    }

    static String publicKey(NKey key) {
        try {
            return new String(key.getPublicKey());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("a key that cannot say its public half", e);
        }
    }
}
