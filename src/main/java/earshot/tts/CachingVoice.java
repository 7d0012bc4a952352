package earshot.tts;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.PcmCollector;

/// A voice that takes a short sentence from a cache when it has spoken it before.
record CachingVoice(Voice voice, SentenceAudioCache cache) implements Voice {
    @Override
    public CompletableFuture<PcmAudio> speak(String sentence) {
        return cache.find(sentence, SentenceAudioCache.OWN_RATE).map(CompletableFuture::completedFuture).orElseGet(() -> {
            CompletableFuture<PcmAudio> spoken = voice.speak(sentence);
            spoken.thenAccept(pcmAudio -> cache.put(sentence, SentenceAudioCache.OWN_RATE, pcmAudio));
            return spoken;
        });
    }

    @Override
    public SynthesisStream stream(String sentence, int rate) {
        return cache.find(sentence, rate).<SynthesisStream>map(known -> new CompleteSynthesisStream(CompletableFuture.completedFuture(known), rate))
            .orElseGet(() -> new RecordingStream(voice.stream(sentence, rate), sentence, rate));
    }

    @Override
    public String name() {
        return voice.name();
    }

    @Override
    public void close() {
        voice.close();
    }

    /// Puts a sentence into the cache once it was read to its end.
    private final class RecordingStream implements SynthesisStream {
        private final SynthesisStream stream;
        private final String sentence;
        private final int rate;
        private final PcmCollector all;

        RecordingStream(SynthesisStream stream, String sentence, int rate) {
            this.stream = stream;
            this.sentence = sentence;
            this.rate = rate;
            all = new PcmCollector(rate);
        }

        @Override
        public Optional<PcmAudio> next() {
            Optional<PcmAudio> piece = stream.next();
            piece.ifPresentOrElse(more -> all.add(more.pcm()), () -> {
                if (all.length() > 0) {
                    cache.put(sentence, rate, new PcmAudio(all.take(), rate));
                }
            });
            return piece;
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
