package earshot.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.wire.Framing;
import java.util.Optional;

/// The answer to an OTA request. Source: xiaozhi-protocol section 1.
public record OtaResponse(JsonNode json) {
    /// The profile with the address, token and protocol form of the answer; what it omits stays.
    public SimulatedDeviceProfile into(SimulatedDeviceProfile profile) {
        JsonNode websocket = json.path("websocket");
        SimulatedDeviceProfile next = profile;
        if (websocket.path("url").isTextual()) {
            next = next.withUrl(websocket.path("url").asText());
        }
        if (websocket.path("token").isTextual()) {
            next = next.withToken(Optional.of(websocket.path("token").asText()).filter(token -> !token.isEmpty()));
        }
        int version = websocket.path("version").asInt(0);
        return version == 0 ? next : next.withFraming(Framing.ofVersion(version));
    }
}
