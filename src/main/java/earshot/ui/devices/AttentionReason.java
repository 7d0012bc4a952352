package earshot.ui.devices;

import module java.base;

import earshot.audio.AudioLevel;
import earshot.audio.StreamStatistics;
import earshot.device.DeviceFacts;
import earshot.device.DeviceIdentity;
import earshot.device.IdleCountdown;
import earshot.device.ListenState;

/// Why a device needs attention and is at the top of the list. The first reason that applies counts.
enum AttentionReason {
    /// Loud sound comes in, but no speech is detected.
    LOUD_WITHOUT_VOICE,
    /// It has been listening for more than ten seconds, and sends no sound at all.
    NO_SOUND,
    /// It has been listening for more than ten seconds without speech.
    LISTENING_WITHOUT_VOICE,
    /// It is closed for being idle in less than a minute.
    CLOSING_SOON,
    /// It sent no id and got an automatic one.
    ID_AUTOMATIC;

    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(10);
    private static final Duration CLOSING_LIMIT = Duration.ofMinutes(1);
    private static final double LOUD_DB = -35;

    static Optional<AttentionReason> of(DeviceFacts facts, AudioLevel level, StreamStatistics flow, Optional<IdleCountdown> idle, long nanos, Instant now) {
        if (facts.connection().isEmpty()) {
            return Optional.empty();
        }
        DeviceFacts.Connection connection = facts.connection().get();
        boolean listensLong = connection.listening().state() == ListenState.LISTENING
            && Duration.between(connection.listening().since(), now).compareTo(SILENCE_LIMIT) > 0;
        boolean nobodySpoke = connection.listening().lastVoice().map(at -> Duration.between(at, now).compareTo(SILENCE_LIMIT) > 0).orElse(true);
        // a test device that has said its sentence has nothing more to say
        boolean saidAll = facts.profile().test() && connection.listening().lastVoice().isPresent();
        if (listensLong && nobodySpoke && !saidAll) {
            return Optional.of(flow.perSecond() == 0 ? NO_SOUND : level.rmsDb() > LOUD_DB ? LOUD_WITHOUT_VOICE : LISTENING_WITHOUT_VOICE);
        }
        if (idle.filter(countdown -> !countdown.suspended() && countdown.atNanos() - nanos < CLOSING_LIMIT.toNanos()).isPresent()) {
            return Optional.of(CLOSING_SOON);
        }
        return connection.link().identity().source() == DeviceIdentity.Source.AUTOMATIC ? Optional.of(ID_AUTOMATIC) : Optional.empty();
    }
}
