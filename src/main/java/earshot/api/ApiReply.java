package earshot.api;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.server.HttpReply;

/// The answers of the HTTP interfaces: `{"success":true,"data":…}` and `{"success":false,"error":"…"}`.
public final class ApiReply {
    /// The methods of what can only be read, as `Allow` names them.
    public static final String READING = "GET, HEAD, OPTIONS";

    private ApiReply() {}

    public static HttpReply succeeded(JsonNode data) {
        ObjectNode body = JSON.createObjectNode().put("success", true);
        body.set("data", data);
        return reply(200, body, Map.of());
    }

    /// What was asked for is still in progress when the answer is sent.
    public static HttpReply accepted(JsonNode data) {
        ObjectNode body = JSON.createObjectNode().put("success", true);
        body.set("data", data);
        return reply(202, body, Map.of());
    }

    public static HttpReply failed(int status, String error, Map<String, String> headers) {
        return reply(status, JSON.createObjectNode().put("success", false).put("error", error), headers);
    }

    /// The answer to another method than these.
    public static HttpReply notAllowed(String methods) {
        return failed(405, "this address takes " + methods, Map.of("Allow", methods));
    }

    /// One that says more than a sentence.
    public static HttpReply failed(int status, String error, JsonNode data) {
        ObjectNode body = JSON.createObjectNode().put("success", false).put("error", error);
        body.set("data", data);
        return reply(status, body, Map.of());
    }

    static HttpReply unauthorized(String whereTheTokenIs) {
        ObjectNode body = JSON.createObjectNode().put("success", false).put("error", "unauthorized").put("message", whereTheTokenIs);
        return reply(401, body, Map.of("WWW-Authenticate", "Bearer realm=\"xiaozhi\""));
    }

    private static HttpReply reply(int status, ObjectNode body, Map<String, String> more) {
        HttpReply json = HttpReply.json(status, body.toString());
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Cache-Control", "no-store");
        return new HttpReply(status, json.type(), headers, json.body());
    }
}
