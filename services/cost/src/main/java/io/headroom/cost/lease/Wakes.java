package io.headroom.cost.lease;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.headroom.contracts.budget.NodeSpend;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.node.Node;
import io.headroom.cost.books.Books;
import io.headroom.cost.books.Books.Kind;
import io.headroom.cost.books.LeaseRow;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.lease.Resting;
import io.headroom.engine.budget.lease.Settled;

/// What becomes of the leases of stopped nodes when money is asked for to wake them: granted, the lease of the rest ends where the new
/// one begins; denied, it goes on. Both are one decision, so that at no instant neither or both are paid for.
///
/// The request may be heard before the stop itself is: it says since when the node was stopped, and what is said of the node's earlier
/// life after that is known by its version.
record Wakes(Map<LeaseRow, Settled> ends, Accounts accounts) {

    /// Leases of an earlier life of nodes that are to be woken.
    static List<LeaseRow> leasesOfRest(Books books, SpendRequested request) {
        return request.nodes().stream()
                .filter(n -> n.woken() != null)
                .flatMap(n -> books.lease(n.node()).stream())
                .filter(l -> !l.isOver() && !l.purchase().equals(request.purchase()))
                .toList();
    }

    /// @param rested the leases that end if this is granted
    static Wakes of(Books books, SpendRequested request, List<LeaseRow> rested) {
        Map<LeaseRow, Settled> ends = new LinkedHashMap<>();
        Accounts accounts = books.accounts();
        for (LeaseRow lease : rested) {
            NodeSpend.Woken woken = wokenIn(request, lease);
            if (woken != null) {
                PaidNode held = lease.paid();
                Settled end = Resting.over(held, books.paying(held), woken, books.now());
                ends.put(lease, end);
                accounts = accounts.post(end.postings());
            }
        }
        return new Wakes(ends, accounts);
    }

    void post(Books books) {
        ends.forEach((lease, end) -> books.settled(lease, end, Kind.RELEASE));
    }

    /// Whether a state is of a life before the one that a lease pays for.
    static boolean isOfEarlierLife(Node node, PaidNode paid) {
        NodeSpend.Woken woken = paid.spend().woken();
        return woken != null && node.version() <= woken.version();
    }

    private static NodeSpend.@Nullable Woken wokenIn(SpendRequested request, LeaseRow lease) {
        return request.nodes().stream()
                .filter(n -> n.node().equals(lease.node()))
                .map(NodeSpend::woken)
                .findFirst()
                .orElse(null);
    }
}
