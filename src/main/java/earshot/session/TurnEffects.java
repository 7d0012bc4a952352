package earshot.session;

import earshot.turn.AssistantRequest;

/// What the turns of a connection mean for its other parts. Used on the connection's thread only.
final class TurnEffects implements TurnManager.TurnEventListener {
    private final ConnectionCloser closer;
    private final ConnectionFeatures features;
    private StateReporter stateReporter;
    private MeetingMode meetingMode;
    private ListenManager listenManager;
    private IdleTimeout idleTimeout;

    TurnEffects(ConnectionCloser closer, ConnectionFeatures features) {
        this.closer = closer;
        this.features = features;
    }

    /// Names the parts, which use the turns themselves. Called once, before the first turn.
    void connect(StateReporter reporter, MeetingMode meetings, ListenManager listening, IdleTimeout idle) {
        stateReporter = reporter;
        meetingMode = meetings;
        listenManager = listening;
        idleTimeout = idle;
    }

    @Override
    public AssistantRequest.DeviceInfo deviceInfo() {
        return stateReporter.deviceInfo();
    }

    @Override
    public boolean muted() {
        return meetingMode.muted() || features.silent();
    }

    @Override
    public void speakingChanged(boolean now) {
        idleTimeout.speaking(now);
    }

    @Override
    public void answerEnded() {
        listenManager.answered();
    }

    @Override
    public void answered(String text) {
        features.answered(text);
    }

    @Override
    public void endedWithoutAnswer() {
        listenManager.resume();
    }

    @Override
    public void goodbyeSaid(boolean conversation) {
        if (conversation || idleTimeout.closing()) {
            closer.goodbyeSaid(conversation ? ServerCloseReason.GOODBYE : ServerCloseReason.IDLE_NO_VOICE);
        }
    }
}
