package earshot.replay;

import static earshot.data.JsonMappers.JSON;
import static earshot.data.JsonMappers.strictTree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.capture.SessionEntry;
import earshot.capture.SessionFile;
import earshot.event.SecretMasker;
import earshot.id.DeviceId;
import earshot.simulator.OtaRequest;
import earshot.simulator.SimulatedDeviceProfile;
import earshot.time.Time;

/// Sends the recorded boot requests of a device once more, one after the other, and compares the answers.
public final class OtaReplay {
    private OtaReplay() {}

    /// Waits for each answer, 30 s at most.
    ///
    /// @param url where requests go, `http://` or `https://`
    /// @param fingerprint SHA-256 of the only certificate to trust
    /// @return in what the answers are others
    /// @throws IOException when there is no answer
    public static List<Difference> play(Time time, String url, Optional<String> fingerprint, SessionFile file, DeviceId device) throws IOException {
        SimulatedDeviceProfile profile = SimulatedDeviceProfile.numbered(0, url).of(device, ReplayTarget.clientId(device)).withFingerprint(fingerprint);
        List<Difference> differences = new ArrayList<>();
        int number = 0;
        for (SessionEntry.Ota recorded : requests(file, device)) {
            String request = recorded.request().replace(SecretMasker.MASK, profile.clientId());
            OtaRequest.Answer answer = OtaRequest.repeat(time, url, profile, agent(strictTree(request)), request);
            differences
                .addAll(ReplayComparison.values("boot request " + ++number, said(recorded.status(), recorded.reply()), said(answer.status(), answer.body())));
        }
        return differences;
    }

    /// The boot requests of a device, in the order in which they came.
    public static List<SessionEntry.Ota> requests(SessionFile file, DeviceId device) {
        return file.entries().stream().filter(SessionEntry.Ota.class::isInstance).map(SessionEntry.Ota.class::cast).filter(ota -> ota.device().equals(device))
            .toList();
    }

    private static JsonNode said(int status, String reply) {
        return JSON.createObjectNode().put("status", status).set("reply", VolatileFields.without(reply));
    }

    /// As firmware makes it, for servers that look there first.
    private static String agent(JsonNode request) {
        String board = request.path("board").path("name").asText(request.path("board").path("type").asText("board"));
        return (board + "/" + request.path("application").path("version").asText("0")).replaceAll("[^\\x20-\\x7e]", "");
    }
}
