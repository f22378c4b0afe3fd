package io.headroom.cloudsim;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;

/// The simulator's own API, as a test uses it.
public final class Control {

    private Control() {}

    /// Providers that answer at once, and have everything.
    public static void answerAtOnce() {
        put("/simulator/v1/answer-at-once", "{\"on\":true,\"unlimitedCapacity\":true}");
    }

    /// Providers that take their time, and have everything that the catalogue gives them.
    public static void answerLikeClouds() {
        put("/simulator/v1/answer-at-once", "{\"on\":false,\"unlimitedCapacity\":true}");
    }

    public static void noFaults() {
        put("/simulator/v1/faults", "{\"faults\":[]}");
    }

    public static void fault(String kind, String scope) {
        put("/simulator/v1/faults/" + kind, scope);
    }

    /// From now on.
    public static void price(String provider, String type, String hourly) {
        put("/simulator/v1/prices/" + provider + "/" + type, "{\"hourly\":\"" + hourly + "\"}");
    }

    public static JsonPath get(String path) {
        return RestAssured.given().get(path).then().statusCode(200).extract().jsonPath();
    }

    private static void put(String path, String json) {
        RestAssured.given()
                .contentType(ContentType.JSON)
                .body(json)
                .put(path)
                .then()
                .statusCode(200);
    }
}
