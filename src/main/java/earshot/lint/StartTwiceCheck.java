package earshot.lint;

/// A second `tts start` without a stop empties the queue of the device.
final class StartTwiceCheck implements LintCheck {
    @Override
    public LintRule rule() {
        return LintRule.START_TWICE;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.TextSent sent) || !sent.speech("start")) {
            return Verdict.NOTHING;
        }
        return !view.speaking() || view.ahead(sent.nanos()).isZero() ? Verdict.KEPT : new Verdict.Broken(view.packetsAhead(sent.nanos()) + " packets lost");
    }
}
