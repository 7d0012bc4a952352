package earshot.server;

import module java.base;

import earshot.device.DeviceIdentity;
import earshot.device.IdentityResolver;
import earshot.event.LogTextFormatter;
import earshot.event.SecretMasker;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSubject;
import earshot.time.Time;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Admits or refuses requests for an upgrade, and reports each in the log and as an attempt. Uses no sockets.
/// Sources: badge-protocol sections 1.1 to 1.5, which also fix the log texts.
record HandshakeAdmission(Time time, WebAccessControl webAccess, DeviceAuthentication authentication, ConnectionAttemptListener attempts,
        AdmissionPolicy policy, ReachRule reach, LiveConnections liveConnections, FloodPauses floodPauses) {
    private static final Logger LOG = LoggerFactory.getLogger(HandshakeAdmission.class);
    /// Cuts texts whose length the client chooses.
    private static final LogTextFormatter LOG_TEXT = new LogTextFormatter(() -> 2000);
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");
    private static final String OCCUPIED = ProblemReason.DEVICE_IN_MEETING.toString();
    private static final String PROVEN = ProblemReason.DEVICE_PROVEN.toString();
    private static final Map<String, String> CHALLENGE = Map.of("WWW-Authenticate", "Bearer realm=\"xiaozhi\"");
    /// Shared by all instances, so that numbers stay unique over a restart of the server.
    private static final AtomicLong NUMBERS = new AtomicLong();

    sealed interface Decision {}

    /// @param cleanHead a handshake for the library, built here and not taken from the client
    record Admitted(Handshake handshake, byte[] cleanHead) implements Decision {}

    record Refused(ConnectionAttempt attempt, HttpReply reply) implements Decision {
        /// Whether a token was given and is none of ours.
        boolean wrongToken() {
            return reply.status() == 401 && attempt.problem().filter(problem -> problem.args().get(1).startsWith(DeviceAuthentication.INVALID)).isPresent();
        }
    }

    /// A new attempt for a TCP connection; not reported before something is known of it.
    ConnectionAttempt newAttempt(ConnectionAttempt.Port port, InetSocketAddress remote) {
        String host = remote.getAddress().getHostAddress();
        return new ConnectionAttempt(NUMBERS.incrementAndGet(), time.now(), port, host, SentRequest.NOTHING, Optional.empty(),
            ConnectionAttempt.Step.REACHED, Optional.empty());
    }

    /// A connection was dropped, because the server shall not be reached from its address.
    void outOfReach(ConnectionAttempt.Port port, InetSocketAddress remote) {
        report(newAttempt(port, remote), ProblemCode.OUT_OF_REACH, reach.reason());
    }

    /// Admits or refuses a request for an upgrade. Unusable id headers never refuse it: at worst the device gets an automatic id.
    Decision decide(ConnectionAttempt initial, RequestHead head, InetSocketAddress remote) {
        String rawPath = SecretMasker.mask(head.target());
        LOG.info("HTTP upgrade request path={}", LOG_TEXT.format(rawPath));
        ConnectionAttempt attempt = initial.reached(ConnectionAttempt.Step.UPGRADE);
        Optional<Refused> noHandshake = noHandshake(attempt, head);
        if (noHandshake.isPresent()) {
            return noHandshake.get();
        }
        DeviceIdentity identity = identify(head.target(), rawPath, head);
        Map<String, String> headers = maskedHeaders(head, identity);
        LOG.info("{} conn - Headers: {}", attempt.remote(), LOG_TEXT.format(headers.toString()));
        ConnectionAttempt identified = attempt.withDevice(identity.deviceId()).reached(ConnectionAttempt.Step.IDENTIFIED);
        if (webAccess.decide(head.headers(), false) instanceof WebAccessControl.Foreign foreign) {
            return foreign(identified, foreign);
        }
        return switch (authentication.verdict(identity, identified.remote(), head.target(), head.headers())) {
            case DeviceAuthentication.Failed failed -> unauthenticated(identified, failed);
            case DeviceAuthentication.Passed(DeviceAuthentication.Proof proof) -> {
                Optional<Refused> notNow = notNow(identified, identity.deviceId(), remote, head, proof);
                if (notNow.isPresent()) {
                    yield notNow.get();
                }
                ConnectionAttempt authenticated = identified.reached(ConnectionAttempt.Step.AUTHENTICATED);
                attempts.attemptChanged(authenticated);
                Dialect dialect = policy.dialects().apply(identity.deviceId()).orElse(Dialect.ofPath(head.path()));
                yield new Admitted(new Handshake(remote, head.path(), headers, identity, proof != DeviceAuthentication.Proof.NONE, framing(head),
                    dialect, authenticated), cleanHead(head));
            }
        };
    }

    private Optional<Refused> noHandshake(ConnectionAttempt attempt, RequestHead head) {
        if (!head.method().equals(HttpMethod.GET) || !head.version().equals("HTTP/1.1")
            || head.header("sec-websocket-key").filter(KEY.asMatchPredicate()).isEmpty()) {
            return Optional.of(refused(attempt, 400, Map.of(), ProblemReason.HANDSHAKE_NO_WEBSOCKET.toString()));
        }
        if (!head.header("sec-websocket-version").equals(Optional.of("13"))) {
            return Optional.of(refused(attempt, 426, Map.of("Sec-WebSocket-Version", "13"), ProblemReason.HANDSHAKE_VERSION.toString()));
        }
        return Optional.empty();
    }

    /// All headers, with the ids that were given to a device without any, and without what is secret.
    private static Map<String, String> maskedHeaders(RequestHead head, DeviceIdentity identity) {
        Map<String, String> headers = new LinkedHashMap<>(head.headers());
        if (identity.source() == DeviceIdentity.Source.AUTOMATIC) {
            headers.put("device-id", identity.deviceId().value());
            headers.put("client-id", identity.clientId());
        }
        headers.replaceAll((name, value) -> SecretMasker.isSecretKey(name) || name.equals("cookie") || isHolder(name, value, identity)
            ? SecretMasker.MASK : value);
        return headers;
    }

    private Refused unauthenticated(ConnectionAttempt attempt, DeviceAuthentication.Failed failed) {
        LOG.error("Authentication failed: {}", english(failed.reason()));
        int status = switch (failed.code()) {
            case DEVICE_REFUSED -> 403;
            case TOKEN_UNCHECKED -> 503;
            default -> 401;
        };
        return refused(attempt, failed.code(), status, status == 401 ? CHALLENGE : Map.of(), failed.reason(), failed.args().toArray());
    }

    /// Refuses a device that may connect, but not at this moment, or not from where it is. One that gave its own token is known from then on.
    private Optional<Refused> notNow(ConnectionAttempt attempt, DeviceId deviceId, InetSocketAddress remote, RequestHead head,
            DeviceAuthentication.Proof proof) {
        boolean proven = proof == DeviceAuthentication.Proof.OWN_TOKEN;
        Optional<FloodPauses.Open> pause = floodPauses.find(deviceId, remote.getAddress(), proven);
        if (pause.isPresent()) {
            return pause.map(open -> paused(attempt, open));
        }
        if (proven) {
            liveConnections.admitted(attempt.number(), deviceId);
            return Optional.empty();
        }
        return held(attempt, deviceId, head);
    }

    /// Refuses a connection without the device's own token that would end one that lives, unless a person allowed it: anybody can send the id of a device. What
    /// is kept is the part in a meeting, from other addresses, and the place of a device that gave its own token, also where no device needs one.
    private Optional<Refused> held(ConnectionAttempt attempt, DeviceId deviceId, RequestHead head) {
        Optional<String> meets = liveConnections.addressElsewhere(deviceId, attempt.remote())
            .filter(_ -> policy.inMeeting().test(deviceId) && liveConnections.newestAnswers(deviceId));
        boolean held = meets.isPresent() || liveConnections.provenAnswers(deviceId);
        if (!held || policy.access().useTakeover(deviceId, attempt.remote())) {
            return Optional.empty();
        }
        String shown = DeviceAuthentication.showsToken(head.target(), head.headers()) ? DeviceAuthentication.INVALID + "\n" : "";
        return Optional.of(meets.map(address -> refused(attempt, ProblemCode.DEVICE_OCCUPIED, 409, Map.of(), OCCUPIED, attempt.remote(), address))
            .orElseGet(() -> refused(attempt, ProblemCode.CONNECTION_REFUSED, 401, CHALLENGE, shown + PROVEN)));
    }

    /// Refuses a connection so soon after one that was closed for flooding. One refusal of each pause is reported; there may be any number.
    private Refused paused(ConnectionAttempt attempt, FloodPauses.Open pause) {
        long seconds = pause.left().plusMillis(999).toSeconds();
        Map<String, String> later = Map.of("Retry-After", String.valueOf(seconds));
        String reason = (pause.wholeAddress() ? ProblemReason.ADDRESS_FLOODED : ProblemReason.DEVICE_FLOODED).with(seconds);
        if (!pause.untold()) {
            return new Refused(attempt, HttpReply.refused(429, english(reason)).withHeaders(later));
        }
        return pause.wholeAddress() ? refused(attempt, ProblemCode.ADDRESS_PAUSED, 429, later, reason, attempt.remote(), seconds)
            : refused(attempt, ProblemCode.DEVICE_PAUSED, 429, later, reason, seconds);
    }

    /// An upgrade request came to the HTTP port.
    Refused wrongPort(ConnectionAttempt attempt, HttpRequest request, int webSocketPort) {
        Optional<DeviceIdentity> identity = IdentityResolver.find(List.of(request.target()), request.headers());
        ConnectionAttempt upgrade = identity.map(device -> attempt.withDevice(device.deviceId())).orElse(attempt).reached(ConnectionAttempt.Step.UPGRADE);
        return refused(upgrade, ProblemCode.PORT_WRONG, 426, Map.of("Upgrade", "websocket"), ProblemReason.PORT_IS_HTTP.with(webSocketPort), webSocketPort);
    }

    /// A web page from elsewhere, or a name that is not ours.
    Refused foreign(ConnectionAttempt attempt, WebAccessControl.Foreign access) {
        return switch (access) {
            case WebAccessControl.ForeignOrigin(String origin) ->
                refused(attempt, ProblemCode.ORIGIN_REFUSED, 403, Map.of(), ProblemReason.ORIGIN_NOT_ALLOWED.toString(), RequestHead.forDisplay(origin));
            case WebAccessControl.ForeignHost(String host) ->
                refused(attempt, ProblemCode.HOST_REFUSED, 403, Map.of(), ProblemReason.HOST_NOT_ALLOWED.toString(), RequestHead.forDisplay(host));
        };
    }

    Refused malformed(ConnectionAttempt attempt, String reason) {
        return refused(attempt, 400, Map.of(), reason);
    }

    Refused tlsFailed(ConnectionAttempt attempt, IOException why) {
        return malformed(attempt, ProblemReason.HANDSHAKE_TLS.with(why.getMessage()));
    }

    /// @param tls whether it begins as TLS does, which is off here
    Refused notHttp(ConnectionAttempt attempt, boolean tls) {
        return malformed(attempt, (tls ? ProblemReason.HANDSHAKE_TLS_OFF : ProblemReason.HANDSHAKE_NO_HTTP).toString());
    }

    Refused tooLarge(ConnectionAttempt attempt) {
        return refused(attempt, ProblemCode.REQUEST_TOO_LARGE, 431, Map.of(), ProblemReason.HANDSHAKE_HEAD_LARGE.with(RequestHead.MAX_BYTES));
    }

    /// @param most bytes that it may have
    /// @param polled whether programs ask for it again and again, which is not an attempt of a device
    Refused bodyTooLarge(ConnectionAttempt attempt, int most, boolean polled) {
        String reason = ProblemReason.HANDSHAKE_BODY_LARGE.with(most);
        return polled ? new Refused(attempt, HttpReply.refused(413, english(reason)))
            : refused(attempt, ProblemCode.REQUEST_TOO_LARGE, 413, Map.of(), reason);
    }

    Refused tooManyWrongTokens(ConnectionAttempt attempt) {
        Map<String, String> later = Map.of("Retry-After", String.valueOf(WrongTokens.MAX_DELAY.toSeconds()));
        return refused(attempt, ProblemCode.CONNECTION_REFUSED, 429, later, ProblemReason.TOKENS_WRONG.toString());
    }

    /// The answer to a wrong token waits. Returns the attempt with that in its reason.
    ConnectionAttempt heldBack(ConnectionAttempt refused, Duration delay) {
        Problem problem = refused.problem().orElseThrow();
        List<Object> args = new ArrayList<>(problem.args());
        args.set(1, args.get(1) + "\n" + ProblemReason.TOKEN_ANSWERS_WAIT.with(delay.toSeconds()));
        LOG.info("{}: answers to wrong tokens wait {} s", refused.remote(), delay.toSeconds());
        ConnectionAttempt told = refused.failed(Problem.of(problem.code(), problem.subject(), args.toArray()));
        attempts.attemptChanged(told);
        return told;
    }

    /// A connection was dropped, because its address has as many as it may have, or all addresses together.
    void tooManyConnections(ConnectionAttempt.Port port, InetSocketAddress remote, AddressLimits.Exceeded exceeded) {
        ConnectionAttempt attempt = newAttempt(port, remote);
        LOG.warn("{} has {} connections and gets no more", attempt.remote(), exceeded.has());
        attempts.attemptChanged(attempt.failed(Problem.of(ProblemCode.ADDRESS_LIMITED,
            new ProblemSubject.Setting("server.max_connections_per_address"), attempt.remote(), exceeded.has(), exceeded.all())));
    }

    void tooSlow(ConnectionAttempt attempt, boolean spoke) {
        report(attempt, ProblemCode.HANDSHAKE_FAILED, (spoke ? ProblemReason.HANDSHAKE_INCOMPLETE : ProblemReason.HANDSHAKE_SILENT).with(10));
    }

    /// A client that hangs up without sending anything may only have checked that the port is open, so that is not a problem.
    void hungUp(ConnectionAttempt attempt, boolean spoke) {
        if (spoke) {
            report(attempt, ProblemCode.HANDSHAKE_FAILED, ProblemReason.HANDSHAKE_HUNG_UP.toString());
        } else {
            attempts.attemptChanged(attempt);
        }
    }

    private Refused refused(ConnectionAttempt attempt, int status, Map<String, String> headers, String reason) {
        return refused(attempt, ProblemCode.HANDSHAKE_FAILED, status, headers, reason);
    }

    /// @param more arguments of the problem, after client and reason
    private Refused refused(ConnectionAttempt attempt, ProblemCode code, int status, Map<String, String> headers, String reason, Object... more) {
        return new Refused(report(attempt, code, reason, more), HttpReply.refused(status, english(reason)).withHeaders(headers));
    }

    /// For clients and logs.
    private static String english(String reason) {
        return ProblemReason.text(reason, Locale.ENGLISH);
    }

    private ConnectionAttempt report(ConnectionAttempt attempt, ProblemCode code, String reason, Object... more) {
        LOG.info("{} refused: {}", attempt.remote(), english(reason));
        // where ids are made up, each would be a problem of its own
        ProblemSubject subject = attempt.device().filter(_ -> code != ProblemCode.ADDRESS_PAUSED).<ProblemSubject>map(ProblemSubject.Device::new)
            .orElse(ProblemSubject.program());
        Object[] args = Stream.concat(Stream.of(attempt.device().map(DeviceId::value).orElse(attempt.remote()), reason), Stream.of(more)).toArray();
        ConnectionAttempt failed = attempt.failed(Problem.of(code, subject, args));
        attempts.attemptChanged(failed);
        return failed;
    }

    /// Whether this header is the client id by which OTA knows the board that may have its token.
    private static boolean isHolder(String name, String value, DeviceIdentity identity) {
        return IdentityResolver.isClientHeader(name) && !value.equalsIgnoreCase(identity.deviceId().value());
    }

    /// @param rawPath the target with its secrets masked, for the log
    private static DeviceIdentity identify(String target, String rawPath, RequestHead head) {
        DeviceIdentity identity = IdentityResolver.resolve(List.of(target), head.headers());
        String rawPaths = RequestHead.forDisplay(rawPath);
        switch (identity.source()) {
            case QUERY -> LOG.info("device-id={} source=query rawPaths=[{}]", identity.deviceId(), rawPaths);
            case HEADER -> LOG.info("device-id={} source=header rawPaths=[{}]", identity.deviceId(), rawPaths);
            case AUTOMATIC -> LOG.warn("未从握手中获取 device-id，已回退自动分配 device-id={}; rawPaths=[{}], headerKeys={}",
                identity.deviceId(), rawPaths, LOG_TEXT.format(head.headers().keySet().toString()));
        }
        return identity;
    }

    private static Framing framing(RequestHead head) {
        return head.header("protocol-version").filter(v -> v.matches("\\d{1,4}")).map(Integer::parseInt).map(Framing::ofVersion).orElse(Framing.RAW);
    }

    private static byte[] cleanHead(RequestHead head) {
        return ("GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
            + head.headers().get("sec-websocket-key") + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
