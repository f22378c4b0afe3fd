package io.headroom.placement.decision;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import io.headroom.platform.database.Rows;

/// A decision's inputs as text: JSON, made small, since most of a fleet is like the rest of it.
final class Packed {

    private Packed() {}

    static String of(Object inputs) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream small = new GZIPOutputStream(bytes)) {
            small.write(Rows.json(inputs).getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    static <T> T open(String packed, Class<T> type) {
        byte[] small = Base64.getDecoder().decode(packed);
        try (GZIPInputStream bytes = new GZIPInputStream(new ByteArrayInputStream(small))) {
            return Rows.read(new String(bytes.readAllBytes(), StandardCharsets.UTF_8), type);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
