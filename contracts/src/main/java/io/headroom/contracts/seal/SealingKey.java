package io.headroom.contracts.seal;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Base64;

/// The pair of keys of one receiver, for as long as it waits for an answer; it is never written down.
public final class SealingKey {

    private final KeyPair pair;

    private SealingKey(KeyPair pair) {
        this.pair = pair;
    }

    public static SealingKey fresh() {
        try {
            return new SealingKey(Agreement.newPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no X25519", e);
        }
    }

    /// What the sender seals for.
    public String publicKey() {
        return Agreement.text(pair.getPublic());
    }

    /// @param about what it was sealed for
    /// @throws IllegalArgumentException if it was sealed for another, about something else, or changed on its way
    public byte[] open(Sealed sealed, String about) {
        try {
            PublicKey sender = Agreement.publicKey(sealed.key());
            return Agreement.between(pair.getPrivate(), sender, sender, pair.getPublic())
                    .open(Base64.getDecoder().decode(sealed.body()), about);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "it is not sealed for this receiver and " + about, e);
        }
    }
}
