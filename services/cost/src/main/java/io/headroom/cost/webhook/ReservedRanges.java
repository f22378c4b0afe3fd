package io.headroom.cost.webhook;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// Addresses that nobody's public receiver has: this machine, private and shared networks, groups, documentation, and
/// those that carry another address within them, which could be any of these.
final class ReservedRanges {

    private static final List<Range> RANGES =
            Stream.of(
                            "0.0.0.0/8",
                            "10.0.0.0/8",
                            "100.64.0.0/10",
                            "127.0.0.0/8",
                            "169.254.0.0/16",
                            "172.16.0.0/12",
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.88.99.0/24",
                            "192.168.0.0/16",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "224.0.0.0/4",
                            // With it the broadcast address.
                            "240.0.0.0/4",
                            // Unspecified, loopback, and IPv4 written as IPv6 in the oldest way.
                            "::/96",
                            "64:ff9b::/96",
                            "64:ff9b:1::/48",
                            "100::/64",
                            "2001::/23",
                            "2001:db8::/32",
                            "2002::/16",
                            "3fff::/20",
                            "5f00::/16",
                            "fc00::/7",
                            "fe80::/10",
                            "fec0::/10",
                            "ff00::/8")
                    .map(Range::of)
                    .toList();

    private ReservedRanges() {}

    static boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        return isMapped(bytes) || RANGES.stream().anyMatch(r -> r.contains(bytes));
    }

    /// `::ffff:a.b.c.d`. Java makes an IPv4 address of it nearly everywhere; what is left is nothing to post to.
    private static boolean isMapped(byte[] bytes) {
        if (bytes.length != 16 || bytes[10] != -1 || bytes[11] != -1) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private record Range(InetAddress first, int bits) {

        static Range of(String text) {
            int slash = text.indexOf('/');
            return new Range(
                    InetAddress.ofLiteral(text.substring(0, slash)),
                    Integer.parseInt(text.substring(slash + 1)));
        }

        boolean contains(byte[] address) {
            byte[] prefix = first.getAddress();
            if (address.length != prefix.length) {
                return false;
            }
            for (int done = 0; done < bits; done += 8) {
                int mask = 0xff << Math.max(0, 8 - (bits - done));
                if (((address[done / 8] ^ prefix[done / 8]) & mask & 0xff) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
