package io.headroom.engine.scaling.buy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Ids that a repeated decision derives again: UUID version 5 (RFC 9562) of the decision and an ordinal.
final class DerivedId {

    private DerivedId() {}

    static UUID of(UUID decision, String kind, int ordinal) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(
                    ByteBuffer.allocate(16)
                            .putLong(decision.getMostSignificantBits())
                            .putLong(decision.getLeastSignificantBits())
                            .array());
            ByteBuffer hash =
                    ByteBuffer.wrap(sha1.digest((kind + ordinal).getBytes(StandardCharsets.UTF_8)));
            long high = (hash.getLong() & ~0xF000L) | 0x5000L;
            long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
