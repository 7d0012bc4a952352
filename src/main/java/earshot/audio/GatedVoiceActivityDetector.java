package earshot.audio;

import java.util.Optional;

/// Audio is voiced when it passes the energy gate and, where available, WebRTC's detector. Neither is enough alone: the
/// detector stays voiced on hum, babble or loud noise, and the gate opens for any loud sound.
final class GatedVoiceActivityDetector implements VoiceActivityDetector {
    private static final int STEP = WebRtcVad.STEP;

    private final Optional<WebRtcVad> webRtc;
    private final EnergyGate gate;
    /// Samples of an unfinished step, completed by the next call.
    private final short[] unfinishedStep = new short[STEP];
    private int kept;
    private boolean voiced;
    private int steps;
    private int voicedSteps;
    private boolean closed;

    GatedVoiceActivityDetector(Optional<WebRtcVad> webRtc, EnergyGate gate) {
        this.webRtc = webRtc;
        this.gate = gate;
    }

    /// When the samples finish no step, the last answer is repeated.
    @Override
    public boolean voiced(short[] pcm) {
        if (closed) {
            throw new IllegalStateException("the voice detector is closed");
        }
        steps = 0;
        voicedSteps = 0;
        int at = 0;
        if (kept > 0) {
            at = Math.min(STEP - kept, pcm.length);
            System.arraycopy(pcm, 0, unfinishedStep, kept, at);
            kept += at;
            if (kept == STEP) {
                step(unfinishedStep, 0);
                kept = 0;
            }
        }
        for (; at + STEP <= pcm.length; at += STEP) {
            step(pcm, at);
        }
        if (at < pcm.length) {
            System.arraycopy(pcm, at, unfinishedStep, kept, pcm.length - at);
            kept += pcm.length - at;
        }
        if (steps > 0) {
            voiced = 2 * voicedSteps > steps;
        }
        return voiced;
    }

    private void step(short[] pcm, int at) {
        long energy = 0;
        for (int i = at; i < at + STEP; i++) {
            energy += pcm[i] * pcm[i];
        }
        boolean open = gate.opens(AudioLevel.db(energy, STEP));
        // called even when the gate is closed, because that is when it learns what noise is
        boolean voice = webRtc.isEmpty() || webRtc.get().voiced(pcm, at);
        steps++;
        if (open && voice) {
            voicedSteps++;
        }
    }

    @Override
    public double thresholdDb() {
        return gate.thresholdDb();
    }

    @Override
    public void close() {
        closed = true;
        webRtc.ifPresent(WebRtcVad::close);
    }
}
