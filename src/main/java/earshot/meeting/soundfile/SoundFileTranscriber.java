package earshot.meeting.soundfile;

import module java.base;

import earshot.asr.HallucinationDetector;
import earshot.asr.RecognitionResult;
import earshot.asr.Recognizer;
import earshot.audio.OpusCodec;
import earshot.audio.PcmAudio;
import earshot.audio.VadSettings;
import earshot.audio.VoiceActivityDetectorFactory;
import earshot.audio.format.AudioReader;
import earshot.audio.format.UnusableAudioException;
import earshot.compute.ComputeBusyException;
import earshot.compute.ComputePool;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSubject;
import earshot.problem.ReasonException;
import earshot.problem.UnusableFileException;
import earshot.time.Time;

/// Transcribes recordings in files. Thread-safe; its methods wait, so call them on a thread that may.
public record SoundFileTranscriber(Time time, ComputePool pool, OpusCodec codec, VoiceActivityDetectorFactory detectors, HallucinationDetector hallucinations) {
    /// Stretches in a row that the recognizer may fail at.
    private static final int MAX_FAILURES = 3;
    /// A recognizer has failed when it gives no result for this long plus [#LIMIT_FACTOR] times the length of the sound.
    private static final Duration RECOGNIZER_LIMIT = Duration.ofMinutes(2);
    private static final int LIMIT_FACTOR = 10;
    private static final Duration BUSY_PAUSE = Duration.ofMillis(100);
    private static final Duration FOREVER = Duration.ofDays(365);

    /// What is told while a recording is transcribed, on the thread that transcribes.
    public interface ProgressListener {
        /// @param done 0 to 1
        void reached(double done);

        void spoken(SoundFileSentence sentence);

        /// The next samples at 16 kHz, told in the compute pool.
        ///
        /// @return what is to be done with them outside of it
        default Runnable decoded(short[] pcm) {
            return () -> { };
        }
    }

    /// Transcribes a recording.
    ///
    /// @param recognizer not closed here
    /// @param cancelled ends it when it completes
    /// @throws ProblemException when the file is not sound or holds none, when nobody speaks in it, or when the recognizer fails
    /// @throws CancellationException when it was cancelled
    public SoundFileTranscript transcribe(Path file, Recognizer recognizer, VadSettings vad, CompletableFuture<?> cancelled, ProgressListener listener) {
        try {
            FileTime modified = modified(file);
            long size = Math.max(1, Files.size(file));
            try (AudioReader reader = AudioReader.of(file, SoundFileSegmenter.RATE, codec)) {
                HeardSound heard = transcribe(new FileSource(reader, size), recognizer, vad, cancelled, listener);
                if (heard.sentences().isEmpty()) {
                    throw heard.damage().isPresent() ? unusable(file, new IOException(heard.damage().get()))
                        : new ProblemException(
                            Problem.of(ProblemCode.SOUND_FILE_SILENT, new ProblemSubject.File(file.toString()), file, Math.max(1, heard.length().toSeconds())));
                }
                return new SoundFileTranscript(file, modified.toInstant(), heard);
            }
        } catch (IOException | UnusableAudioException e) {
            throw unusable(file, e);
        }
    }

    /// Transcribes sound of any source, which is not closed here; silence gives no sentences.
    ///
    /// @throws ProblemException when the recognizer fails
    /// @throws CancellationException when it was cancelled
    public HeardSound transcribe(PcmSource source, Recognizer recognizer, VadSettings vad, CompletableFuture<?> cancelled, ProgressListener listener)
        throws IOException, UnusableAudioException {
        try (SoundFileSegmenter segmenter = new SoundFileSegmenter(vad, detectors.open(vad))) {
            return new Run(source, segmenter, recognizer, cancelled, listener).all();
        }
    }

    private record FileSource(AudioReader reader, long size) implements PcmSource {
        @Override
        public Optional<PcmAudio> next() throws IOException, UnusableAudioException {
            return reader.next();
        }

        @Override
        public double done() {
            return Math.clamp((double) reader.bytesRead() / size, 0, 1);
        }

        @Override
        public boolean incomplete() {
            return reader.incomplete();
        }
    }

