package earshot.lint;

import earshot.firmware.FirmwareModel;
import earshot.problem.ProblemReason;

/// A device keeps 40 packets; what comes beyond that is lost.
final class AudioAheadCheck implements LintCheck {
    @Override
    public LintRule rule() {
        return LintRule.AUDIO_AHEAD;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (!(traffic instanceof Traffic.FrameSent(_, long nanos)) || !view.speaking()) {
            return Verdict.NOTHING;
        }
        int ahead = view.packetsWaiting(nanos) + 1;
        return ahead <= FirmwareModel.QUEUE_CAPACITY ? Verdict.KEPT : new Verdict.Broken(ProblemReason.LINT_AHEAD.with(ahead));
    }
}
