package earshot.lint;

import module java.base;

import earshot.device.DeviceIdentity;
import earshot.id.DeviceId;
import earshot.server.ConnectionAttempt;
import earshot.server.Handshake;
import earshot.wire.Dialect;
import earshot.wire.Framing;

/// A conversation of a device with a server, put into the checks step by step with a clock of its own.
final class Conversation implements FindingListener {
    /// 60 ms of wide-band speech (config 11).
    static final byte[] SPEECH = {(byte) (11 << 3), 1, 2, 3, 4, 5, 6, 7, 8};
    static final byte[] TWENTY_MILLIS = {(byte) (9 << 3), 1, 2, 3, 4, 5, 6, 7, 8};
    /// 60 ms of sound up to 20 kHz: three frames of 20 ms (config 31).
    static final byte[] FULL_BAND = {(byte) (31 << 3 | 3), 3, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    private static final byte[] SILENCE = {(byte) (11 << 3)};

    final List<Finding> findings = new ArrayList<>();
    final Set<LintRule> broken = EnumSet.noneOf(LintRule.class);
    final List<LintRule> kept = new ArrayList<>();
    private final ConnectionLint lint;
    private long nanos;

    Conversation() {
        this(Map.of("protocol-version", "1"));
    }

    Conversation(Map<String, String> headers) {
        this(headers, Dialect.XIAOZHI);
    }

    Conversation(Map<String, String> headers, Dialect dialect) {
        DeviceId id = new DeviceId("aa");
        ConnectionAttempt attempt = new ConnectionAttempt(1, Instant.EPOCH, ConnectionAttempt.Port.WEBSOCKET, "10.0.0.7", "GET /", Optional.of(id),
            ConnectionAttempt.Step.HELLO, Optional.empty());
        lint = new ConnectionLint(new Handshake(new InetSocketAddress("10.0.0.7", 1), "/xiaozhi/v1/", headers,
            new DeviceIdentity(id, "c", DeviceIdentity.Source.HEADER), false, Framing.RAW, dialect, attempt), 0, this);
    }

    @Override
    public void broken(Finding finding) {
        findings.add(finding);
        broken.add(finding.rule());
    }

    @Override
    public void kept(LintRule rule) {
        kept.add(rule);
    }

    Conversation waits(long millis) {
        nanos += millis * 1_000_000;
        return this;
    }

    /// Time goes on, and the checks are told each half second.
    Conversation passes(long millis) {
        for (long left = millis; left > 0; left -= 500) {
            waits(Math.min(500, left));
            lint.silent(nanos);
        }
        return this;
    }

    Conversation says(String text) {
        lint.textReceived(text, nanos);
        return waits(1);
    }

    Conversation sends(String text) {
        lint.textSent(text, nanos);
        return waits(1);
    }

    /// What would be found if the server sent this now.
    Set<LintRule> preview(String text) {
        return lint.preview(text, nanos).stream().map(Finding::rule).collect(Collectors.toSet());
    }

    Conversation frame(byte[] packet) {
        lint.frameReceived(packet, nanos);
        return waits(60);
    }

    Conversation frameSent(byte[] packet) {
        lint.frameSent(packet, nanos);
        return this;
    }

    Conversation deviceHello() {
        return says(
            "{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\",\"features\":{\"mcp\":true},\"audio_params\":{\"format\":\"opus\","
                + "\"sample_rate\":16000,\"channels\":1,\"frame_duration\":60}}");
    }

    Conversation serverHello() {
        return sends(
            "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s\",\"audio_params\":{\"format\":\"opus\",\"sample_rate\":24000,\"channels\":1,\"frame_duration\":60}}");
    }

    Conversation greeted() {
        return deviceHello().serverHello().sends("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}}");
    }

    /// What keeps a channel alive.
    Conversation notified() {
        return sends("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"method\":\"notifications/alive\"}}");
    }

    Conversation listen(String mode) {
        return says("{\"type\":\"listen\",\"session_id\":\"s\",\"state\":\"start\",\"mode\":\"" + mode + "\"}");
    }

    Conversation start() {
        return sends("{\"type\":\"tts\",\"state\":\"start\",\"session_id\":\"s\"}");
    }

    Conversation stop() {
        return sends("{\"type\":\"tts\",\"state\":\"stop\",\"session_id\":\"s\"}");
    }

    Conversation speaks(int frames) {
        IntStream.range(0, frames).forEach(_ -> frame(SPEECH));
        return this;
    }

    Conversation silence(int frames) {
        IntStream.range(0, frames).forEach(_ -> frame(SILENCE));
        return this;
    }

    /// What the device kept before its wake word, then the word.
    Conversation speaksAtWakeWord() {
        return speaks(30).says("{\"type\":\"listen\",\"session_id\":\"s\",\"state\":\"detect\",\"text\":\"hi\"}");
    }

    /// An answer of two seconds, three frames ahead, to a device that listens.
    Conversation answered() {
        listen("auto").sends("{\"type\":\"stt\",\"text\":\"hello\"}").sends("{\"type\":\"llm\",\"emotion\":\"happy\"}").start().waits(25);
        IntStream.range(0, 3).forEach(_ -> frameSent(SPEECH));
        for (int i = 0; i < 30; i++) {
            waits(60).frameSent(SPEECH);
        }
        return waits(240).stop();
    }
}
