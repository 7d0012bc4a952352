package earshot.session;

import module java.base;

import earshot.asr.RecognitionStream;
import earshot.device.ListenState;
import earshot.event.EventCode;
import earshot.turn.TurnFacts;
import earshot.turn.TurnInput;

/// What is heard in a conversation: each segment and each text begins a turn. Used on the connection's thread only.
record ConversationMode(SessionServices services, ConnectionContext connection, ListenManager listenManager, TurnManager turnManager,
        BargeInHandler bargeIn, VoiceCommands commands) implements SpeechSink {
    @Override
    public boolean collecting() {
        return !turnManager.answering();
    }

    @Override
    public Optional<RecognitionStream> openRecognition() {
        return turnManager.openRecognition(AudioUplink.RATE, new PartialResults());
    }

    @Override
    public void segment(SpeechSegment segment, long decidedNanos) {
        turnManager.answer(new TurnInput(Optional.of(segment.pcmAudio()), Optional.empty(), services.time().now(), segment.lastVoicedNanos(), decidedNanos,
            segment.requiredSilence(), segment.recognition(), Optional.of(segment.activity())), false);
    }

    @Override
    public void noSpeech(boolean pressed) {
        if (pressed) {
            listenManager.speechMissing();
        }
        turnManager.reportEmptyTurn(TurnFacts.Outcome.NOTHING_HEARD);
        services.events().log(connection.deviceId(), "turn", EventCode.NO_VOICE_HEARD);
        listenManager.resume();
    }

    @Override
    public void text(String text, TextOrigin origin, long at) {
        if (origin == TextOrigin.CONSOLE || !commands.detected(text)) {
            turnManager.answer(turnManager.typedUtterance(text, at), origin == TextOrigin.DEVICE);
        }
    }

    @Override
    public void wakeWord(String text, long at) {
        listenManager.ignoreWakeWordEcho(at);
        bargeIn.wakeWord(text, at);
    }

    /// Forwards partial results to the connection's thread. Only the newest waits there, since a recognizer may report faster than they are shown.
    private final class PartialResults implements Consumer<String> {
        private final AtomicReference<String> newest = new AtomicReference<>();

        @Override
        public void accept(String text) {
            if (newest.getAndSet(text) == null) {
                connection.post(() -> {
                    String all = newest.getAndSet(null);
                    if (listenManager.state() == ListenState.LISTENING) {
                        connection.showEvent("\"" + all + "…\"");
                    }
                });
            }
        }
    }
}
