package io.headroom.agent.notice;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Asks the metadata server of a cloud machine.
final class Metadata {

    /// It is on the machine's own host: what takes longer does not come.
    private static final int ANSWER_WITHIN_MILLIS = 2_000;

    private static final int MOST_BYTES = 65_536;

    private Metadata() {}

    /// What stands there; empty where nothing does.
    static Optional<byte[]> ask(String method, URI address, Map<String, String> headers)
            throws IOException {
        if (!(address.toURL().openConnection() instanceof HttpURLConnection http)) {
            throw new IOException("a metadata address is not http: " + address);
        }
        try {
            http.setConnectTimeout(ANSWER_WITHIN_MILLIS);
            http.setReadTimeout(ANSWER_WITHIN_MILLIS);
            http.setInstanceFollowRedirects(false);
            http.setRequestMethod(method);
            headers.forEach(http::setRequestProperty);
            int status = http.getResponseCode();
            if (status == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException(address + " answered " + status);
            }
            try (InputStream in = http.getInputStream()) {
                return Optional.of(in.readNBytes(MOST_BYTES));
            }
        } finally {
            http.disconnect();
        }
    }
}
