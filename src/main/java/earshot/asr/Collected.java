package earshot.asr;

import earshot.audio.Speech;
import earshot.audio.SpeechCollector;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The stream of a recogniser that takes whole utterances only: collects the audio and recognises it at the end.
final class Collected implements Hearing {
    private final Recognizer recognizer;
    private final int rate;
    private final List<String> expected;
    private final SpeechCollector sound;
    private CompletableFuture<Transcript> answer;
    private boolean closed;

    Collected(Recognizer recognizer, int rate, List<String> expected) {
        this.recognizer = recognizer;
        this.rate = rate;
        this.expected = List.copyOf(expected);
        sound = new SpeechCollector(rate);
    }

    @Override
    public synchronized void accept(short[] pcm) {
        if (answer == null && !closed) {
            sound.add(pcm);
        }
    }

    @Override
    public synchronized CompletableFuture<Transcript> finish() {
        if (answer == null) {
            answer = closed ? new CompletableFuture<>() : recognizer.recognize(new Speech(sound.take(), rate), expected);
            if (closed) {
                answer.cancel(false);
            }
        }
        return answer;
    }

    @Override
    public synchronized void close() {
        closed = true;
        sound.take();
        if (answer != null) {
            answer.cancel(false);
        }
    }
}
