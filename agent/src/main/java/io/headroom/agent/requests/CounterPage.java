package io.headroom.agent.requests;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;

import io.headroom.contracts.agent.Uncounted;
import io.headroom.contracts.workload.RequestCounter;

/// A page of metrics on this machine's loopback interface, read once.
public final class CounterPage {

    /// Real. A page of this machine is there in milliseconds; a server that is busy may take a second.
    private static final int ANSWER_WITHIN_MILLIS = 2_000;

    /// Ten times what vLLM shows.
    private static final int MOST_BYTES = 4 << 20;

    private static final int PIECE = 16_384;
    private static final double NANOS = 1e9;

    private CounterPage() {}

    /// What the counter stands at now.
    public static Count read(RequestCounter counter, int port) throws NotCounted {
        try {
            URI page = URI.create("http://127.0.0.1:" + port + counter.path());
            if (!(page.toURL().openConnection(Proxy.NO_PROXY) instanceof HttpURLConnection http)) {
                throw new NotCounted(Uncounted.NO_ANSWER);
            }
            try {
                double total = ask(http, counter.counter());
                return new Count(total, System.nanoTime() / NANOS);
            } finally {
                http.disconnect();
            }
        } catch (IOException | IllegalArgumentException _) {
            throw new NotCounted(Uncounted.NO_ANSWER);
        }
    }

    private static double ask(HttpURLConnection http, String counter)
            throws IOException, NotCounted {
        http.setConnectTimeout(ANSWER_WITHIN_MILLIS);
        http.setReadTimeout(ANSWER_WITHIN_MILLIS);
        http.setInstanceFollowRedirects(false);
        http.setUseCaches(false);
        http.setRequestProperty("Accept", "text/plain;version=0.0.4");
        if (http.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new NotCounted(Uncounted.REFUSED);
        }
        CounterLines lines = new CounterLines(counter);
        byte[] piece = new byte[PIECE];
        long all = 0;
        try (InputStream in = http.getInputStream()) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                all += count;
                if (all > MOST_BYTES) {
                    throw new NotCounted(Uncounted.TOO_LARGE);
                }
                lines.take(piece, count);
            }
        }
        return lines.end();
    }
}
