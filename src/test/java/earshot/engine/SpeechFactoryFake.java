package earshot.engine;

import module java.base;

import earshot.asr.RecognitionResult;
import earshot.asr.Recognizer;
import earshot.audio.PcmAudio;
import earshot.compute.ComputePool;
import earshot.store.HomeDirectory;
import earshot.time.Time;
import earshot.tts.Voice;

/// Creates a recognizer with a fixed result and a voice that makes a tone, for tests that need neither for real.
public record SpeechFactoryFake(String sentence, Duration hum) implements SpeechFactory {
    public SpeechFactoryFake(String sentence) {
        this(sentence, Duration.ofSeconds(1));
    }

    @Override
    public Recognizer recognizer(HomeDirectory home, ComputePool pool, Time time, Supplier<Duration> unloadAfter) {
        return new Recognizer() {
            @Override
            public CompletableFuture<RecognitionResult> recognize(PcmAudio pcmAudio, List<String> expected) {
                return CompletableFuture.completedFuture(new RecognitionResult(sentence, 0.9));
            }

            @Override
            public String name() {
                return "always the same";
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Voice voice(ComputePool pool) {
        return new Voice() {
            @Override
            public CompletableFuture<PcmAudio> speak(String said) {
                short[] pcm = new short[(int) (16 * hum.toMillis())];
                for (int i = 0; i < pcm.length; i++) {
                    pcm[i] = (short) (8_000 * Math.sin(i * 0.1));
                }
                return CompletableFuture.completedFuture(new PcmAudio(pcm, 16_000));
            }

            @Override
            public String name() {
                return "hum";
            }

            @Override
            public void close() {}
        };
    }
}
