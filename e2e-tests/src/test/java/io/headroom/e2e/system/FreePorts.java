package io.headroom.e2e.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/// Eight ports in a row that nobody uses, below those that systems give to outgoing connections.
final class FreePorts {

    private static final int LOWEST = 21_000;
    private static final int HIGHEST = 31_000;
    private static final int COUNT = 8;

    private FreePorts() {}

    /// Begins at a place of this process' own, so that two test runs do not try the same.
    static int base() {
        int span = (HIGHEST - LOWEST) / 10;
        int begin = (int) (ProcessHandle.current().pid() % span);
        return IntStream.range(0, span)
                .map(i -> LOWEST + (begin + i) % span * 10)
                .filter(FreePorts::allFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no eight free ports in a row"));
    }

    private static boolean allFree(int base) {
        return IntStream.range(base, base + COUNT).allMatch(FreePorts::isFree);
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
