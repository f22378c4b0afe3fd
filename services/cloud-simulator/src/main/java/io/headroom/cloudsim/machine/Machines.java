package io.headroom.cloudsim.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import jakarta.inject.Singleton;

import io.headroom.cloudsim.journal.Journal;

/// Every machine that was ever ordered. A change is in the journal before anybody sees it.
@Singleton
public class Machines {

    private static final String JOURNAL = "machine";

    private final Journal journal;
    private final Map<String, Machine> byId;
    private final Map<String, List<String>> byToken = new LinkedHashMap<>();

    public Machines(Journal journal) {
        this.journal = journal;
        this.byId = new LinkedHashMap<>(journal.take(JOURNAL, Machine.class));
        byId.values().forEach(this::rememberToken);
    }

    /// Does something that must not be interleaved with other changes.
    public synchronized <T> T alone(Supplier<T> action) {
        return action.get();
    }

    public synchronized Machine add(Machine machine) {
        journal.put(JOURNAL, machine.id(), machine);
        byId.put(machine.id(), machine);
        rememberToken(machine);
        return machine;
    }

    /// Changes a machine that exists; returns it as it is afterwards.
    public synchronized Machine change(String id, UnaryOperator<Machine> change) {
        Machine before =
                find(id).orElseThrow(
                                () ->
                                        new Refused(
                                                Refused.Why.NOT_FOUND,
                                                "there is no instance " + id));
        Machine after = change.apply(before);
        if (!after.equals(before)) {
            journal.put(JOURNAL, id, after);
            byId.put(id, after);
        }
        return after;
    }

    public synchronized Optional<Machine> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public synchronized List<Machine> all() {
        return new ArrayList<>(byId.values());
    }

    public synchronized List<Machine> where(Predicate<Machine> condition) {
        return byId.values().stream().filter(condition).toList();
    }

    public synchronized List<Machine> orderedUnder(String token) {
        return byToken.getOrDefault(token, List.of()).stream().map(byId::get).toList();
    }

    private void rememberToken(Machine machine) {
        if (!machine.order().token().isEmpty()) {
            byToken.computeIfAbsent(machine.order().token(), t -> new ArrayList<>())
                    .add(machine.id());
        }
    }
}
