package earshot.simulator;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.Closeables;
import earshot.data.LetterCase;
import earshot.time.Time;

/// The request with which the firmware asks for the address of its server. Source: xiaozhi-protocol section 1.
public final class OtaRequest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String VERSION = "2.4.2";
    private static final String BOARD = "earshot-test-device";
    private static final String AGENT = BOARD + "/" + VERSION;
    /// Bytes of each of its two partitions for firmware.
    private static final int PARTITION = 0x3f0000;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})\\b");

    private OtaRequest() {}

    /// Asks whether the device is activated; blocks the calling virtual thread, 30 s at most.
    ///
    /// @return the status: 200 when it is, 202 when nobody has decided
    /// @throws IOException when there is no answer
    static int activate(Time time, String url, SimulatedDeviceProfile profile) throws IOException {
        return send(time, url + (url.endsWith("/") ? "" : "/") + "activate", profile, AGENT, "{}", in -> status(WebSocketClient.head(in)));
    }

    private static int status(String head) throws IOException {
        Matcher status = STATUS.matcher(head);
        if (!status.lookingAt()) {
            throw new IOException("closed without an answer");
        }
        return Integer.parseInt(status.group(1));
    }

    /// Sends the request; blocks the calling virtual thread, 30 s at most.
    ///
    /// @throws IOException when there is no answer, the status is not 200 or the answer is not a JSON object
    public static OtaResponse post(Time time, String url, SimulatedDeviceProfile profile) throws IOException {
        return new OtaResponse(send(time, url, profile, AGENT, body(profile), OtaRequest::answer));
    }

    /// An answer as it came.
    public record Answer(int status, String body) {}

    /// Sends the request of another device; blocks the calling virtual thread, 30 s at most.
    ///
    /// @param agent for `User-Agent`, board and version
    /// @param content body of the request
    /// @throws IOException when there is no answer
    public static Answer repeat(Time time, String url, SimulatedDeviceProfile profile, String agent, String content) throws IOException {
        return send(time, url, profile, agent, content, in -> {
            String head = WebSocketClient.head(in);
            return new Answer(status(head), new String(AnswerBody.read(head, in), StandardCharsets.UTF_8));
        });
    }

    private interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    private static <T> T send(Time time, String url, SimulatedDeviceProfile profile, String agent, String content, Reader<T> reader) throws IOException {
        ServerUrl serverUrl = ServerUrl.of(url).trusting(profile.fingerprint());
        Socket socket = TcpConnector.connect(time, serverUrl, LIMIT);
        Time.Timer cut = time.after(LIMIT, () -> Closeables.closeQuietly(socket));
        try (socket) {
            byte[] body = content.getBytes(StandardCharsets.UTF_8);
            byte[] head = head(serverUrl, profile, agent, body.length).getBytes(StandardCharsets.ISO_8859_1);
            socket.getOutputStream().write(ByteBuffer.allocate(head.length + body.length).put(head).put(body).array());
            return reader.read(socket.getInputStream());
        } finally {
            cut.cancel();
        }
    }

    /// Unlike in the WebSocket upgrade, `Host` includes the port.
    static String head(ServerUrl serverUrl, SimulatedDeviceProfile profile, String agent, int length) {
        return "POST " + serverUrl.path() + " HTTP/1.1\r\n"
            + "Host: " + serverUrl.host() + ":" + serverUrl.port() + "\r\n"
            + "Activation-Version: 1\r\n"
            + "Device-Id: " + profile.deviceId() + "\r\n"
            + "Client-Id: " + profile.clientId() + "\r\n"
            + "User-Agent: " + agent + "\r\n"
            + "Accept-Language: en-US\r\n"
            + "Content-Type: application/json\r\n"
            + "Connection: close\r\n"
            + "Content-Length: " + length + "\r\n\r\n";
    }

    static String body(SimulatedDeviceProfile profile) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("version", 2).put("language", "en-US").put("flash_size", 16_777_216).put("minimum_free_heap_size", "8318916");
        body.put("mac_address", profile.deviceId().value()).put("uuid", profile.clientId()).put("chip_model_name", "esp32s3");
        body.putObject("chip_info").put("model", 9).put("cores", 2).put("revision", 2).put("features", 18);
        body.putObject("application").put("name", "xiaozhi").put("version", VERSION).put("compile_time", "Aug  8 2026T10:00:00Z").put("idf_version", "v5.5.1")
            .put("elf_sha256", "0".repeat(64));
        ArrayNode partitions = body.putArray("partition_table");
        for (int i = 0; i < 2; i++) {
            partitions.addObject().put("label", "ota_" + i).put("type", 0).put("subtype", 16 + i).put("address", 0x20000 + i * PARTITION)
                .put("size", PARTITION);
        }
        body.putObject("ota").put("label", "ota_0");
        body.putObject("display").put("monochrome", false).put("width", 320).put("height", 240);
        body.putObject("board").put("type", BOARD).put("name", BOARD).put("manufacturer", "earshot").put("ssid", "test").put("rssi", -48).put("channel", 6)
            .put("ip", "127.0.0.1").put("mac", profile.deviceId().value());
        return body.toString();
    }

    private static JsonNode answer(InputStream in) throws IOException {
        String head = WebSocketClient.head(in);
        String status = head.lines().findFirst().orElse("");
        if (!LetterCase.upper(status).matches("HTTP/1\\.[01] 200.*")) {
            throw new IOException(status.isEmpty() ? "closed without an answer" : "answered " + status);
        }
        byte[] body = AnswerBody.read(head, in);
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IOException("the answer is no JSON", e);
        }
        if (json == null || !json.isObject()) {
            throw new IOException("the answer is no JSON object");
        }
        return json;
    }
}
