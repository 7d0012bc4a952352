package earshot.lint;

import module java.base;

import earshot.wire.Dialect;
import earshot.wire.Framing;

/// Judges a text before it is sent: one that a person or a program wrote by hand.
final class SentMessageLint {
    private SentMessageLint() {}

    /// Without a connection: only what the text itself breaks.
    static List<Finding> check(String text) {
        return check(text, 0, new ConnectionView(Framing.RAW, Dialect.XIAOZHI, true, 0), false);
    }

    /// @param view of the connection that it would be sent on
    /// @param connected whether there is one
    static List<Finding> check(String text, long nanos, ConnectionView view, boolean connected) {
        Traffic sent = new Traffic.TextSent(ConnectionLint.tree(text), text.getBytes(StandardCharsets.UTF_8).length, nanos);
        // checks that remember something are made again, so that asking leaves no trace
        Stream<LintCheck> ofText = Stream.of(new JsonLargeCheck(), new JsonTypeCheck(), new AlertIncompleteCheck(), new EmotionUnknownCheck(),
            new HelloTransportCheck(), new HelloAudioCheck(), new McpIdCheck());
        Stream<LintCheck> ofMoment = connected ? Stream.of(new StartBeforeListenCheck(), new StartTwiceCheck(), new StopEarlyCheck(), new SessionIdSentCheck())
            : Stream.empty();
        return Stream.concat(ofText, ofMoment)
            .flatMap(
                check -> check.judge(sent, view) instanceof Verdict.Broken(String detail) ? Stream.of(new Finding(check.rule(), detail, 1)) : Stream.empty())
            .toList();
    }
}
