package io.headroom.cost.lease;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;

import io.headroom.contracts.budget.Lease;
import io.headroom.contracts.budget.Money;
import io.headroom.contracts.budget.NodeSpend;
import io.headroom.contracts.budget.SpendDenied;
import io.headroom.contracts.budget.SpendGranted;
import io.headroom.contracts.budget.SpendRequested;
import io.headroom.contracts.json.DashedEnums;
import io.headroom.contracts.node.NodeId;
import io.headroom.cost.books.BookStore;
import io.headroom.cost.books.Books;
import io.headroom.cost.books.LeaseRow;
import io.headroom.engine.budget.SpendDecision;
import io.headroom.engine.budget.SpendGuard;
import io.headroom.engine.budget.lease.LeasePolicy;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.platform.bus.InboundEvent;
import io.headroom.platform.bus.UnreadableEvent;
import io.headroom.platform.database.Commits;
import io.headroom.platform.inbox.Inbox;

/// Answers requests for money, as many as wait in one transaction: the books are opened once, decided in memory, written once.
@ApplicationScoped
public class LeaseDesk {

    private final Inbox inbox;
    private final BookStore store;
    private final LeasePolicy policy;
    private final Commits commits;
    private final LeaseLoop loop;
    private final LeaseNotices notices;
    private final MeterRegistry meters;

    @Inject
    LeaseDesk(
            Inbox inbox,
            BookStore store,
            LeasePolicy policy,
            Commits commits,
            LeaseLoop loop,
            LeaseNotices notices,
            MeterRegistry meters) {
        this.inbox = inbox;
        this.store = store;
        this.policy = policy;
        this.commits = commits;
        this.loop = loop;
        this.notices = notices;
        this.meters = meters;
    }

    @Incoming("spend-requests")
    Uni<Void> onSpendRequested(List<InboundEvent> events) {
        return Uni.createFrom().deferred(() -> answer(requests(events)));
    }

    private Uni<Void> answer(SequencedMap<InboundEvent, SpendRequested> asked) {
        return inbox.once(
                List.copyOf(asked.keySet()),
                session -> store.open(session, nodes(asked.values())),
                (session, books, fresh) ->
                        answer(
                                session,
                                books,
                                fresh.stream()
                                        .map(e -> Objects.requireNonNull(asked.get(e)))
                                        .toList()));
    }

    private static SequencedMap<InboundEvent, SpendRequested> requests(List<InboundEvent> events) {
        SequencedMap<InboundEvent, SpendRequested> asked = new LinkedHashMap<>();
        events.forEach(event -> asked.put(event, request(event)));
        return asked;
    }

    /// Decides requests in the order given.
    public Uni<Void> answer(Mutiny.Session session, List<SpendRequested> requests) {
        return store.open(session, nodes(requests))
                .chain(books -> answer(session, books, requests));
    }

    private Uni<Void> answer(Mutiny.Session session, Books books, List<SpendRequested> requests) {
        requests.forEach(request -> decide(books, request));
        if (!books.changedLeases().isEmpty()) {
            commits.after(session, () -> tell(books));
        }
        return store.close(session, books);
    }

    private static List<NodeId> nodes(Collection<SpendRequested> requests) {
        return requests.stream().flatMap(r -> r.nodes().stream()).map(NodeSpend::node).toList();
    }

    /// The loop is woken for leases that it has to tell of itself; when the others are due, it sees in time by itself.
    private void tell(Books books) {
        notices.tellNext(
                books.toldAfterwards().stream()
                        .flatMap(node -> books.lease(node).stream())
                        .map(lease -> lease.paid().lease())
                        .toList());
        if (books.toldAfterwards().size() < books.changedLeases().size()) {
            loop.wake();
        }
    }

    private void decide(Books books, SpendRequested request) {
        List<LeaseRow> rested = Wakes.leasesOfRest(books, request);
        List<Optional<LeaseRow>> held =
                request.nodes().stream()
                        .map(
                                n ->
                                        books.lease(n.node())
                                                .filter(l -> !l.isOver() && !rested.contains(l)))
                        .toList();
        if (!held.isEmpty() && held.stream().allMatch(Optional::isPresent)) {
            // Asked again: the answer is what was granted.
            List<Lease> leases = held.stream().map(l -> l.orElseThrow().paid().lease()).toList();
            books.answer(new SpendGranted(request.purchase(), leases));
            return;
        }
        boolean gone =
                held.stream().anyMatch(Optional::isPresent)
                        || request.nodes().stream().anyMatch(n -> isFinal(books, n));
        if (gone) {
            deny(books, request, new SpendDecision.Denied("none", Money.ZERO, books.now()));
            return;
        }
        Wakes wakes = Wakes.of(books, request, rested);
        switch (SpendGuard.decide(
                request,
                books.budgetsOver(request.nodes()),
                wakes.accounts(),
                books.now(),
                policy)) {
            case SpendDecision.Granted granted -> {
                wakes.post(books);
                grant(books, request, granted);
            }
            case SpendDecision.Denied denied -> deny(books, request, denied);
        }
    }

    private void grant(Books books, SpendRequested request, SpendDecision.Granted granted) {
        List<PaidNode> nodes =
                granted.nodes().stream().map(node -> countedOn(books, node)).toList();
        if (notices.isTeller()) {
            nodes.stream()
                    .map(n -> n.spend().node())
                    .filter(n -> books.lease(n).isEmpty())
                    .forEach(books::tellAfterwards);
        }
        books.grant(request.purchase(), nodes, granted.postings());
        books.answer(
                new SpendGranted(request.purchase(), nodes.stream().map(PaidNode::lease).toList()));
        meters.counter("headroom.spend.decisions", "outcome", "granted").increment();
    }

    private void deny(Books books, SpendRequested request, SpendDecision.Denied denied) {
        books.answer(
                new SpendDenied(
                        request.purchase(),
                        denied.by(),
                        denied.missing(),
                        denied.retryNotBefore(),
                        DashedEnums.nameOf(denied.rule())));
        meters.counter("headroom.spend.decisions", "outcome", "denied").increment();
    }

    /// A node that was stopped and is woken: its versions go on.
    private static PaidNode countedOn(Books books, PaidNode node) {
        return books.lease(node.spend().node())
                .map(before -> node.numberedAfter(before.paid().lease().version()))
                .orElse(node);
    }

    private static boolean isFinal(Books books, NodeSpend spend) {
        return books.facts(spend.node()).filter(f -> f.state().isFinal()).isPresent();
    }

    private static SpendRequested request(InboundEvent event) {
        SpendRequested request = event.as(SpendRequested.class);
        for (NodeSpend node : request.nodes()) {
            if (node.worstPerHour().isNegative()
                    || isWrong(node.minimumBilling())
                    || isWrong(node.timeToTerminate())) {
                throw new UnreadableEvent("node " + node.node() + " asks for less than nothing");
            }
        }
        return request;
    }

    private static boolean isWrong(Duration time) {
        return time.isNegative() || time.compareTo(Duration.ofDays(31)) > 0;
    }
}
