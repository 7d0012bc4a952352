package earshot.lint;

/// A device keeps 40 packets; what comes beyond that is lost.
final class AudioAheadCheck implements LintCheck {
    private static final int MOST = 40;

    @Override
    public LintRule rule() {
        return LintRule.AUDIO_AHEAD;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.FrameSent(_, long nanos)) || !view.speaking()) {
            return Verdict.NOTHING;
        }
        int ahead = view.packetsAhead(nanos) + 1;
        return ahead <= MOST ? Verdict.KEPT : new Verdict.Broken(ahead + " packets ahead");
    }
}
