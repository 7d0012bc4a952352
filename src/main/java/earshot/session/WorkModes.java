package earshot.session;

import module java.base;

import earshot.device.ConnectionMode;
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
    void received(Mode message) {
        switch (message.state()) {
            case START -> start(message.mode());
            case END -> end(message.mode());
        }
    }

    private void start(WorkMode mode) {
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
        former.filter(before -> before != mode).ifPresent(this::end);
        switch (mode) {
            case MEETING -> meetingMode.start();
            case CODING, WORKING -> {
                context.mode(mode == WorkMode.CODING ? ConnectionMode.CODING : ConnectionMode.WORKING);
                logMode(Severity.INFO, EventCode.MODE_BEGINS, mode);
                features.serving(mode).ifPresent(FeatureSession::modeStarted);
                context.changed();
                confirm(ModeState.START, mode);
            }
        }
    }

    /// A mode that never began is confirmed, too.
    private void end(WorkMode mode) {
        switch (mode) {
            case MEETING -> meetingMode.end();
            case CODING, WORKING -> {
                if (current().equals(Optional.of(mode))) {
                    context.mode(ConnectionMode.CONNECTED_IDLE);
                    logMode(Severity.INFO, EventCode.MODE_ENDS, mode);
                    features.serving(mode).ifPresent(FeatureSession::modeEnded);
                    context.changed();
                }
                confirm(ModeState.END, mode);
            }
        }
    }

    private Optional<WorkMode> current() {
        return of(context.mode());
    }

    /// The work mode that a connection is in; empty for none.
    static Optional<WorkMode> of(ConnectionMode mode) {
        return switch (mode) {
            case MEETING -> Optional.of(WorkMode.MEETING);
            case CODING -> Optional.of(WorkMode.CODING);
            case WORKING -> Optional.of(WorkMode.WORKING);
            case CONNECTED_IDLE, DIALOG_PREPARING, DIALOG_ACTIVE -> Optional.empty();
        };
    }

    private void confirm(ModeState state, WorkMode mode) {
        context.send(new OutboundMessage.ModeOk(state, mode));
    }

    private void logMode(Severity severity, EventCode code, WorkMode mode) {
        services.events().log(context.deviceId(), "mode", severity, EventText.of(code, mode.wireName()));
    }
}
