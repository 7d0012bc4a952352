package earshot.tts;

import earshot.audio.Speech;
import earshot.audio.SpeechCollector;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A voice that takes a short sentence from a cache when it has spoken it before.
final class Remembering implements Voice {
    private final Voice voice;
    private final Phrases phrases;

    Remembering(Voice voice, Phrases phrases) {
        this.voice = voice;
        this.phrases = phrases;
    }

    @Override
    public CompletableFuture<Speech> speak(String sentence) {
        return phrases.of(sentence, Phrases.OWN_RATE).map(CompletableFuture::completedFuture).orElseGet(() -> {
            CompletableFuture<Speech> spoken = voice.speak(sentence);
            spoken.thenAccept(speech -> phrases.keep(sentence, Phrases.OWN_RATE, speech));
            return spoken;
        });
    }

    @Override
    public SpokenStream stream(String sentence, int rate) {
        return phrases.of(sentence, rate).map(known -> SpokenStream.of(CompletableFuture.completedFuture(known), rate))
            .orElseGet(() -> new Recorded(voice.stream(sentence, rate), sentence, rate));
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
    private final class Recorded implements SpokenStream {
        private final SpokenStream stream;
        private final String sentence;
        private final int rate;
        private final SpeechCollector all;

        Recorded(SpokenStream stream, String sentence, int rate) {
            this.stream = stream;
            this.sentence = sentence;
            this.rate = rate;
            all = new SpeechCollector(rate);
        }

        @Override
        public Optional<Speech> next() {
            Optional<Speech> piece = stream.next();
            piece.ifPresentOrElse(more -> all.add(more.pcm()), () -> {
                if (all.length() > 0) {
                    phrases.keep(sentence, rate, new Speech(all.take(), rate));
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
