package io.headroom.cost.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.headroom.contracts.budget.BudgetSpec;
import io.headroom.contracts.budget.BudgetThreshold;
import io.headroom.platform.rest.Problem;

/// Which addresses may be posted to: none of this machine or of a private network, unless that is allowed.
@Singleton
public final class Addresses {

    /// What a host stands for now.
    sealed interface Judged {

        /// The one address to connect to. To ask for the name again could give another.
        record Allowed(InetAddress address) implements Judged {}

        record Refused(String why) implements Judged {}
    }

    /// Tells which addresses a name has.
    @FunctionalInterface
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private final WebhookSettings settings;
    private final Names names;
    private final Predicate<InetAddress> reserved;

    @Inject
    Addresses(WebhookSettings settings) {
        this(settings, InetAddress::getAllByName, ReservedRanges::contain);
    }

    Addresses(WebhookSettings settings, Names names, Predicate<InetAddress> reserved) {
        this.settings = settings;
        this.names = names;
        this.reserved = reserved;
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

    /// Asks for the name once and judges every address that it has: who owns a name chooses which of them comes first.
    Judged judge(URI url) {
        String host = bare(url.getHost());
        try {
            InetAddress[] all = names.of(host);
            for (InetAddress address : all) {
                if (!settings.allowPrivate() && reserved.test(address)) {
                    return new Judged.Refused(host + " is private: " + address.getHostAddress());
                }
            }
            return all.length == 0
                    ? new Judged.Refused(host + " has no address")
                    : new Judged.Allowed(all[0]);
        } catch (UnknownHostException _) {
            return new Judged.Refused(host + " is not known");
        }
    }

    private boolean isPrivateAsWritten(String host) {
        String name = bare(host).toLowerCase(Locale.ROOT);
        if (name.equals("localhost") || name.endsWith(".localhost") || name.endsWith(".internal")) {
            return true;
        }
        boolean literal = name.indexOf(':') >= 0 || name.matches("[0-9.]+|0x[0-9a-f.x]+");
        try {
            return literal && reserved.test(InetAddress.ofLiteral(name));
        } catch (IllegalArgumentException _) {
            // Numbers that are no address are nothing to post to.
            return true;
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
