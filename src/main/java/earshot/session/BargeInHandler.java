package earshot.session;

import module java.base;

import earshot.audio.VadSettings;
import earshot.device.ListeningSettings;
import earshot.event.EventCode;
import earshot.turn.Turn;
import earshot.turn.TurnFacts.Interruption.Cause;
import earshot.wire.Dialect;
import earshot.wire.OutboundMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides whether a person interrupts the answer, and stops it: by voice in realtime mode, by the device's button, by a wake word, or in the
/// console. Used on the connection's thread only.
final class BargeInHandler {
    private static final Logger LOG = LoggerFactory.getLogger(BargeInHandler.class);
    private static final long SECOND = 1_000_000_000L;
    /// A longer pause starts the barge-in time over.
    private static final long SHORT_PAUSE = SECOND / 5;
    /// A wake word reported within this time of an interruption by wake word is the same one, and is not greeted: the person wants to speak.
    private static final Duration SAME_WAKE_WORD = Duration.ofSeconds(2);
    private static final String GREETING = "Hello.";

    private final SessionServices services;
    private final ConnectionContext connection;
    private final ListenManager listenManager;
    private final TurnManager turnManager;
    private OptionalLong interruptedByWakeWord = OptionalLong.empty();
    /// Nanoseconds of voice over the answer.
    private long voice;
    private long pause;

    BargeInHandler(SessionServices services, ConnectionContext connection, ListenManager listenManager, TurnManager turnManager) {
        this.services = services;
        this.connection = connection;
        this.listenManager = listenManager;
        this.turnManager = turnManager;
    }

    /// Takes audio that belongs to no segment. Where a voice may interrupt the answer, one that lasts long enough does.
    void audioReceived(AudioUplink.Input.Audio audio, long arrival) {
        if (!listenManager.realtime() || !services.settings().get().of(VadSettings.SECTION).bargeIn().isPositive() || !turnManager.interruptible()) {
            return;
        }
        listenManager.keep(audio.pcm());
        long length = audio.pcm().length * SECOND / AudioUplink.RATE;
        if (audio.voice()) {
            voice += length;
            pause = 0;
        } else {
            pause += length;
            if (pause > SHORT_PAUSE) {
                voice = 0;
            }
        }
        if (voice >= listenManager.vad().bargeIn().toNanos()) {
            voice = 0;
            byVoice(arrival);
        }
    }

    private void byVoice(long at) {
        services.events().log(connection.deviceId(), "vad", EventCode.VOICE_INTERRUPTS);
        connection.changed();
        connection.activity(at);
        turnManager.stopAudibly(Cause.VOICE, at);
        listenManager.interruptedByVoice(at);
    }

    /// An abort message or the console interrupts. Always sends `tts stop`: a device that interrupted by button stays in its speaking state until
    /// it gets one.
    void interrupt(Cause cause, long at) {
        connection.activity(at);
        Supplier<Turn.Queued> queued = turnManager.queued();
        logSizes("开始清理", queued.get());
        listenManager.discardSegment();
        turnManager.stopAudibly(cause, at);
        interruptedByWakeWord = cause == Cause.WAKE_WORD ? OptionalLong.of(at) : OptionalLong.empty();
        listenManager.interrupted(at);
        logSizes("清理完成", queued.get());
    }

    /// A wake word stops a running answer; it is greeted where that is set.
    void wakeWord(String text, long at) {
        ListeningSettings settings = services.settings().get().of(ListeningSettings.SECTION);
        if (!settings.greetOnWakeup()) {
            turnManager.stop(Cause.WAKE_WORD, at);
            showWakeWord(text);
            connection.send(OutboundMessage.Tts.of(OutboundMessage.Tts.TtsState.STOP, connection.sessionId()));
        } else if (connection.dialect() == Dialect.XIAOZHI && !interruptedJustBefore(at)) {
            turnManager.stop(Cause.WAKE_WORD, at);
            showWakeWord(text);
            turnManager.greet(GREETING, at);
        }
    }

    private void showWakeWord(String text) {
        if (!text.isEmpty()) {
            connection.send(new OutboundMessage.Stt(text, connection.sessionId()));
        }
    }

    private boolean interruptedJustBefore(long at) {
        return interruptedByWakeWord.isPresent() && at - interruptedByWakeWord.getAsLong() < SAME_WAKE_WORD.toNanos();
    }

    private static void logSizes(String when, Turn.Queued queued) {
        LOG.debug("{}: TTS队列大小={}, 音频队列大小={}", when, queued.messages(), queued.frames());
    }
}
