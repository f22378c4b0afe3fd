package io.headroom.cost.books;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

import io.headroom.contracts.budget.NodeSpend;
import io.headroom.contracts.budget.PurchaseId;
import io.headroom.contracts.budget.SpendAttributes;
import io.headroom.contracts.envelope.Event;
import io.headroom.contracts.node.NodeId;
import io.headroom.engine.budget.SpendGuard;
import io.headroom.engine.budget.book.Account;
import io.headroom.engine.budget.book.Accounts;
import io.headroom.engine.budget.book.Posting;
import io.headroom.engine.budget.lease.PaidNode;
import io.headroom.engine.budget.lease.Settled;
import io.headroom.engine.budget.limit.Budget;
import io.headroom.engine.price.CommitmentFee;

/// What a transaction has open: it decides in memory, and everything is written at its end.
public final class Books {

    /// Why something was posted.
    public enum Kind {
        GRANT,
        RENEW,
        USAGE,
        RELEASE
    }

    private final Instant now;
    private final KnownBooks known;
    private final SequencedMap<String, BudgetRow> budgets = new LinkedHashMap<>();
    private final SequencedMap<NodeId, LeaseRow> leases = new LinkedHashMap<>();
    private final SequencedMap<NodeId, NodeFacts> facts = new LinkedHashMap<>();
    private final SequencedMap<NodeId, NodeFacts> learned = new LinkedHashMap<>();
    private final SequencedMap<NodeId, LeaseRow> changed = new LinkedHashMap<>();
    private final List<Posting> postings = new ArrayList<>();
    private final List<Posting> released = new ArrayList<>();
    private final List<LedgerRow> entries = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Event> answers = new ArrayList<>();
    private final Set<NodeId> toldAfterwards = new HashSet<>();
    private Accounts accounts;

    Books(Instant now, KnownBooks known, List<LeaseRow> leases, List<NodeFacts> facts) {
        this.now = now;
        this.known = known;
        known.budgets().forEach(b -> this.budgets.put(b.name(), b));
        this.accounts =
                Accounts.of(known.accounts().values().stream().map(AccountRow::account).toList());
        leases.forEach(l -> this.leases.put(l.node(), l));
        facts.forEach(f -> this.facts.put(f.node(), f));
    }

    public Instant now() {
        return now;
    }

    public List<Budget> budgets() {
        return known.limits().all();
    }

    /// Those of them that a decision on these nodes is about: of a hundred, the twenty that match. They are looked up once
    /// for all requests that ask for the same.
    public List<Budget> budgetsOver(List<NodeSpend> nodes) {
        return known.limits().over(nodes);
    }

    public List<BudgetRow> budgetRows() {
        return List.copyOf(budgets.values());
    }

    public Optional<BudgetRow> budget(String name) {
        return Optional.ofNullable(budgets.get(Budget.declared(name)));
    }

    public Accounts accounts() {
        return accounts;
    }

    public Optional<LeaseRow> lease(NodeId node) {
        return Optional.ofNullable(leases.get(node));
    }

    public List<LeaseRow> leases() {
        return List.copyOf(leases.values());
    }

    public Optional<NodeFacts> facts(NodeId node) {
        return Optional.ofNullable(facts.get(node));
    }

    /// The budgets that a node's lease is paid from.
    public List<Budget> paying(PaidNode node) {
        return SpendGuard.named(budgets(), node.lease());
    }

    public void say(Event event) {
        events.add(event);
    }

    /// Says it to who asked, and has no other answer before this one is heard.
    public void answer(Event event) {
        answers.add(event);
    }

    /// A new lease, paid for. Throws when that passes a cap, which the decision before must have seen.
    public void grant(PurchaseId purchase, List<PaidNode> nodes, List<Posting> posted) {
        List<Budget> over = budgetsOver(nodes.stream().map(PaidNode::spend).toList());
        accounts = accounts.postWithinCaps(posted, over);
        postings.addAll(posted);
        for (PaidNode node : nodes) {
            keep(new LeaseRow(purchase, node));
            entries.addAll(LedgerRow.granted(now, node, this::tenantOf));
        }
    }

