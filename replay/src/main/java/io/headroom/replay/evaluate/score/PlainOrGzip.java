package io.headroom.replay.evaluate.score;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// Opens a text file, whether it is packed or not.
public final class PlainOrGzip {
    private PlainOrGzip() {}

    public static BufferedReader reader(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
            bytes = new GZIPInputStream(bytes);
        }
        return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    }
}
