package earshot.server;

import static earshot.data.JsonMappers.JSON;
import static earshot.data.JsonMappers.tree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.access.Approval;
import earshot.data.LetterCase;
import earshot.device.DeviceFacts.OtaFacts;
import earshot.device.DeviceIdentity;
import earshot.device.IdentityResolver;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSubject;
import earshot.time.Time;

/// Answers OTA requests: a device asks at each boot and learns where to connect. Whatever it sends, the reply is 200 with a
/// `websocket` object and no `mqtt`: anything else makes current firmware fall back, crash or loop.
/// Source: xiaozhi-protocol section 1 and its rules 1 to 3 and 7.
///
/// @param addresses of the server, for requests without a usable `Host`
record OtaHandler(Time time, Supplier<ServerSettings> settings, DeviceAuthentication authentication, Supplier<List<ServerAddress>> addresses, int webSocketPort,
        ConnectionAttemptListener attempts, OtaListener reports) {
    /// What firmware can parse: anything else in its place ends in a boot loop.
    private static final Pattern VERSION = Pattern.compile("\\d{1,6}(\\.\\d{1,6}){0,5}");

    static boolean serves(HttpRequest request) {
        return switch (withoutSlash(request.path())) {
            case "/xiaozhi/ota", "/supie/ota", "/xiaozhi/ota/activate", "/supie/ota/activate" -> true;
            default -> false;
        };
    }

    /// Also of a device that boots by another path: people write `/ota/`, two slashes, or only the host into the device, and firmware tells nobody why it
    /// gets no further. Empty where the request is none of a device. The device must be the one that closes TCP, because its network code fails when the
    /// server does.
    ///
    /// @param otherwiseServed whether the path is that of something else
    Optional<HttpReply> answer(ConnectionAttempt initial, HttpRequest request, boolean otherwiseServed) {
        boolean served = serves(request);
        if (!served && (otherwiseServed || request.reads())) {
            return Optional.empty();
        }
        JsonNode body = tree(request.body());
        return Optional.of(request).filter(_ -> served || isBoot(request, body)).map(_ -> answer(initial, request, body))
            .map(reply -> request.method().equals(HttpMethod.POST) ? reply.closedByClient() : reply);
    }

    private static boolean isBoot(HttpRequest request, JsonNode body) {
        String path = withoutSlash(request.path());
        return Stream.of("application", "board", "mac_address").anyMatch(body::hasNonNull)
            || (path.endsWith("/ota") || path.endsWith("/activate")) && IdentityResolver.find(List.of(request.target()), request.headers()).isPresent();
    }

    private HttpReply answer(ConnectionAttempt initial, HttpRequest request, JsonNode body) {
        boolean activation = withoutSlash(request.path()).endsWith("/activate");
        Optional<DeviceIdentity> identity = identity(request, body);
        ConnectionAttempt attempt = identity.map(DeviceIdentity::deviceId).map(initial::withDevice).orElse(initial);
        if (request.method().equals(HttpMethod.OPTIONS)) {
            return reported(attempt, activation, new HttpReply(204, "text/plain", Map.of(), new byte[0]));
        }
        if (request.reads()) {
            return reported(attempt, activation, HttpReply.text(200,
                "OTA接口运行正常，向设备发送的websocket地址是：%1$s\nOTA works; devices are sent to %1$s\n".formatted(url(request))));
        }
        return activation ? activationReply(attempt, request, identity) : bootReply(attempt, request, body, identity);
    }

    private HttpReply reported(ConnectionAttempt attempt, boolean activation, HttpReply reply) {
        attempts.attemptChanged(attempt.reached(activation ? ConnectionAttempt.Step.ACTIVATION : ConnectionAttempt.Step.OTA));
        return reply;
    }

    /// 200 makes the device repeat its OTA request at once, so it is sent only when that no longer asks for activation. While the device
    /// waits it asks every 3 s: those requests are not attempts of their own.
    private HttpReply activationReply(ConnectionAttempt attempt, HttpRequest request, Optional<DeviceIdentity> identity) {
        return switch (authentication.activation(identity, address(request)).orElse(Approval.State.APPROVED)) {
            case APPROVED -> reported(attempt, true, HttpReply.json(200, "{\"success\":true}"));
            case PENDING -> HttpReply.failed(202, "waits for the operator's approval");
            case REFUSED -> reported(attempt, true, HttpReply.failed(403, ProblemReason.text(DeviceAuthentication.REFUSED, Locale.ENGLISH)));
        };
    }

    private HttpReply bootReply(ConnectionAttempt initial, HttpRequest request, JsonNode body, Optional<DeviceIdentity> identity) {
        Optional<String> version = version(request, body);
        OtaFacts facts = facts(request, body, version);
        identity.ifPresent(device -> reports.otaRequested(device, facts));
        ObjectNode reply = JSON.createObjectNode();
        Instant now = time.now();
        reply.putObject("server_time").put("timestamp", now.toEpochMilli())
            .put("timezone_offset", time.zone().getRules().getOffset(now).getTotalSeconds() / 60);
        version.ifPresent(v -> reply.putObject("firmware").put("version", v).put("url", ""));
        ConnectionAttempt attempt = initial.reached(ConnectionAttempt.Step.OTA);
        // the device keeps the old value of a field that is missing
        ObjectNode websocket = reply.putObject("websocket").put("url", url(request));
        switch (authentication.grant(identity, new Approval.Origin(address(request), facts.board(), facts.firmware()))) {
            case DeviceAuthentication.NoToken _ -> websocket.put("token", "");
            case DeviceAuthentication.OwnToken own -> websocket.put("token", own.token());
            case DeviceAuthentication.Waiting waiting -> {
                String code = waiting.request().code();
                if (settings.get().auth().activationCode()) {
                    // without a challenge the device does not ask whether it is activated, and waits 100 s instead
                    reply.putObject("activation").put("code", code).put("message", "Earshot\n" + code).put("challenge", UUID.randomUUID().toString())
                        .put("timeout_ms", 30_000);
                }
                attempt = attempt.failed(waitingProblem(waiting.request()));
            }
            case DeviceAuthentication.Nothing _ -> {}
        }
        websocket.put("version", 1);
        attempts.attemptChanged(attempt);
        HttpReply right = HttpReply.json(200, reply.toString());
        HttpReply answer = identity.map(device -> reports.replyTo(device, right)).orElse(right);
        identity.ifPresent(device -> {
            reports.otaAnswered(device, request.body(), answer);
            reports.otaExchanged(device, BootExchange.of(now, request, answer, device));
        });
        return answer;
    }

    private Problem waitingProblem(Approval request) {
        return authentication.unapproved(request, DeviceAuthentication.WAITS)
            .problem(request.deviceId().value(), new ProblemSubject.Device(request.deviceId()));
    }

    private static String address(HttpRequest request) {
        return request.remote().getAddress().getHostAddress();
    }

    /// The WebSocket address for the device: as configured, else with the host that the request was sent to.
    private String url(HttpRequest request) {
        String path = request.path().startsWith("/supie/") ? "/supie/v1/" : "/xiaozhi/v1/";
        return settings.get().websocket().orElseGet(() -> "ws" + origin(request) + path);
    }

    private String origin(HttpRequest request) {
        var forwarded = host(request, "x-forwarded-host");
        String scheme = request.headers().getOrDefault("x-forwarded-proto", "");
        if (forwarded.isPresent() && (scheme.equals("http") || scheme.equals("https"))) {
            boolean secure = scheme.equals("https");
            return (secure ? "s://" : "://") + forwarded.get().host() + ":" + (forwarded.get().port() > 0 ? forwarded.get().port() : secure ? 443 : 80);
        }
        var asked = host(request, "host");
        // on the WebSocket port the port in Host leads back here, also through a port mapping
        boolean mapped = request.port() == ConnectionAttempt.Port.WEBSOCKET && asked.filter(h -> h.port() > 0).isPresent();
        return (request.secure() ? "s://" : "://") + asked.map(HostAndPort::host).orElseGet(() -> ownHost(request)) + ":"
            + (mapped ? asked.get().port() : webSocketPort);
    }

    /// Not an IPv6 address, which no device understands.
    private static Optional<HostAndPort> host(HttpRequest request, String header) {
        return Optional.ofNullable(request.headers().get(header)).flatMap(HostAndPort::parse).filter(found -> !found.host().contains(":"));
    }

    /// Boards support names and IPv4 only. Where this computer has no such address, whoever comes by another supports that.
    private String ownHost(HttpRequest request) {
        InetAddress local = request.local().getAddress();
        if (local instanceof Inet4Address) {
            return local.getHostAddress();
        }
        Optional<String> other = addresses.get().stream().map(ServerAddress::host).findFirst().filter(host -> !host.startsWith("127."));
        return other.orElseGet(() -> local.isLoopbackAddress() ? "127.0.0.1" : "[" + local.getHostAddress().replaceFirst("%.*", "") + "]");
    }

    private static Optional<DeviceIdentity> identity(HttpRequest request, JsonNode body) {
        Optional<DeviceIdentity> said = IdentityResolver.find(List.of(request.target()), request.headers());
        Optional<String> mac = IdentityResolver.normalized(text(body.path("mac_address")));
        return said.or(() -> mac.map(id -> new DeviceIdentity(new DeviceId(id), IdentityResolver.normalized(text(body.path("uuid"))).orElse(id),
            DeviceIdentity.Source.HEADER)));
    }

    private static Optional<String> version(HttpRequest request, JsonNode body) {
        return text(body.path("application").path("version")).or(() -> agent(request, 1)).filter(VERSION.asMatchPredicate());
    }

    private OtaFacts facts(HttpRequest request, JsonNode body, Optional<String> version) {
        JsonNode board = body.path("board");
        return new OtaFacts(
            time.now(),
            text(board.path("name")).or(() -> text(board.path("type"))).or(() -> agent(request, 0)).map(OtaHandler::shortened).orElse(""),
            version.orElse(""),
            text(board.path("ip")).map(OtaHandler::shortened).orElse(address(request)),
            address(request),
            Optional.of(board.path("rssi")).filter(JsonNode::canConvertToInt).filter(JsonNode::isNumber).map(JsonNode::intValue),
            Optional.of(body.path("minimum_free_heap_size").asLong(-1)).filter(heap -> heap >= 0));
    }

    /// `User-Agent: <board>/<version>`.
    private static Optional<String> agent(HttpRequest request, int part) {
        String[] parts = request.headers().getOrDefault("user-agent", "").split("/", 2);
        return parts.length == 2 ? Optional.of(parts[part].strip()) : Optional.empty();
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.ofNullable(node.textValue()).map(String::strip).filter(t -> !t.isEmpty());
    }

    private static String shortened(String text) {
        return text.codePoints().filter(c -> !Character.isISOControl(c)).limit(64).mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static String withoutSlash(String path) {
        String lower = LetterCase.lower(path);
        return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
