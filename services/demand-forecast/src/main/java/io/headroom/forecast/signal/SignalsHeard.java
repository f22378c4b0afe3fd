package io.headroom.forecast.signal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.InvalidFields;
import io.headroom.contracts.json.HeadroomJson;
import io.headroom.contracts.json.WrongFields;
import io.headroom.platform.bus.BusConnection;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.service.ThisService;

/// Announcements over the bus, for systems that speak NATS rather than REST: a request on `headroom.<cell>.signals` with the body of
/// `POST /signals`. The same bytes again are the same announcement.
@Singleton
class SignalsHeard {

    private final BusConnection bus;
    private final Transactions transactions;
    private final Announcements announcements;
    private final ThisService self;

    @Inject
    SignalsHeard(
            BusConnection bus,
            Transactions transactions,
            Announcements announcements,
            ThisService self) {
        this.bus = bus;
        this.transactions = transactions;
        this.announcements = announcements;
        this.self = self;
    }

    /// What became of it.
    ///
    /// @param signal absent if it was refused; @param errors what is wrong with which field, if it was
    record Answer(@Nullable SignalView signal, List<InvalidFields.Field> errors) {}

    void start(@Observes StartupEvent event) {
        bus.answer("headroom." + self.cell() + ".signals", (_, body) -> take(body));
    }

    private Uni<byte[]> take(byte[] body) {
        return Uni.createFrom()
                .item(() -> read(body))
                .call(announcements::check)
                .chain(
                        signal ->
                                transactions.asService(
                                        session ->
                                                announcements.add(
                                                        session,
                                                        UUID.nameUUIDFromBytes(body),
                                                        signal)))
                .map(stored -> new Answer(stored, List.of()))
                .onFailure(InvalidFields.class)
                .recoverWithItem(e -> new Answer(null, e.fields()))
                .map(SignalsHeard::bytes);
    }

    private static Signal read(byte[] body) {
        try {
            return HeadroomJson.mapper()
                    .readValue(new String(body, StandardCharsets.UTF_8), Signal.class);
        } catch (JsonProcessingException e) {
            throw new InvalidFields(WrongFields.of(e));
        }
    }

    private static byte[] bytes(Answer answer) {
        try {
            return HeadroomJson.mapper().writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written", e);
        }
    }
}
