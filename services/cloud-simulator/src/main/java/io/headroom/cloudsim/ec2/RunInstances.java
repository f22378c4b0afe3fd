package io.headroom.cloudsim.ec2;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.headroom.cloudsim.machine.Launcher;
import io.headroom.cloudsim.machine.Machine;
import io.headroom.cloudsim.machine.Order;
import io.headroom.cloudsim.machine.Refused;
import io.headroom.cloudsim.market.Catalogue;
import io.headroom.cloudsim.market.Provider;
import io.headroom.contracts.time.VirtualClock;

/// RunInstances: one purchase, in one zone.
@Singleton
class RunInstances {

    private final Launcher launcher;
    private final LaunchTemplates templates;
    private final Catalogue catalogue;
    private final VirtualClock clock;

    RunInstances(
            Launcher launcher, LaunchTemplates templates, Catalogue catalogue, VirtualClock clock) {
        this.launcher = launcher;
        this.templates = templates;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    List<Machine> run(Form form) {
        Form whole = templates.under(form);
        Purchase purchase = Purchase.of(whole, catalogue);
        var count =
                new Launcher.Count(
                        Integer.parseInt(whole.required("MinCount")),
                        Integer.parseInt(whole.required("MaxCount")));
        if (form.yes("DryRun")) {
            throw new Ec2Error(
                    412,
                    "DryRunOperation",
                    "Request would have succeeded, but DryRun flag is set.");
        }
        return buy(purchase, count, form.get("ClientToken"), whole.fingerprint());
    }

    /// The token counts by zone, as EC2's does: under the same token another zone sells again.
    List<Machine> buy(
            Purchase purchase, Launcher.Count count, Optional<String> token, String fingerprint) {
        List<String> zones =
                purchase.zone()
                        .map(List::of)
                        .orElseGet(() -> catalogue.shelf(Provider.AWS).zones());
        Instant now = clock.instant();
        String scope = "aws|" + purchase.zone().orElse("any") + "|";
        List<Refused> refusals = new ArrayList<>();
        for (String zone : zones) {
            Order order =
                    purchase.order(zone, token.map(t -> scope + t).orElse(""), fingerprint, now);
            try {
                return launcher.launch(
                        order, count, purchase.tags(), purchase.userData(), n -> Ids.instance());
            } catch (Refused refused) {
                if (refused.why() != Refused.Why.NO_CAPACITY) {
                    throw refused;
                }
                refusals.add(refused);
            }
        }
        throw refusals.getLast();
    }
}
