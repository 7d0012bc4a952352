package earshot.server;

import module java.base;

import earshot.access.Reach;
import earshot.id.DeviceId;
import earshot.proof.HostileTarget;
import earshot.time.TimeFake;

/// Requests before authentication: their heads, upgrades, OTA and other HTTP.
public final class HostileRequests {
    private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 8000);
    private static final List<String> HEADS = List.of(RawSocketClient.upgradeHead("/xiaozhi/v1/?device-id=aa:bb&token=hush&authorization=Bearer%20hush"),
        "GET /supie/meetings/recent?limit=3&since=2026-11-22T10:00:00Z HTTP/1.1\r\nHost: a.example:8000\r\nX-Api-Token: hush\r\n\r\n",
        "POST /xiaozhi/ota/ HTTP/1.1\r\nHost: 192.168.1.5:8003\r\nDevice-Id: 11:22:33:44:55:66\r\nClient-Id: 7b94d69a\r\nUser-Agent: bread/1.2.3\r\n"
            + "X-Forwarded-Host: a.example\r\nContent-Length: 20\r\n\r\n");
    private static final List<String> BODIES = List.of(
        "{\"version\":2,\"flash_size\":16777216,\"minimum_free_heap_size\":8318916,\"mac_address\":\"11:22:33:44:55:66\",\"uuid\":\"7b94d69a\","
            + "\"application\":{\"name\":\"xiaozhi\",\"version\":\"1.6.0\"},\"board\":{\"type\":\"bread\",\"rssi\":-55,\"ip\":\"192.168.1.7\"}}");

    private static final List<String> CHUNKS = List.of("5\r\nhello\r\n0\r\n\r\n", "5;name=value\r\nhello\r\n00b\r\n, all of it\r\n0\r\nTrailer: one\r\n\r\n");

    /// A content type, and after the line the body.
    private static final List<String> PICTURES = List.of(
        "multipart/form-data; boundary=----ESP32_CAMERA\n------ESP32_CAMERA\r\n"
            + "Content-Disposition: form-data; name=\"file\"; filename=\"camera.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
            + "\u00ff\u00d8\u00ff\u00e0picture\r\n------ESP32_CAMERA--\r\n",
        "multipart/form-data; charset=utf-8; boundary=\"-\"\n---\r\n\r\n\u0089PNG\r\n---\r\n", "image/png\n\u0089PNG\r\n");

    private HostileRequests() {}

    public static List<HostileTarget> targets() {
        ServerSettings guarded = DeviceServerFixture.guarded(List.of("a-secret"), List.of(new DeviceId("aa")));
        TimeFake time = new TimeFake();
        AdmissionPolicy policy = AdmissionPolicies.undecided(time, _ -> Optional.empty());
        DeviceAuthentication authentication = new DeviceAuthentication(() -> guarded, policy.access(), policy.tokens());
        WebAccessControl webAccess = new WebAccessControl(() -> new WebAccessSettings(List.of("https://a.example"), List.of("a.example")), () -> guarded,
            new OwnHostNames());
        HandshakeAdmission admission = new HandshakeAdmission(time, webAccess, authentication, _ -> {}, policy, new ReachRule(() -> Reach.NETWORK, List::of),
            new LiveConnections(time), new FloodPauses(time));
        OtaHandler ota = new OtaHandler(time, () -> guarded, authentication, () -> List.of(), 8000, _ -> { }, (_, _) -> { });
        HttpRouter router = new HttpRouter(admission, ota, List.of(), _ -> { });
        return List.of(
            HostileTarget.of("request head", RequestHead.MAX_BYTES, 20, HEADS, bytes -> request(bytes, admission, router)),
            HostileTarget.of("OTA body", HttpRequest.MAX_BODY_BYTES, 15, BODIES, body -> router.answer(attempt(admission),
                new HttpRequest(ConnectionAttempt.Port.HTTP, HttpMethod.POST, "/xiaozhi/ota/", bootHeaders(body), body, HERE, HERE, false))),
            HostileTarget.of("chunked body", HttpRequest.MAX_BODY_BYTES, 3, CHUNKS, HostileRequests::chunks),
            HostileTarget.of("uploaded picture", HttpRequest.MAX_BODY_BYTES, 3, PICTURES, HostileRequests::picture), HostileFrames.target());
    }

    /// A device that needs no approval, else the one that the body names, which does.
    private static Map<String, String> bootHeaders(byte[] body) {
        return body.length % 2 == 0 ? Map.of("device-id", "aa", "host", "a.example") : Map.of("host", "a.example");
    }

    private static void chunks(byte[] bytes) {
        RequestBody body = new RequestBody.Chunks(HttpRequest.MAX_BODY_BYTES);
        try {
            if (body.mayBeComplete(bytes, 0, bytes.length)) {
                body.read(bytes, 0, bytes.length);
            }
        } catch (IllegalArgumentException e) {
            // told to the peer
        }
    }

    private static void picture(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int line = text.indexOf('\n');
        UploadedPicture.in(text.substring(0, Math.max(0, line)), Arrays.copyOfRange(bytes, line + 1, bytes.length));
    }

    /// What the thread of a request does with a head.
    private static void request(byte[] bytes, HandshakeAdmission admission, HttpRouter router) {
        ConnectionAttempt attempt = attempt(admission);
        try {
            RequestHead head = RequestHead.parse(bytes, bytes.length);
            attempt = attempt.withRequest(head.shown());
            if (head.asksForUpgrade()) {
                admission.decide(attempt, head, HERE);
            } else {
                HttpRequest request = new HttpRequest(ConnectionAttempt.Port.WEBSOCKET, head.method(), head.target(), head.headers(), new byte[0], HERE, HERE,
                    false);
                HttpRouter.encode(router.answer(attempt, request), request.method());
            }
        } catch (RequestHead.MalformedHeadException e) {
            admission.malformed(attempt, e.getMessage());
        }
    }

    private static ConnectionAttempt attempt(HandshakeAdmission admission) {
        return admission.newAttempt(ConnectionAttempt.Port.WEBSOCKET, HERE);
    }
}
