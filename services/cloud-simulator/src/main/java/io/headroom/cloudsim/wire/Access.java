package io.headroom.cloudsim.wire;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Lets only the operator and services use `/simulator/v1`, where tokens can be verified at all.
public class Access {

    private static final List<String> MAY = List.of("operator", "admin", "service");

    private final Optional<String> publicKey;
    private final Instance<JWTParser> tokens;

    Access(
            @ConfigProperty(name = "mp.jwt.verify.publickey.location") Optional<String> publicKey,
            Instance<JWTParser> tokens) {
        this.publicKey = publicKey;
        this.tokens = tokens;
    }

    @ServerRequestFilter
    public Optional<Response> check(ContainerRequestContext request) {
        if (publicKey.isEmpty() || !request.getUriInfo().getPath().startsWith("/simulator/")) {
            return Optional.empty();
        }
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.startsWith("Bearer ")) {
            return Optional.of(BadInput.problem(401, "a bearer token is required"));
        }
        try {
            Set<String> groups = tokens.get().parse(header.substring(7)).getGroups();
            return groups != null && groups.stream().anyMatch(MAY::contains)
                    ? Optional.empty()
                    : Optional.of(
                            BadInput.problem(
                                    403, "the role operator, admin or service is required"));
        } catch (ParseException e) {
            return Optional.of(BadInput.problem(401, "the token is not valid here"));
        }
    }
}
