package io.headroom.cost.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.BudgetThreshold;
import io.headroom.platform.rest.Problem;

/// Which addresses may be posted to: none of this machine or of a private network, unless that is allowed.
@Singleton
public final class Addresses {

    private final WebhookSettings settings;

    @Inject
    Addresses(WebhookSettings settings) {
        this.settings = settings;
    }

    /// Refuses a declaration that names an address which is private as it is written. What a name stands for is looked at
    /// before each post, for it can change.
    public void check(BudgetSpec spec) {
        List<BudgetThreshold> thresholds = spec.thresholds();
        for (int i = 0; i < thresholds.size(); i++) {
            URI url = thresholds.get(i).url();
            if (url != null && !settings.allowPrivate() && isPrivateAsWritten(url.getHost())) {
                throw Problem.invalid(
                        "thresholds[" + i + "].url",
                        "must not be an address of this machine or of a private network");
            }
        }
    }

    /// Why an address must not be posted to now.
    Optional<String> refusal(URI url) {
        if (settings.allowPrivate()) {
            return Optional.empty();
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(bare(url.getHost()))) {
                if (isPrivate(address)) {
                    return Optional.of(url.getHost() + " is private: " + address.getHostAddress());
                }
            }
            return Optional.empty();
        } catch (UnknownHostException _) {
            return Optional.of(url.getHost() + " is not known");
        }
    }

    private static boolean isPrivateAsWritten(String host) {
        String name = bare(host).toLowerCase(java.util.Locale.ROOT);
        if (name.equals("localhost") || name.endsWith(".localhost") || name.endsWith(".internal")) {
            return true;
        }
        boolean literal = name.indexOf(':') >= 0 || name.matches("[0-9.]+|0x[0-9a-f.x]+");
        try {
            return literal && isPrivate(InetAddress.ofLiteral(name));
        } catch (IllegalArgumentException _) {
            // Numbers that are no address are nothing to post to.
            return true;
        }
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean carrier = bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || uniqueLocal
                || carrier;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
