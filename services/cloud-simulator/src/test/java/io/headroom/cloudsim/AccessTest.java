package io.headroom.cloudsim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

@QuarkusTest
@TestProfile(AccessTest.WithKey.class)
class AccessTest {

    private static final Path FOLDER = Path.of("target/access-test");

    /// A simulator that can verify tokens; the private key waits in a file, since a test has more than one class loader.
    public static class WithKey implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                KeyPair pair = generator.generateKeyPair();
                Files.createDirectories(FOLDER);
                Path pem = FOLDER.resolve("public.pem");
                String encoded =
                        Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded());
                Files.writeString(
                        pem,
                        "-----BEGIN PUBLIC KEY-----\n" + encoded + "\n-----END PUBLIC KEY-----\n");
                Files.write(FOLDER.resolve("private.der"), pair.getPrivate().getEncoded());
                return Map.of(
                        "headroom.simulator.state-folder",
                        FOLDER.resolve("state").toString(),
                        "headroom.simulator.agents",
                        "none",
                        "mp.jwt.verify.publickey.location",
                        pem.toUri().toString(),
                        "mp.jwt.verify.issuer",
                        "headroom");
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void only_the_operator_sees_the_bill() throws Exception {
        given().get("/simulator/v1/bill").then().statusCode(401);
        given().header("Authorization", "Bearer nonsense")
                .get("/simulator/v1/bill")
                .then()
                .statusCode(401);
        given().header("Authorization", "Bearer " + token("member"))
                .get("/simulator/v1/bill")
                .then()
                .statusCode(403);
        given().header("Authorization", "Bearer " + token("operator"))
                .get("/simulator/v1/bill")
                .then()
                .statusCode(200);
        given().header("Authorization", "Bearer " + token("operator"))
                .get("/simulator/v1/bill?at=yesterday")
                .then()
                .statusCode(400)
                .body("detail", containsString("yesterday"));
        given().get("/redfish/v1").then().statusCode(200);
    }

    private static String token(String group) throws Exception {
        long now = Instant.now().getEpochSecond();
        String head = base64("{\"alg\":\"ES256\",\"typ\":\"JWT\"}");
        String body =
                base64(
                        "{\"iss\":\"headroom\",\"upn\":\"somebody\",\"groups\":[\"%s\"],\"tenant\":\"*\",\"iat\":%d,\"exp\":%d}"
                                .formatted(group, now, now + 300));
        var key =
                java.security.KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new java.security.spec.PKCS8EncodedKeySpec(
                                        Files.readAllBytes(FOLDER.resolve("private.der"))));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key);
        signature.update((head + "." + body).getBytes(StandardCharsets.UTF_8));
        return head
                + "."
                + body
                + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
