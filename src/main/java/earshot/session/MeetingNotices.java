package earshot.session;

import module java.base;

import earshot.wire.Dialect;
import earshot.wire.OutboundMessage;

/// What a device is told about its meeting.
final class MeetingNotices {
    /// It has begun: a tone.
    static final List<OutboundMessage> ENTERED = List.of(
        new OutboundMessage.Tts(OutboundMessage.Tts.TtsState.START, Optional.of("已进入会议模式"), Optional.of("config/assets/evening.wav"), Optional.empty()),
        new OutboundMessage.Tts(OutboundMessage.Tts.TtsState.STOP, Optional.empty(), Optional.empty(), Optional.empty()));
    private static final String SILENT = "会议中长时间无人发言，将在 %d 分钟后自动结束；继续发言即可保持会议。";

    private MeetingNotices() {}

    /// Nobody says anything, so that it ends in some minutes.
    static OutboundMessage silent(Dialect dialect, long minutes) {
        String words = SILENT.formatted(minutes);
        return dialect == Dialect.BADGE ? new OutboundMessage.SystemNotice(Optional.of("meeting_silent"), words)
            : new OutboundMessage.Alert("会议", words, "neutral");
    }
}
