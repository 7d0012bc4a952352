package earshot.tts;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.PcmCollector;

/// A voice that takes a short sentence from a cache when it has spoken it before. Only streams are cached, which devices hear: who has a voice speak as a
/// whole tries it out.
record CachingVoice(Voice voice, SentenceAudioCache cache) implements Voice {
    @Override
    public CompletableFuture<PcmAudio> speak(String sentence) {
        return voice.speak(sentence);
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

    /// Puts a sentence into the cache once it was read to its end, without a failure and as a whole.
    private final class RecordingStream implements SynthesisStream {
        private final SynthesisStream stream;
        private final String sentence;
        private final int rate;
        private final PcmCollector all;
        private boolean failed;

        RecordingStream(SynthesisStream stream, String sentence, int rate) {
            this.stream = stream;
            this.sentence = sentence;
            this.rate = rate;
            all = new PcmCollector(rate);
        }

        @Override
        public Optional<PcmAudio> next() {
            Optional<PcmAudio> piece;
            try {
                piece = stream.next();
            } catch (RuntimeException e) {
                failed = true;
                throw e;
            }
            piece.ifPresentOrElse(more -> all.add(more.pcm()), () -> {
                if (!failed && stream.complete()) {
                    cache.put(sentence, rate, new PcmAudio(all.take(), rate));
                }
            });
            return piece;
        }

        @Override
        public boolean complete() {
            return stream.complete();
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
