package earshot.engine;

import module java.base;

import earshot.meeting.recording.RecordingCopy;
import earshot.meeting.soundfile.SoundFileSentence;
import earshot.meeting.soundfile.SoundFileTranscriber;

/// Reports how far a transcription is, each whole percent once.
final class TranscriptionProgress implements SoundFileTranscriber.ProgressListener {
    private final RunningOperation operation;
    private final Object name;
    private final Optional<RecordingCopy> copy;
    private double from;
    private double share = 1;
    private int told = -1;

    /// @param copy gets the sound as well
    TranscriptionProgress(RunningOperation operation, Object name, Optional<RecordingCopy> copy) {
        this.operation = operation;
        this.name = name;
        this.copy = copy;
    }

    /// The next part of the whole begins.
    ///
    /// @param done before it, 0 to 1
    /// @param part of the whole, 0 to 1
    void next(double done, double part) {
        from = done;
        share = part;
    }

    @Override
    public void reached(double done) {
        double all = from + share * done;
        int percent = (int) (all * 100);
        if (percent != told) {
            told = percent;
            operation.reportProgress("hearing", all, name, percent);
        }
    }

    @Override
    public void spoken(SoundFileSentence sentence) {}

    @Override
    public Runnable decoded(short[] pcm) {
        Optional<List<byte[]>> packets = copy.map(to -> to.encode(pcm));
        return () -> packets.ifPresent(some -> {
            try {
                copy.orElseThrow().write(some);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
