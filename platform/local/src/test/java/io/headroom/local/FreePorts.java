package io.headroom.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A port that nothing listens on right now.
public final class FreePorts {
    private FreePorts() {}

    public static int one() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
