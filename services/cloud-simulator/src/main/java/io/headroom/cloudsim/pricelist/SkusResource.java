package io.headroom.cloudsim.pricelist;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.headroom.cloudsim.gce.GceDesk;
import io.headroom.cloudsim.gce.GceError;

/// `/cloud-billing/v1/services`: Google's Cloud Billing Catalog.
@Path("/cloud-billing/v1/services")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SkusResource {

    private static final int LARGEST = 5000;

    private final GceDesk desk;
    private final Skus skus;

    SkusResource(GceDesk desk, Skus skus) {
        this.desk = desk;
        this.skus = skus;
    }

    @GET
    public Response services() {
        return desk.answer(
                "services.list",
                () -> {
                    ObjectNode answer = JsonNodeFactory.instance.objectNode();
                    answer.putArray("services")
                            .addObject()
                            .put("name", "services/" + Skus.COMPUTE_ENGINE)
                            .put("serviceId", Skus.COMPUTE_ENGINE)
                            .put("displayName", "Compute Engine")
                            .put("businessEntityName", "businessEntities/GCP");
                    answer.put("nextPageToken", "");
                    return answer;
                });
    }

    @GET
    @Path("/{service}/skus")
    public Response skus(
            @PathParam("service") String service,
            @QueryParam("pageSize") Optional<Integer> pageSize,
            @QueryParam("pageToken") Optional<String> pageToken,
            @QueryParam("currencyCode") Optional<String> currency) {
        return desk.answer(
                "skus.list",
                () -> {
                    if (!service.equals(Skus.COMPUTE_ENGINE)) {
                        throw GceError.notFound("services/" + service);
                    }
                    if (!currency.filter(c -> !c.isEmpty()).orElse("USD").equals("USD")) {
                        throw GceError.invalid("Only currencyCode USD is simulated.");
                    }
                    return page(size(pageSize), from(pageToken));
                });
    }

    private static int size(Optional<Integer> asked) {
        int size = asked.filter(s -> s != 0).orElse(LARGEST);
        if (size < 1 || size > LARGEST) {
            throw GceError.invalid("pageSize must be from 1 to 5000.");
        }
        return size;
    }

    private static int from(Optional<String> token) {
        String text = token.filter(t -> !t.isEmpty()).orElse("s0");
        if (!text.matches("s[0-9]{1,6}")) {
            throw GceError.invalid("The page token is not valid.");
        }
        return Integer.parseInt(text.substring(1));
    }

    private ObjectNode page(int size, int from) {
        List<ObjectNode> all = skus.all();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode items = answer.putArray("skus");
        all.stream().skip(from).limit(size).forEach(items::add);
        answer.put("nextPageToken", from + size < all.size() ? "s" + (from + size) : "");
        return answer;
    }
}
