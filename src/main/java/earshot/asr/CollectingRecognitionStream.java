package earshot.asr;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.PcmCollector;

/// The stream of a recognizer that takes whole utterances only: collects the audio and recognizes it at the end.
final class CollectingRecognitionStream implements RecognitionStream {
    private final Recognizer recognizer;
    private final int rate;
    private final List<String> expected;
    private final PcmCollector sound;
    private CompletableFuture<RecognitionResult> answer;
    private boolean closed;

    CollectingRecognitionStream(Recognizer recognizer, int rate, List<String> expected) {
        this.recognizer = recognizer;
        this.rate = rate;
        this.expected = List.copyOf(expected);
        sound = new PcmCollector(rate);
    }

    @Override
    public synchronized void accept(short[] pcm) {
        if (answer == null && !closed) {
            sound.add(pcm);
        }
    }

    @Override
    public synchronized CompletableFuture<RecognitionResult> finish() {
        if (answer == null) {
            answer = closed ? new CompletableFuture<>() : recognizer.recognize(new PcmAudio(sound.take(), rate), expected);
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
