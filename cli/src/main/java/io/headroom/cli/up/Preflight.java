package io.headroom.cli.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

import io.headroom.cli.external.External;
import io.headroom.local.Home;
import io.headroom.local.LocalService;
import io.headroom.local.Ports;
import io.headroom.local.Refused;

/// Looks beforehand for what would make a start fail halfway.
final class Preflight {
    /// PostgreSQL's files and write-ahead log, unpacked programs, logs.
    private static final long NEEDED_MIB = 600;

    private Preflight() {}

    static void check(UpOptions options) {
        enoughDisk(options.home());
        portsAreFree(options.ports(), options.external());
    }

    /// A full disk cannot even take the words of a process in the background that would say so.
    static void enoughDisk(Home home) {
        try {
            var free = Files.getFileStore(home.root()).getUsableSpace() >> 20;
            if (free < NEEDED_MIB) {
                throw new Refused(
                        "the disk of %s has %d MiB free and Headroom needs %d: make room, or choose another --home"
                                .formatted(home.root(), free, NEEDED_MIB));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void portsAreFree(Ports ports, External external) {
        var wanted = new LinkedHashMap<Integer, String>();
        for (var service : LocalService.values()) {
            wanted.put(ports.of(service), service.processName());
        }
        if (external.nats().isEmpty()) {
            wanted.put(ports.nats(), "nats");
        }
        if (external.database().isEmpty()) {
            wanted.put(ports.postgres(), "postgres");
        }
        wanted.entrySet().forEach(Preflight::isFree);
    }

    private static void isFree(Map.Entry<Integer, String> wanted) {
        try (var socket = new ServerSocket(wanted.getKey(), 1, InetAddress.getLoopbackAddress())) {
            socket.setReuseAddress(true);
        } catch (IOException e) {
            throw new Refused(
                    "port %d, which %s needs, is taken: stop what listens there, or choose other ports with --port"
                            .formatted(wanted.getKey(), wanted.getValue()),
                    e);
        }
    }
}
