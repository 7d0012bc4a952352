package earshot.audio;

import module java.base;

/// Sounds that are no speech and that a voice detector takes for it, as people and rooms make them, computed so that every run gets the same. At 16 kHz, each
/// with a second of a quiet room before and after it.
public final class VoicelessSignals {
    private static final int RATE = 16_000;

    /// Made once, by the first that asks.
    private static final class Made {
        private static final Map<String, PcmAudio> ALL = make();
    }

    private VoicelessSignals() {}

    public static Map<String, PcmAudio> all() {
        return Made.ALL;
    }

    private static Map<String, PcmAudio> make() {
        Map<String, double[]> sounds = new LinkedHashMap<>();
        sounds.put("silence", pause(1500));
        sounds.put("a click", clicks(1, 10));
        sounds.put("a cough", cough());
        sounds.put("coughs", joined(cough(), pause(250), cough(), pause(300), cough()));
        sounds.put("coughs with a voiced end", joined(cough(), groan(), pause(250), cough(), groan()));
        sounds.put("keys", clicks(25, 120));
        sounds.put("fast keys", clicks(40, 60));
        sounds.put("mains hum", tone(3000, 100, 1, 2000));
        sounds.put("a humming person", resonant(tone(1200, 140, 1.15, 6000), 250, 80));
        sounds.put("whistling", resonant(tone(1200, 900, 1.3, 6000), 1000, 80));
        sounds.put("a fan that starts", noise(3000, 1500));
        sounds.put("a hummed tune", hummed(140, 0.01));
        sounds.put("a hummed tune of a trembling voice", hummed(220, 0.03));
        sounds.put("a bright hum", bright(110, 0, 2_000));
        sounds.put("a clipped hum", clipped(bright(100, 0.01, 20_000)));
        sounds.put("a tune through an open mouth", tune(sound -> sum(resonant(sound, 750, 90), resonant(sound, 1200, 110))));
        sounds.put("a clipped tune", clipped(tune(sound -> Arrays.stream(resonant(sound, 300, 100)).map(sample -> 6 * sample).toArray())));
        sounds.put("a whistled tune", joined(IntStream.of(0, 4, 7, 5, 2, 0).mapToObj(semitone -> whistled(1_000 * Math.pow(2, semitone / 12.0))).toArray(double[][]::new)));
        sounds.put("a vacuum cleaner", sum(bright(300, 0, 1_000), noise(2_400, 1_500)));
        sounds.put("a melody", melody(0));
        sounds.put("a melody with a drum", melody(2_500));
        return Collections.unmodifiableMap(
            sounds.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, sound -> inRoom(sound.getValue()), (one, _) -> one, LinkedHashMap::new)));
    }

    public static PcmAudio inRoom(PcmAudio said) {
        return inRoom(IntStream.range(0, said.pcm().length).mapToDouble(i -> said.pcm()[i]).toArray());
    }

    /// Speech far away in a room with bare walls.
    public static PcmAudio echoing(PcmAudio said) {
        RandomGenerator random = new Random(3);
        double[] all = IntStream.range(0, said.pcm().length).mapToDouble(i -> said.pcm()[i] / 4.0).toArray();
        for (int echo = 0; echo < 60; echo++) {
            int delay = random.nextInt(RATE / 3);
            double strength = random.nextGaussian() / 12 * Math.exp(-6.0 * delay / RATE);
            for (int i = delay; i < all.length; i++) {
                all[i] += said.pcm()[i - delay] * strength;
            }
        }
        return new PcmAudio(pcm(all), RATE);
    }

    private static PcmAudio inRoom(double[] sound) {
        double[] whole = sum(joined(pause(1000), sound, pause(1000)), noise(2000 + sound.length * 1000 / RATE, 20));
        return new PcmAudio(pcm(whole), RATE);
    }

    private static short[] pcm(double[] samples) {
        short[] pcm = new short[samples.length];
        IntStream.range(0, pcm.length).forEach(i -> pcm[i] = (short) Math.clamp(samples[i], -32_768, 32_767));
        return pcm;
    }

    private static double[] cough() {
        double[] burst = fading(noise(350, 9000), 8, 90);
        double[] sound = sum(sum(resonant(burst, 700, 200), resonant(burst, 1600, 300)), resonant(burst, 2800, 500));
        return Arrays.stream(sound).map(sample -> 4 * sample).toArray();
    }

    /// Struck notes that fade.
    ///
    /// @param drum amplitude of its beats
    private static double[] melody(double drum) {
        int[] semitones = {0, 4, 7, 5, 9, 2, 12, 4, 0, 7, 11, 5};
        double[] notes = joined(Arrays.stream(semitones).mapToObj(semitone -> fading(tone(300, 220 * Math.pow(2, semitone / 12.0), 1, 4_000), 10, 250)).toArray(double[][]::new));
        double[] beats = joined(Arrays.stream(semitones).mapToObj(_ -> fading(noise(300, drum), 1, 30)).toArray(double[][]::new));
        return sum(notes, beats);
    }

    /// A tune through the nose, with gaps between its notes.
    ///
    /// @param vibrato of the pitch, as a part of it
    private static double[] hummed(double hertz, double vibrato) {
        double[] notes = joined(IntStream.of(0, 2, 4, 5, 7, 5, 4, 2, 0)
            .mapToObj(semitone -> joined(note(250 + 50 * semitone, hertz * Math.pow(2, semitone / 12.0), vibrato), pause(80)))
            .toArray(double[][]::new));
        double[] nose = sum(resonant(notes, 270, 80), Arrays.stream(resonant(notes, 1000, 200)).map(sample -> sample / 10).toArray());
        return Arrays.stream(sum(nose, Arrays.stream(resonant(notes, 2200, 300)).map(sample -> sample / 20).toArray())).map(sample -> sample / 4).toArray();
    }

    /// Harmonics up to 6 kHz that hardly get weaker.
    private static double[] bright(double hertz, double vibrato, double amplitude) {
        double[] samples = new double[2_400 * RATE / 1000];
        double phase = 0;
        for (int i = 0; i < samples.length; i++) {
            phase += hertz * (1 + vibrato * Math.sin(2 * Math.PI * 5 * i / RATE)) / RATE;
            for (int harmonic = 1; harmonic * hertz < 6_000; harmonic++) {
                samples[i] += amplitude / Math.pow(harmonic, 0.3) / 4 * Math.sin(2 * Math.PI * harmonic * phase + harmonic);
            }
        }
        return samples;
    }

    private static double[] clipped(double[] samples) {
        return Arrays.stream(samples).map(sample -> Math.clamp(sample, -9_000, 9_000)).toArray();
    }

    private static double[] tune(UnaryOperator<double[]> mouth) {
        double[] notes = joined(IntStream.of(0, 2, 4, 5, 7, 5, 4, 2, 0).mapToObj(semitone -> note(280, 140 * Math.pow(2, semitone / 12.0), 0.02)).toArray(double[][]::new));
        return Arrays.stream(mouth.apply(notes)).map(sample -> sample / 3).toArray();
    }

    private static double[] whistled(double hertz) {
        double[] samples = new double[350 * RATE / 1000];
        double phase = 0;
        for (int i = 0; i < samples.length; i++) {
            phase += hertz * (1 + 0.01 * Math.sin(2 * Math.PI * 5 * i / RATE)) / RATE;
            samples[i] = 5_000 * Math.min(1, Math.min(i, samples.length - i) / (0.04 * RATE)) * Math.sin(2 * Math.PI * phase);
        }
        return samples;
    }

    private static double[] note(int millis, double hertz, double vibrato) {
        double[] samples = new double[millis * RATE / 1000];
        double phase = 0;
        for (int i = 0; i < samples.length; i++) {
            phase += hertz * (1 + vibrato * Math.sin(2 * Math.PI * 5.5 * i / RATE)) / RATE;
            double loudness = Math.min(1, Math.min(i, samples.length - i) / (0.05 * RATE));
            for (int harmonic = 1; harmonic < 18; harmonic++) {
                samples[i] += 6000 * loudness / Math.pow(harmonic, 1.3) * Math.sin(2 * Math.PI * harmonic * phase);
            }
        }
        return samples;
    }

    private static double[] groan() {
        return fading(tone(150, 180, 0.9, 3000), 20, 60);
    }

    private static double[] clicks(int count, double gap) {
        RandomGenerator random = new Random(count);
        return joined(IntStream.range(0, count).boxed().flatMap(_ -> Stream.of(fading(noise(40, 12_000 * (0.5 + random.nextDouble())), 1, 5),
            pause((int) (gap * (0.5 + random.nextDouble()))))).toArray(double[][]::new));
    }

    private static double[] noise(int millis, double amplitude) {
        RandomGenerator random = new Random(millis);
        return IntStream.range(0, millis * RATE / 1000).mapToDouble(_ -> random.nextGaussian() * amplitude).toArray();
    }

    /// A tone with harmonics.
    ///
    /// @param glide its pitch at the end, by that at its beginning
    private static double[] tone(int millis, double hertz, double glide, double amplitude) {
        double[] samples = new double[millis * RATE / 1000];
        double phase = 0;
        for (int i = 0; i < samples.length; i++) {
            phase += hertz * Math.pow(glide, i / (double) samples.length) / RATE;
            for (int harmonic = 1; harmonic < 12; harmonic++) {
                samples[i] += amplitude / harmonic * Math.sin(2 * Math.PI * harmonic * phase);
            }
        }
        return samples;
    }

    private static double[] fading(double[] samples, double attackMillis, double decayMillis) {
        return IntStream.range(0, samples.length).mapToDouble(i -> {
            double millis = i * 1000.0 / RATE;
            return samples[i] * Math.min(1, millis / attackMillis) * Math.exp(-Math.max(0, millis - attackMillis) / decayMillis);
        }).toArray();
    }

    private static double[] resonant(double[] samples, double hertz, double width) {
        double radius = Math.exp(-Math.PI * width / RATE);
        double turn = 2 * radius * Math.cos(2 * Math.PI * hertz / RATE);
        double[] out = new double[samples.length];
        for (int i = 0; i < samples.length; i++) {
            out[i] = samples[i] * (1 - radius) + (i > 0 ? turn * out[i - 1] : 0) - (i > 1 ? radius * radius * out[i - 2] : 0);
        }
        return out;
    }

    private static double[] pause(int millis) {
        return new double[millis * RATE / 1000];
    }

    private static double[] sum(double[] one, double[] other) {
        return IntStream.range(0, one.length).mapToDouble(i -> one[i] + (i < other.length ? other[i] : 0)).toArray();
    }

    private static double[] joined(double[]... parts) {
        return Stream.of(parts).flatMapToDouble(Arrays::stream).toArray();
    }
}
