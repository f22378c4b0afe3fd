package io.headroom.contracts.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/// The key that two pairs of keys agree on, for one value.
record Agreement(SecretKey key) {

    static final Base64.Encoder BASE64 = Base64.getEncoder();

    private static final String CURVE = "X25519";
    private static final int TAG_BITS = 128;

    /// A key seals one value only, so that its nonce need not differ.
    private static final byte[] NONCE = new byte[12];

    static KeyPair newPair() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(CURVE).generateKeyPair();
    }

    static String text(PublicKey key) {
        return BASE64.encodeToString(key.getEncoded());
    }

    /// @throws IllegalArgumentException if it is not base64
    static PublicKey publicKey(String text) throws GeneralSecurityException {
        return KeyFactory.getInstance(CURVE)
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text)));
    }

    /// @param sender the public key of the sender, @param receiver and of the receiver: both are mixed in, so that neither can be exchanged
    static Agreement between(PrivateKey own, PublicKey theirs, PublicKey sender, PublicKey receiver)
            throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance(CURVE);
        agreement.init(own);
        agreement.doPhase(theirs, true);
        HKDFParameterSpec derivation =
                HKDFParameterSpec.ofExtract()
                        .addIKM(agreement.generateSecret())
                        .addSalt(sender.getEncoded())
                        .addSalt(receiver.getEncoded())
                        .thenExpand("headroom sealed value".getBytes(StandardCharsets.UTF_8), 32);
        return new Agreement(KDF.getInstance("HKDF-SHA256").deriveKey("AES", derivation));
    }

    byte[] seal(byte[] value, String about) throws GeneralSecurityException {
        return cipher(Cipher.ENCRYPT_MODE, about).doFinal(value);
    }

    byte[] open(byte[] body, String about) throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE, about).doFinal(body);
    }

    private Cipher cipher(int mode, String about) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, NONCE));
        cipher.updateAAD(about.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
