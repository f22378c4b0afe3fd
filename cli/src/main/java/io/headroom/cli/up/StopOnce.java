package io.headroom.cli.up;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ends an `up` once, whether a signal or a failed start asks for it.
final class StopOnce implements Runnable {
    private final Up up;
    private final PrintWriter out;
    private final UpLock lock;
    private final AtomicBoolean done = new AtomicBoolean();

    StopOnce(Up up, PrintWriter out, UpLock lock) {
        this.up = up;
        this.out = out;
        this.lock = lock;
    }

    @Override
    public void run() {
        if (done.getAndSet(true)) {
            return;
        }
        var started = up.hasStarted();
        if (started) {
            say("stopping");
        }
        try {
            up.stop();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        lock.close();
        if (started) {
            say("stopped");
        }
    }

    private void say(String line) {
        out.println("  " + line);
        out.flush();
    }
}
