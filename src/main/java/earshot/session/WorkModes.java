package earshot.session;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ModeChange;
import earshot.event.EventCode;
import earshot.event.EventText;
import earshot.feature.FeatureSession;
import earshot.problem.Severity;
import earshot.wire.InboundMessage.Mode;
import earshot.wire.InboundMessage.Mode.ModeState;
import earshot.wire.OutboundMessage;
import earshot.wire.WorkMode;

/// Enters and leaves the work modes of a connection; it is in one at a time, and a mode that begins ends the one before as `mode end` does.
/// Used on the connection's thread only. Source: badge-protocol section 2.9.
record WorkModes(SessionServices services, ConnectionContext context, MeetingMode meetingMode, ConnectionFeatures features) {
    /// By a message, or by voice.
    void received(Mode message, ModeChange.Cause cause) {
        switch (message.state()) {
            case START -> start(message.mode(), cause);
            case END -> end(message.mode(), cause);
        }
    }

    /// The operator wants a mode, or conversation.
    void switchTo(Optional<WorkMode> mode) {
        mode.or(this::current).ifPresent(meant -> {
            if (mode.isPresent()) {
                start(meant, ModeChange.Cause.CONSOLE);
            } else {
                end(meant, ModeChange.Cause.CONSOLE);
            }
        });
    }

    private void start(WorkMode mode, ModeChange.Cause cause) {
        Optional<WorkMode> former = current();
        if (former.equals(Optional.of(mode)) && mode != WorkMode.MEETING) {
            confirm(ModeState.START, mode);
            return;
        }
        if (mode != WorkMode.MEETING && features.serving(mode).isEmpty()) {
            logMode(Severity.WARNING, EventCode.MODE_NOT_SERVED, mode);
            context.send(new OutboundMessage.NotServed("mode", mode.wireName() + " mode is"));
            return;
        }
        former.filter(before -> before != mode).ifPresent(before -> end(before, cause));
        switch (mode) {
            case MEETING -> meetingMode.start(cause);
            case CODING, WORKING -> {
                context.mode(mode == WorkMode.CODING ? ConnectionMode.CODING : ConnectionMode.WORKING, cause);
                logMode(Severity.INFO, EventCode.MODE_BEGINS, mode);
                features.serving(mode).ifPresent(FeatureSession::modeStarted);
                context.changed();
                confirm(ModeState.START, mode);
            }
        }
    }

    /// A mode that never began is confirmed, too.
    private void end(WorkMode mode, ModeChange.Cause cause) {
        switch (mode) {
            case MEETING -> meetingMode.end(cause);
            case CODING, WORKING -> {
                if (current().equals(Optional.of(mode))) {
                    context.mode(ConnectionMode.CONNECTED_IDLE, cause);
                    logMode(Severity.INFO, EventCode.MODE_ENDS, mode);
                    features.serving(mode).ifPresent(FeatureSession::modeEnded);
                    context.changed();
                }
                confirm(ModeState.END, mode);
            }
        }
    }

    private Optional<WorkMode> current() {
        return context.mode().workMode();
    }

    private void confirm(ModeState state, WorkMode mode) {
        context.send(new OutboundMessage.ModeOk(state, mode));
    }

    private void logMode(Severity severity, EventCode code, WorkMode mode) {
        services.events().log(context.deviceId(), "mode", severity, EventText.of(code, mode.wireName()));
    }
}