    static FileTime modified(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UnusableFileException(ProblemReason.NOT_A_FILE);
        }
        return Files.getLastModifiedTime(file);
    }

    static ProblemException unusable(Path file, Exception why) {
        String reason = switch (why) {
            case NoSuchFileException _ -> ProblemReason.ABSENT.toString();
            case AccessDeniedException _ -> ProblemReason.NOT_READABLE.toString();
            default -> Failures.argument(why);
        };
        return new ProblemException(Problem.of(ProblemCode.SOUND_FILE_UNUSABLE, new ProblemSubject.File(file.toString()), file, reason), why);
    }

    /// Does it in the compute pool, where others go first, as soon as there is room.
    private <T> T compute(Callable<T> work, CompletableFuture<?> cancelled) {
        while (true) {
            try {
                return await(pool.submitLong(work), FOREVER, cancelled);
            } catch (CompletionException e) {
                if (!(Failures.cause(e) instanceof ComputeBusyException)) {
                    throw e;
                }
                time.sleep(BUSY_PAUSE);
            }
        }
    }

    /// @throws CancellationException when it was cancelled
    private <T> T await(CompletableFuture<T> result, Duration limit, CompletableFuture<?> cancelled) {
        try {
            time.await(CompletableFuture.anyOf(result, cancelled).thenApply(_ -> true), limit);
            if (cancelled.isDone()) {
                throw new CancellationException();
            }
            if (!result.isDone()) {
                throw new CompletionException(new ReasonException(ProblemReason.NO_ANSWER_WITHIN, limit.toSeconds()));
            }
            return result.join();
        } finally {
            result.cancel(false);
        }
    }

    /// One recording.
    private final class Run {
        private final PcmSource source;
        private final SoundFileSegmenter segmenter;
        private final Recognizer recognizer;
        private final CompletableFuture<?> cancelled;
        private final ProgressListener listener;
        private final List<SoundFileSentence> sentences = new ArrayList<>();
        private Optional<String> damage = Optional.empty();
        private int failures;
        private Optional<CompletionException> lastFailure = Optional.empty();
        private boolean understood;
        private double reached;

        Run(PcmSource source, SoundFileSegmenter segmenter, Recognizer recognizer, CompletableFuture<?> cancelled, ProgressListener listener) {
            this.source = source;
            this.segmenter = segmenter;
            this.recognizer = recognizer;
            this.cancelled = cancelled;
            this.listener = listener;
        }

        HeardSound all() throws IOException, UnusableAudioException {
            for (Optional<PcmAudio> piece = next(); piece.isPresent(); piece = next()) {
                short[] pcm = piece.get().pcm();
                compute(() -> listener.decoded(pcm), cancelled).run();
                compute(() -> segmenter.add(pcm), cancelled).forEach(this::recognize);
                reach(source.done() * segmenter.settled());
            }
            compute(segmenter::end, cancelled).forEach(this::recognize);
            reach(source.done());
            if (!understood && lastFailure.isPresent()) {
                throw new ProblemException(Failures.problem(lastFailure.get(), ProblemCode.RECOGNIZER_FAILED), lastFailure.get());
            }
            return new HeardSound(segmenter.length(), sentences, damage);
        }

        /// What is read but not yet recognized does not count.
        private void reach(double done) {
            reached = Math.max(reached, done);
            listener.reached(reached);
        }

        private Optional<PcmAudio> next() throws IOException, UnusableAudioException {
            if (damage.isPresent()) {
                return Optional.empty();
            }
            try {
                Optional<PcmAudio> piece = compute(source::next, cancelled);
                damage = piece.isEmpty() && source.incomplete() ? Optional.of(ProblemReason.SOUND_CUT.toString()) : Optional.empty();
                return piece;
            } catch (CompletionException e) {
                switch (Failures.cause(e)) {
                    case UnusableAudioException damaged when segmenter.length().isPositive() ->
                        damage = Optional.of(ProblemReason.SOUND_HEARD_UNTIL.with(segmenter.length().toSeconds()) + "\n" + damaged.argument());
                    case UnusableAudioException unusable -> throw unusable;
                    case IOException failure -> throw failure;
                    default -> throw Failures.unchecked(e);
                }
                return Optional.empty();
            }
        }

        private void recognize(SoundFileSegment segment) {
            try {
                Duration limit = RECOGNIZER_LIMIT.plus(segment.sound().duration().multipliedBy(LIMIT_FACTOR));
                RecognitionResult result = await(recognizer.recognizeInBackground(segment.sound()), limit, cancelled);
                failures = 0;
                understood = true;
                if (!result.text().isBlank() && !invented(result, segment)) {
                    addAll(segment, result);
                }
            } catch (CompletionException e) {
                if (Failures.cause(e) instanceof CancellationException stopping) {
                    throw stopping;
                }
                failures++;
                lastFailure = Optional.of(e);
                if (failures == MAX_FAILURES) {
                    throw new ProblemException(Failures.problem(e, ProblemCode.RECOGNIZER_FAILED), e);
                }
                add(new SoundFileSentence(segment.begin(), segment.length(), "[" + Math.max(1, segment.length().toSeconds()) + " s …]", Optional.empty(),
                    Optional.of(Failures.argument(e))));
            }
        }

        private boolean invented(RecognitionResult result, SoundFileSegment segment) {
            return hallucinations.find(result, segment.sound(), Optional.of(segment.activity())).isPresent();
        }

        /// One for each part of a speaker, else one.
        private void addAll(SoundFileSegment segment, RecognitionResult result) {
            if (result.parts().isEmpty()) {
                add(new SoundFileSentence(segment.begin(), segment.length(), result.text().strip(), Optional.empty(), Optional.empty()));
            }
            for (RecognitionResult.SpeakerPart part : result.parts()) {
                Duration left = segment.length().minus(part.begin());
                add(new SoundFileSentence(segment.begin().plus(part.begin()), left.isPositive() ? left : segment.length(), part.text().strip(),
                    Optional.of(part.speaker()), Optional.empty()));
            }
        }

        private void add(SoundFileSentence sentence) {
            sentences.add(sentence);
            listener.spoken(sentence);
        }
    }
}
