package earshot.lint;

import earshot.firmware.FirmwareModel;
import earshot.problem.ProblemReason;
import java.util.OptionalLong;

/// A device takes its connection for dead when the server sent no message for 120 s; pings do not count.
final class ChannelSilentCheck implements LintCheck {
    private static final long LIMIT_NANOS = FirmwareModel.CHANNEL_LIMIT.toNanos();

    private OptionalLong lastSent = OptionalLong.empty();

    @Override
    public LintRule rule() {
        return LintRule.CHANNEL_SILENT;
    }

    @Override
    public Verdict judge(Traffic traffic, ConnectionView view) {
        if (traffic instanceof Traffic.TextSent || traffic instanceof Traffic.FrameSent) {
            lastSent = OptionalLong.of(traffic.nanos());
            return Verdict.KEPT;
        }
        if (lastSent.isPresent() && traffic.nanos() - lastSent.getAsLong() > LIMIT_NANOS) {
            lastSent = OptionalLong.empty();
            return new Verdict.Broken(ProblemReason.LINT_SILENT.with(120));
        }
        return Verdict.NOTHING;
    }
}
