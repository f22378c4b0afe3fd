package io.headroom.cloudsim.redfish;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.headroom.cloudsim.AtOnce;
import io.headroom.cloudsim.Control;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@TestProfile(AtOnce.class)
class RedfishTest {

    private static final String SYSTEM = "/redfish/v1/Systems/dc1-r1-01";
    private static final String RESET = SYSTEM + "/Actions/ComputerSystem.Reset";

    @BeforeEach
    void start() {
        Control.noFaults();
        Control.answerAtOnce();
    }

    @Test
    void a_machine_is_switched_on_with_user_data_and_off_again() {
        operator()
                .body(
                        "{\"AssetTag\":\"headroom/local/n\",\"Oem\":{\"Headroom\":{\"UserData\":\"x\"}}}")
                .patch(SYSTEM)
                .then()
                .statusCode(200)
                .body("AssetTag", equalTo("headroom/local/n"));
        operator().body("{\"ResetType\":\"On\"}").post(RESET).then().statusCode(204);
        operator()
                .get(SYSTEM)
                .then()
                .body("PowerState", equalTo("On"))
                .body("BootProgress.LastState", equalTo("OSRunning"));
        operator().body("{\"ResetType\":\"ForceOff\"}").post(RESET).then().statusCode(204);
        operator().get(SYSTEM).then().body("PowerState", equalTo("Off"));
    }

    @Test
    void power_changes_some_seconds_later() {
        Control.answerLikeClouds();
        operator()
                .body("{\"ResetType\":\"On\"}")
                .post("/redfish/v1/Systems/dc1-r2-02/Actions/ComputerSystem.Reset")
                .then()
                .statusCode(204);
        operator()
                .get("/redfish/v1/Systems/dc1-r2-02")
                .then()
                .body("PowerState", equalTo("PoweringOn"));
    }

    @Test
    void the_allowed_resets_are_told_and_others_refused() {
        operator()
                .get(SYSTEM)
                .then()
                .body(
                        "Actions.'#ComputerSystem.Reset'.'ResetType@Redfish.AllowableValues'",
                        contains("On", "GracefulShutdown", "ForceOff"));
        operator()
                .body("{\"ResetType\":\"Nmi\"}")
                .post(RESET)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("Base.1.18.ActionParameterValueNotInList"));
        operator().get("/redfish/v1/Systems/nowhere").then().statusCode(404);
    }

    @Test
    void only_who_is_known_gets_in() {
        given().get("/redfish/v1")
                .then()
                .statusCode(200)
                .body("Systems.'@odata.id'", equalTo("/redfish/v1/Systems"));
        given().get(SYSTEM).then().statusCode(401);
        given().auth().preemptive().basic("operator", "wrong").get(SYSTEM).then().statusCode(401);
        String session =
                given().contentType(ContentType.JSON)
                        .body("{\"UserName\":\"operator\",\"Password\":\"for-tests-only\"}")
                        .post("/redfish/v1/SessionService/Sessions")
                        .then()
                        .statusCode(201)
                        .extract()
                        .header("X-Auth-Token");
        given().header("X-Auth-Token", session).get(SYSTEM).then().statusCode(200);
    }

    private static RequestSpecification operator() {
        return given().auth()
                .preemptive()
                .basic("operator", "for-tests-only")
                .contentType(ContentType.JSON);
    }
}
