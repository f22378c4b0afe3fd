package io.headroom.placement.secret;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

import io.headroom.contracts.check.Checks;
import io.headroom.placement.secret.SecretTable.Row;
import io.headroom.placement.tenant.TenantTable;
import io.headroom.platform.database.Transactions;
import io.headroom.platform.rest.IfMatch;
import io.headroom.platform.rest.Page;
import io.headroom.platform.rest.PageQuery;
import io.headroom.platform.rest.Problem;
import io.headroom.platform.rest.Reply;
import io.headroom.platform.security.Caller;
import io.headroom.platform.security.Callers;
import io.headroom.platform.security.Roles;

/// `/api/v1/secrets`: values that go in and never come out again but to the nodes that run what may know them.
@Path("/api/v1/secrets")
@Tag(name = "secrets")
@RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER, Roles.VIEWER})
public class SecretsResource {

    /// A key or a certificate chain fits; what is larger is data, and belongs into a mount.
    private static final int MOST_BYTES = 65_536;

    private final Transactions transactions;
    private final SecretTable secrets;
    private final TenantTable tenants;
    private final Vault vault;
    private final Callers callers;
    private final InstantSource clock;

    @Inject
    SecretsResource(
            Transactions transactions,
            SecretTable secrets,
            TenantTable tenants,
            Vault vault,
            Callers callers,
            InstantSource clock) {
        this.transactions = transactions;
        this.secrets = secrets;
        this.tenants = tenants;
        this.vault = vault;
        this.callers = callers;
        this.clock = clock;
    }

    /// @param value UTF-8 text, at most 64 KiB
    public record SecretValue(String value) {
        public SecretValue {
            new Checks()
                    .that(value != null && !value.isEmpty(), "value", "is required")
                    .that(
                            value == null
                                    || value.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES,
                            "value",
                            "must be at most 64 KiB")
                    .done();
        }

        /// Never what it is.
        @Override
        public String toString() {
            return "SecretValue[]";
        }
    }

    /// A secret as the API answers it: everything but its value.
    public record SecretView(
            String tenant,
            String environment,
            String name,
            long version,
            Instant createdAt,
            Instant changedAt,
            String changedBy) {

        static SecretView of(Row row) {
            return new SecretView(
                    row.tenant(),
                    row.environment(),
                    row.name(),
                    row.version(),
                    row.createdAt(),
                    row.changedAt(),
                    row.changedBy());
        }

        String key() {
            return tenant + "/" + environment + "/" + name;
        }
    }

    @PUT
    @Path("{tenant}/{environment}/{name}")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER})
    @Operation(
            operationId = "putSecret",
            summary = "Set a secret; replicas that start from now on know the new value")
    public Uni<Response> put(
            @BeanParam SecretPath path,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable SecretValue secret) {
        if (secret == null) {
            throw Problem.invalid("body", "is required");
        }
        SecretId id = path.id();
        Caller caller = callers.current();
        caller.requireTenant(id.tenant());
        Vault.Kept kept = vault.seal(id.about(), secret.value());
        IfMatch match = IfMatch.of(ifMatch);
        return transactions
                .inTenant(
                        id.tenant(),
                        session ->
                                requireDeclared(session, id)
                                        .chain(() -> secrets.lock(session, id))
                                        .invoke(found -> require(match, found))
                                        .chain(
                                                () ->
                                                        secrets.put(
                                                                session,
                                                                id,
                                                                kept,
                                                                caller.name(),
                                                                clock.instant()))
                                        .chain(() -> secrets.find(session, id)))
                .map(Optional::orElseThrow)
                .map(row -> reply(row).toResponse());
    }

    private static void require(IfMatch match, Optional<Row> found) {
        found.ifPresentOrElse(row -> match.requireCurrent(row.version()), match::requireAbsent);
    }

    private Uni<Void> requireDeclared(Mutiny.Session session, SecretId id) {
        return tenants.known(session, List.of(id.tenant()))
                .invoke(
                        (Map<String, TenantTable.Known> found) -> {
                            TenantTable.Known tenant = found.get(id.tenant());
                            if (tenant == null) {
                                throw Problem.notFound("tenant", id.tenant());
                            }
                            if (!tenant.allows(id.environment())) {
                                throw Problem.invalid(
                                        "environment",
                                        "tenant "
                                                + id.tenant()
                                                + " has no environment "
                                                + id.environment());
                            }
                        })
                .replaceWithVoid();
    }

    private static Reply reply(Row row) {
        SecretView view = SecretView.of(row);
        return row.version() == 1
                ? Reply.created(URI.create("/api/v1/secrets/" + view.key()), view, row.version())
                : Reply.ok(view, row.version());
    }

    @GET
    @Operation(operationId = "listSecrets", summary = "Secrets by name, without their values")
    public Uni<Page<SecretView>> list(@BeanParam PageQuery page) {
        String after = page.after().orElse("");
        int most = page.fetch();
        return transactions
                .inTenant(callers.current().tenant(), session -> secrets.page(session, after, most))
                .map(
                        found ->
                                Page.of(
                                        found.stream().map(SecretView::of).toList(),
                                        page,
                                        SecretView::key));
    }

    @GET
    @Path("{tenant}/{environment}/{name}")
    @Operation(operationId = "showSecret", summary = "One secret, without its value")
    public Uni<Response> show(@BeanParam SecretPath path) {
        SecretId id = path.id();
        callers.current().requireSight(id.tenant(), "secret", id.about());
        return transactions
                .inTenant(id.tenant(), session -> secrets.find(session, id))
                .map(found -> found.orElseThrow(() -> Problem.notFound("secret", id.about())))
                .map(row -> Reply.ok(SecretView.of(row), row.version()).toResponse());
    }

    @DELETE
    @Path("{tenant}/{environment}/{name}")
    @RolesAllowed({Roles.OPERATOR, Roles.ADMIN, Roles.MEMBER})
    @Operation(
            operationId = "deleteSecret",
            summary = "Forget a secret; again changes nothing. What runs keeps what it knows")
    public Uni<Response> delete(@BeanParam SecretPath path) {
        SecretId id = path.id();
        callers.current().requireTenant(id.tenant());
        return transactions
                .inTenant(id.tenant(), session -> secrets.delete(session, id))
                .map(_ -> Response.noContent().build());
    }
}
