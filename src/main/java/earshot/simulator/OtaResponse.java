package earshot.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.wire.Framing;
import java.util.Optional;

/// The answer to an OTA request. Source: xiaozhi-protocol section 1.
public record OtaResponse(JsonNode json) {
    /// Whether the device is to wait until somebody has approved it.
    public boolean activationRequired() {
        return challenged() || !activationCode().isEmpty();
    }

    /// What the device shows meanwhile; empty when there is none.
    public String activationCode() {
        return json.path("activation").path("code").asText("");
    }

    /// Whether the device is to ask if it is activated.
    public boolean challenged() {
        return json.path("activation").path("challenge").isTextual();
    }

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
