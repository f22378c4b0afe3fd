package io.headroom.placement.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.platform.rest.Problem;

/// Seals what lies in the database, and opens it again: AES-256-GCM with a nonce of its own for each value, under a key that HKDF-SHA256
/// derives from a line of the key file.
@Singleton
class Vault {

    private static final int SHORTEST = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SequencedMap<String, SecretKey> keys;
    private final SecureRandom random = new SecureRandom();

    @Inject
    Vault(SecretSettings settings) {
        this(settings.keyFile().map(Vault::keysIn).orElseGet(LinkedHashMap::new));
    }

    private Vault(SequencedMap<String, SecretKey> keys) {
        this.keys = keys;
    }

    static Vault of(Path keyFile) {
        return new Vault(keysIn(keyFile));
    }

    /// A sealed value, and the name of the key that opens it.
    record Kept(String keyId, String sealed) {}

    boolean isOpen() {
        return !keys.isEmpty();
    }

    /// @param about what the value is; it opens as nothing else, so that nobody who can write to the database can exchange two
    Kept seal(String about, String value) {
        if (!isOpen()) {
            throw Problem.unavailable(
                    "secrets are not kept here: headroom.secrets.key-file is not set");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var key = keys.firstEntry();
        byte[] body =
                cipher(
                        Cipher.ENCRYPT_MODE,
                        key.getValue(),
                        nonce,
                        about,
                        value.getBytes(StandardCharsets.UTF_8));
        byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + body.length);
        System.arraycopy(body, 0, both, NONCE_BYTES, body.length);
        return new Kept(key.getKey(), Base64.getEncoder().encodeToString(both));
    }

    /// @throws IllegalStateException if the key is not here, or it was sealed about something else
    String open(String about, Kept kept) {
        SecretKey key = keys.get(kept.keyId());
        if (key == null) {
            throw new IllegalStateException(
                    "the key file has no key " + kept.keyId() + " any more");
        }
        byte[] both = Base64.getDecoder().decode(kept.sealed());
        byte[] nonce = Arrays.copyOf(both, NONCE_BYTES);
        byte[] body = Arrays.copyOfRange(both, NONCE_BYTES, both.length);
        return new String(
                cipher(Cipher.DECRYPT_MODE, key, nonce, about, body), StandardCharsets.UTF_8);
    }

    private static byte[] cipher(
            int mode, SecretKey key, byte[] nonce, String about, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(about.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret cannot be sealed or opened: " + about, e);
        }
    }

    private static SequencedMap<String, SecretKey> keysIn(Path file) {
        SequencedMap<String, SecretKey> keys = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String text = line.strip();
                if (text.isEmpty()) {
                    continue;
                }
                if (text.length() < SHORTEST) {
                    throw new IllegalArgumentException(
                            "headroom.secrets.key-file: a key has fewer than 32 characters");
                }
                keys.put(name(text), derived(text, "headroom secret"));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "headroom.secrets.key-file cannot be read: " + file, e);
        }
        return keys;
    }

    /// Tells keys apart and nothing about them.
    private static String name(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOf(derived(text, "headroom key name").getEncoded(), 9));
    }

    private static SecretKey derived(String text, String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(text.getBytes(StandardCharsets.UTF_8))
                                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HKDF-SHA256", e);
        }
    }
}
