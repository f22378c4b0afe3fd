package io.headroom.contracts.seal;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;

import io.headroom.contracts.check.Checks;

/// A value that only the holder of one private key can read: an agreement of X25519 keys (RFC 7748), a key derived from it by HKDF-SHA256
/// (RFC 5869) over both public keys, and AES-256-GCM. The sender's key is new with every value, so that no key seals two.
///
/// @param key the sender's public key of this one value, as `SubjectPublicKeyInfo` in base64
/// @param body what was sealed and its tag, in base64
public record Sealed(String key, String body) {

    public Sealed {
        new Checks()
                .that(key != null && key.length() < 256, "key", "must be a public key in base64")
                .that(body != null && !body.isBlank(), "body", "is required")
                .done();
    }

    /// @param receiver the receiver's public key, as [SealingKey#publicKey()] gives it
    /// @param about what the value is for; it opens only for the same
    /// @throws IllegalArgumentException if that is no public key
    public static Sealed to(String receiver, String about, byte[] value) {
        try {
            PublicKey theirs = Agreement.publicKey(receiver);
            KeyPair own = Agreement.newPair();
            byte[] body =
                    Agreement.between(own.getPrivate(), theirs, own.getPublic(), theirs)
                            .seal(value, about);
            return new Sealed(
                    Agreement.text(own.getPublic()), Agreement.BASE64.encodeToString(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a key that a value can be sealed for", e);
        }
    }

    /// Never what is inside.
    @Override
    public String toString() {
        return "Sealed[" + body.length() + " characters]";
    }
}
