package earshot.api;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.server.HttpMethod;
import earshot.server.HttpReply;

/// The answers of the HTTP interfaces: `{"success":true,"data":…}` and `{"success":false,"error":"…"}`.
public final class ApiReply {
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
        return uncached(HttpReply.failed(status, error), headers);
    }

    /// The answer to another method than these.
    public static HttpReply notAllowed(List<HttpMethod> methods) {
        return notAllowed("this address takes " + HttpMethod.join(methods), methods);
    }

    /// The same in words that others rely on.
    public static HttpReply notAllowed(String error, List<HttpMethod> methods) {
        return failed(405, error, Map.of("Allow", HttpMethod.join(methods)));
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
        return uncached(HttpReply.json(status, body.toString()), more);
    }

    private static HttpReply uncached(HttpReply reply, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Cache-Control", "no-store");
        return reply.withHeaders(headers);
    }
}
