package io.headroom.cli.play;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.headroom.contracts.budget.Money;
import io.headroom.replay.fleet.score.FleetOutcome;

/// What must hold for the demo to have succeeded; everything that did not is named.
public record Verdict(List<String> broken) {

    static Verdict of(FleetOutcome live, JsonNode billHighest) {
        List<String> broken = new ArrayList<>();
        Money most = Money.of(billHighest.path("most").asText("0"));
        if (most.compareTo(live.budget().cap()) > 0) {
            broken.add(
                    "the providers' bill came to $"
                            + most
                            + ", above the cap of $"
                            + live.budget().cap());
        }
        if (live.budget().highestCommitted().compareTo(live.budget().cap()) > 0) {
            broken.add(
                    "spent and committed came to $"
                            + live.budget().highestCommitted()
                            + ", above the cap");
        }
        if (live.workloads().lost() > 0) {
            broken.add(live.workloads().lost() + " accepted workload(s) cannot be found any more");
        }
        FleetOutcome.Workloads w = live.workloads();
        int sum = w.done() + w.waiting() + w.refused() + w.failed() + w.cancelled() + w.lost();
        if (sum != w.submitted()) {
            broken.add(w.submitted() + " workloads were submitted, " + sum + " are accounted for");
        }
        if (live.instancesLeft() > 0) {
            broken.add(live.instancesLeft() + " instance(s) are left at the providers");
        }
        if (w.done() == 0) {
            broken.add("no workload was done");
        }
        return new Verdict(broken);
    }

    public boolean holds() {
        return broken.isEmpty();
    }
}
