package earshot.asr;

import earshot.audio.Speech;
import earshot.audio.SpeechCollector;
import earshot.provider.StandIn;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A remote recogniser that reports its failures and falls back to the embedded one for the utterance that failed. The audio of an
/// utterance is kept in its stream until the answer is there.
final class Backed implements Recognizer {
    private final Recognizer remote;
    private final StandIn<Recognizer> other;

    Backed(Recognizer remote, StandIn<Recognizer> other) {
        this.remote = remote;
        this.other = other;
    }

    @Override
    public CompletableFuture<Transcript> recognize(Speech speech, List<String> expected) {
        return other.backed(remote.recognize(speech, expected), embedded -> embedded.recognize(speech, expected));
    }

    @Override
    public boolean streams() {
        return remote.streams();
    }

    @Override
    public Hearing open(int rate, List<String> expected, Consumer<String> soFar) {
        return new Copying(remote.open(rate, expected, soFar), rate, expected);
    }

    @Override
    public String name() {
        return remote.name();
    }

    /// Closes the remote recogniser only: the embedded one is shared.
    @Override
    public void close() {
        remote.close();
    }

    /// Forwards the audio, and keeps a copy for the fallback.
    private final class Copying implements Hearing {
        private final Hearing stream;
        private final int rate;
        private final List<String> expected;
        private final SpeechCollector sound;
        private CompletableFuture<Transcript> answer;

        Copying(Hearing stream, int rate, List<String> expected) {
            this.stream = stream;
            this.rate = rate;
            this.expected = List.copyOf(expected);
            sound = new SpeechCollector(rate);
        }

        @Override
        public synchronized void accept(short[] pcm) {
            stream.accept(pcm);
            if (other.ready() && answer == null) {
                sound.add(pcm);
            }
        }

        @Override
        public synchronized CompletableFuture<Transcript> finish() {
            if (answer == null) {
                Speech heard = new Speech(sound.take(), rate);
                answer = other.backed(stream.finish(), embedded -> embedded.recognize(heard, expected));
            }
            return answer;
        }

        @Override
        public synchronized void close() {
            if (answer != null) {
                answer.cancel(false);
            }
            stream.close();
        }
    }
}
