package io.headroom.placement.node;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

import io.headroom.contracts.agent.SecretsTold;
import io.headroom.contracts.agent.SecretsWanted;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.seal.Sealed;
import io.headroom.contracts.workload.WorkloadSpec;
import io.headroom.placement.picture.BoundReplica;
import io.headroom.placement.picture.ReplicaTable;
import io.headroom.placement.secret.KnownSecrets;
import io.headroom.placement.workload.WorkloadTable;
import io.headroom.platform.bus.BusConnection;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.service.ThisService;

/// Tells a node the secrets of a replica, if that replica is placed on it now, sealed for its agent alone.
@Singleton
class SecretsAsked {

    private static final Logger LOG = Logger.getLogger(SecretsAsked.class);

    private final BusConnection bus;
    private final Transactions transactions;
    private final ReplicaTable replicas;
    private final WorkloadTable workloads;
    private final KnownSecrets secrets;
    private final ThisService self;

    @Inject
    SecretsAsked(
            BusConnection bus,
            Transactions transactions,
            ReplicaTable replicas,
            WorkloadTable workloads,
            KnownSecrets secrets,
            ThisService self) {
        this.bus = bus;
        this.transactions = transactions;
        this.replicas = replicas;
        this.workloads = workloads;
        this.secrets = secrets;
        this.self = self;
    }

    void start(@Observes StartupEvent event) {
        bus.answer("headroom." + self.cell() + ".agent.secrets.*", this::answer);
    }

    private Uni<byte[]> answer(String subject, byte[] body) {
        SecretsWanted wanted = read(body);
        // The server lets an agent speak on its own node's subject alone: that is who it is.
        if (!subject.endsWith("." + wanted.node())) {
            throw new IllegalArgumentException("asked for another node: " + wanted.node());
        }
        return transactions
                .asService(session -> tell(session, wanted))
                .invoke(told -> note(wanted, told))
                .map(SecretsAsked::bytes);
    }

    private Uni<SecretsTold> tell(Mutiny.Session session, SecretsWanted wanted) {
        return replicas.ofWorkloads(session, List.of(wanted.workload()))
                .chain(
                        bound ->
                                bound.stream().anyMatch(r -> isOf(r, wanted))
                                        ? workloads
                                                .find(session, wanted.workload())
                                                .chain(
                                                        found ->
                                                                tell(
                                                                        session,
                                                                        wanted,
                                                                        found.orElseThrow().spec()))
                                        : refused("the replica is not placed on this node"));
    }

    private static boolean isOf(BoundReplica replica, SecretsWanted wanted) {
        return replica.node().equals(wanted.node())
                && replica.replica() == wanted.replica()
                && replica.attempt() == wanted.attempt();
    }

    private Uni<SecretsTold> tell(Mutiny.Session session, SecretsWanted wanted, WorkloadSpec spec) {
        return secrets.of(session, spec).map(values -> told(wanted, spec, values));
    }

    private static SecretsTold told(
            SecretsWanted wanted, WorkloadSpec spec, Map<String, String> values) {
        List<String> missing =
                spec.run().secretNames().stream()
                        .filter(name -> !values.containsKey(name))
                        .toList();
        return missing.isEmpty()
                ? SecretsTold.of(Sealed.to(wanted.publicKey(), wanted.about(), bytes(values)))
                : SecretsTold.refused(
                        "tenant "
                                + spec.tenant()
                                + " has no secret "
                                + String.join(", ", missing)
                                + " in "
                                + spec.environment());
    }

    private static Uni<SecretsTold> refused(String why) {
        return Uni.createFrom().item(SecretsTold.refused(why));
    }

    /// Who was told what is worth a line; what it was is not.
    private static void note(SecretsWanted wanted, SecretsTold told) {
        LOG.infof(
                "secrets of workload %s, replica %d: %s node %s",
                wanted.workload(),
                wanted.replica(),
                told.values() == null ? "refused (" + told.refused() + ") to" : "told to",
                wanted.node());
    }

    private static SecretsWanted read(byte[] body) {
        try {
            return HeadroomJson.tolerant().readValue(body, SecretsWanted.class);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a question for secrets", e);
        }
    }

    private static byte[] bytes(Object value) {
        try {
            return HeadroomJson.mapper().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }
}
