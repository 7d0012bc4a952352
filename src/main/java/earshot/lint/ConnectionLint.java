package earshot.lint;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import earshot.server.Handshake;
import earshot.wire.BinaryFrameCodec;
import earshot.wire.JsonMessageCodec;

/// All checks of one connection. What passes is put in in its order; used on one thread at a time.
public final class ConnectionLint {
    /// While a rule keeps being broken.
    private static final long REPEAT_NANOS = 10_000_000_000L;

    private final ConnectionView view;
    private final FindingListener listener;
    private final List<LintCheck> checks = List.of(new HelloTransportCheck(), new HelloLateCheck(), new HelloAudioCheck(), new FramingSentCheck(),
        new FramingReceivedCheck(), new AudioEarlyCheck(),
        new AudioUnannouncedCheck(), new AudioAheadCheck(), new PacketLongCheck(), new StopEarlyCheck(), new StartTwiceCheck(), new AbortUnansweredCheck(),
        new StartBeforeListenCheck(),
        new ChannelSilentCheck(), new McpIdCheck(), new McpAnswerIdCheck(), new McpCursorCheck(), new McpPageCheck(), new JsonLargeCheck(), new JsonTypeCheck(),
        new AlertIncompleteCheck(), new EmotionUnknownCheck(),
        new TextMalformedCheck(), new TextPingCheck(), new SessionIdCheck(), new SessionIdSentCheck(), new AudioOutsideListenCheck(), new FrameChangedCheck(),
        new RateWrongCheck(), new DtxUnusedCheck());
    private final Map<LintRule, Broken> broken = new EnumMap<>(LintRule.class);
    /// What this connection has not kept yet: an earlier one of the device may have broken it.
    private final Set<LintRule> unsaid = EnumSet.allOf(LintRule.class);

    private static final class Broken {
        int count;
        long told;
    }

    /// @param nanos when it was connected
    public ConnectionLint(Handshake handshake, long nanos, FindingListener listener) {
        view = new ConnectionView(handshake, nanos);
        this.listener = listener;
    }

    public void textReceived(String text, long nanos) {
        judge(new Traffic.TextReceived(JsonMessageCodec.read(text), tree(text), text.getBytes(StandardCharsets.UTF_8).length, nanos), Optional.of(text));
    }

    public void frameReceived(byte[] frame, long nanos) {
        judge(new Traffic.FrameReceived(BinaryFrameCodec.unwrap(view.framing(), frame), nanos), Optional.empty());
    }

    public void textSent(String text, long nanos) {
        judge(new Traffic.TextSent(tree(text), text.getBytes(StandardCharsets.UTF_8).length, nanos), Optional.of(text));
    }

    public void frameSent(byte[] frame, long nanos) {
        judge(new Traffic.FrameSent(BinaryFrameCodec.unwrap(view.framing(), frame), nanos), Optional.empty());
    }

    /// Nothing passed until now: what was to come in time is missing.
    public void silent(long nanos) {
        judge(new Traffic.Silence(nanos), Optional.empty());
    }

    /// What would be found if a text were sent now; changes nothing.
    List<Finding> preview(String text, long nanos) {
        return SentMessageLint.check(text, nanos, view, true);
    }

    private void judge(Traffic traffic, Optional<String> message) {
        for (LintCheck check : checks) {
            switch (check.judge(traffic, view)) {
                case Verdict.Nothing _ -> {}
                case Verdict.Kept _ -> kept(check.rule());
                case Verdict.Broken(String detail) -> broken(check.rule(), detail, traffic.nanos(), message);
            }
        }
        view.update(traffic);
    }

    private void kept(LintRule rule) {
        boolean mended = !broken.isEmpty() && broken.remove(rule) != null;
        if (unsaid.remove(rule) || mended) {
            listener.kept(rule);
        }
    }

    private void broken(LintRule rule, String detail, long nanos, Optional<String> message) {
        Broken known = broken.computeIfAbsent(rule, _ -> new Broken());
        known.count++;
        if (known.count == 1 || nanos - known.told >= REPEAT_NANOS) {
            known.told = nanos;
            listener.broken(new Finding(rule, detail, known.count, message));
        }
    }

    static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException | RuntimeException _) {
            return MissingNode.getInstance();
        }
    }
}