    /// A lease that goes on: paid anew, within the caps.
    public void renewed(LeaseRow lease, Settled settled) {
        accounts = accounts.postWithinCaps(settled.postings(), budgets());
        book(lease, settled, Kind.RENEW);
    }

    /// A node that was charged, or gave back. What is spent is spent: this asks no cap.
    public void settled(LeaseRow lease, Settled settled, Kind kind) {
        accounts = accounts.post(settled.postings());
        book(lease, settled, kind);
    }

    /// A commitment's fee, which is due whatever a cap says.
    ///
    /// @param id under which the ledger has it
    public void fee(NodeId id, List<Posting> posted) {
        accounts = accounts.post(posted);
        postings.addAll(posted);
        posted.forEach(p -> enter(Kind.USAGE, id, p));
    }

    /// What a commitment's fee came to, in its parts.
    public void feeCost(NodeId id, SpendAttributes attributes, CommitmentFee.Cost cost) {
        entries.addAll(CostRows.fee(now, id, attributes, cost));
    }

    private void book(LeaseRow lease, Settled settled, Kind kind) {
        PaidNode node = settled.node();
        postings.addAll(settled.postings());
        if (kind == Kind.RELEASE) {
            released.addAll(settled.postings());
        }
        settled.postings().forEach(p -> enter(kind, node.spend().node(), p));
        settled.usage().stream()
                .flatMap(u -> u.byHour().stream())
                .forEach(
                        u ->
                                entries.addAll(
                                        CostRows.of(now, node, facts.get(node.spend().node()), u)));
        keep(new LeaseRow(lease.purchase(), node));
    }

    private void enter(Kind kind, NodeId node, Posting posting) {
        // What follows from a budget is no money of its own.
        boolean own = posting.budget().equals(Budget.declared(posting.budget()));
        if (own && (posting.spent().micros() != 0 || posting.committed().micros() != 0)) {
            entries.add(LedgerRow.posted(now, kind, node, tenantOf(posting.budget()), posting));
        }
    }

    private String tenantOf(String budget) {
        BudgetRow row = budgets.get(budget);
        String tenant = row == null ? null : row.spec().scope().tenant();
        return tenant == null ? "*" : tenant;
    }

    public void keep(LeaseRow lease) {
        leases.put(lease.node(), lease);
        changed.put(lease.node(), lease);
    }

    /// What is now known of a node, for splitting its cost.
    public void learn(NodeFacts now) {
        facts.put(now.node(), now);
        learned.put(now.node(), now);
    }

    /// What was learned since the books were opened.
    public List<NodeFacts> learned() {
        return List.copyOf(learned.values());
    }

    /// This process tells the agent of a node's new lease itself, once it is paid for.
    public void tellAfterwards(NodeId node) {
        toldAfterwards.add(node);
    }

    /// Those nodes.
    public Set<NodeId> toldAfterwards() {
        return toldAfterwards;
    }

    /// What was known when they were opened.
    KnownBooks known() {
        return known;
    }

    /// An account as it was when the books were opened.
    Optional<AccountRow> accountRow(Account account) {
        return Optional.ofNullable(known.accounts().get(KnownBooks.Key.of(account)));
    }

    List<Posting> postings() {
        return postings;
    }

    /// What was posted for nodes that are gone.
    List<Posting> released() {
        return released;
    }

    /// Leases that are others than they were, so that agents may have to be told, or something ends sooner.
    public List<LeaseRow> changedLeases() {
        return List.copyOf(changed.values());
    }

    List<LedgerRow> entries() {
        return LedgerRow.merged(entries);
    }

    List<Event> events() {
        return events;
    }

    List<Event> answers() {
        return answers;
    }

    BudgetRow saidAgain(String budget) {
        BudgetRow next = budget(budget).orElseThrow().saidAgain();
        budgets.put(next.name(), next);
        return next;
    }
}
