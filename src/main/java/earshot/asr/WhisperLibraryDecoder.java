package earshot.asr;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.problem.ProblemReason;
import earshot.problem.UnusableFileException;

/// whisper.cpp by its C functions. A recognition ends between two steps of its computation when it is cancelled.
final class WhisperLibraryDecoder implements WhisperDecoder {
    /// Offsets within `struct whisper_full_params`.
    private static final int THREADS = 4;
    private static final int NO_CONTEXT = 21;
    private static final int PRINT_PROGRESS = 25;
    private static final int PRINT_TIMESTAMPS = 27;
    private static final int PROMPT = 72;
    private static final int LANGUAGE = 96;
    private static final int SUPPRESS_NON_SPEECH = 106;
    private static final int ABORT = 200;
    /// Whisper judges by windows of so much; what it says of the last one holds for shorter sound only.
    private static final int WINDOW_SAMPLES = 30 * RATE;
    private static final MemorySegment ASK = WhisperLibrary.pointer(MethodHandles.lookup(), "isCancelled", FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS));
    /// Asked on the thread that recognizes.
    private static final ThreadLocal<BooleanSupplier> CANCELLED = ThreadLocal.withInitial(() -> () -> false);

    private final WhisperLibrary library;
    private final WhisperModelFile model;
    private final MemorySegment context;

    WhisperLibraryDecoder(WhisperLibrary library, WhisperModelFile model) throws IOException {
        this.library = library;
        this.model = model;
        try (Arena arena = Arena.ofConfined()) {
            context = (MemorySegment) library.init.invokeExact(arena.allocateFrom(model.path().toAbsolutePath().toString()));
        } catch (Throwable e) {
            throw WhisperLibrary.unexpected(e);
        }
        if (context.equals(MemorySegment.NULL)) {
            throw new UnusableFileException(ProblemReason.WHISPER_NOT_TAKEN);
        }
    }

    private static boolean isCancelled(MemorySegment unused) {
        try {
            return CANCELLED.get().getAsBoolean();
        } catch (RuntimeException _) {
            return true;
        }
    }

    @Override
    public RecognitionResult recognize(PcmAudio audio, WhisperOptions options, BooleanSupplier cancelled) {
        float[] samples = WhisperDecoder.samples(audio);
        CANCELLED.set(cancelled);
        try (Arena arena = Arena.ofConfined()) {
            int failure = (int) library.full.invokeExact(context, params(options, arena), arena.allocateFrom(JAVA_FLOAT, samples), samples.length);
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("the recognition was broken off");
            }
            if (failure != 0) {
                throw new IllegalStateException("whisper.cpp failed with " + failure);
            }
            return new RecognitionResult(text(), confidence(), samples.length <= WINDOW_SAMPLES ? noSpeech(arena) : OptionalDouble.empty());
        } catch (Throwable e) {
            throw WhisperLibrary.unexpected(e);
        } finally {
            CANCELLED.remove();
        }
    }

    private MemorySegment params(WhisperOptions options, Arena arena) throws Throwable {
        MemorySegment given = (MemorySegment) library.defaults.invokeExact(0);
        MemorySegment params = arena.allocate(WhisperLibrary.PARAMS).copyFrom(given.reinterpret(WhisperLibrary.PARAMS.byteSize()));
        library.freeParams.invokeExact(given);
        params.set(JAVA_INT, THREADS, WhisperDecoder.threads());
        params.set(JAVA_BOOLEAN, NO_CONTEXT, true);
        params.set(JAVA_BOOLEAN, PRINT_PROGRESS, false);
        params.set(JAVA_BOOLEAN, PRINT_TIMESTAMPS, false);
        params.set(JAVA_BOOLEAN, SUPPRESS_NON_SPEECH, true);
        params.set(ADDRESS, LANGUAGE, arena.allocateFrom(language(options, arena)));
        params.set(ADDRESS, PROMPT, options.prompt().map(arena::allocateFrom).orElse(MemorySegment.NULL));
        params.set(ADDRESS, ABORT, ASK);
        return params;
    }

    /// One that it does not know is detected.
    private String language(WhisperOptions options, Arena arena) throws Throwable {
        String wanted = WhisperDecoder.language(model, options).orElse("auto");
        return (int) library.languageId.invokeExact(arena.allocateFrom(wanted)) < 0 ? "auto" : wanted;
    }

    /// Segments may end within a character.
    private String text() throws Throwable {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int segments = (int) library.segments.invokeExact(context);
        for (int i = 0; i < segments; i++) {
            bytes.writeBytes(WhisperLibrary.bytes((MemorySegment) library.segmentText.invokeExact(context, i)));
        }
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    /// The mean probability of the tokens that are text.
    private double confidence() throws Throwable {
        double sum = 0;
        int count = 0;
        int end = (int) library.endToken.invokeExact(context);
        int segments = (int) library.segments.invokeExact(context);
        for (int i = 0; i < segments; i++) {
            int tokens = (int) library.tokens.invokeExact(context, i);
            for (int token = 0; token < tokens; token++) {
                if ((int) library.tokenId.invokeExact(context, i, token) < end) {
                    sum += (float) library.tokenProbability.invokeExact(context, i, token);
                    count++;
                }
            }
        }
        return count == 0 ? 0 : Math.clamp(sum / count, 0, 1);
    }

    /// The probability of the token for "no speech" where the text begins; this version computes it nowhere itself.
    private OptionalDouble noSpeech(Arena arena) throws Throwable {
        MemorySegment start = arena.allocateFrom(JAVA_INT, (int) library.startToken.invokeExact(context));
        if ((int) library.decode.invokeExact(context, start, 1, 0, WhisperDecoder.threads()) != 0) {
            return OptionalDouble.empty();
        }
        int vocabulary = (int) library.vocabulary.invokeExact(context);
        float[] logits = ((MemorySegment) library.logits.invokeExact(context)).reinterpret((long) vocabulary * Float.BYTES).toArray(JAVA_FLOAT);
        double most = IntStream.range(0, vocabulary).mapToDouble(i -> logits[i]).max().orElse(0);
        double all = IntStream.range(0, vocabulary).mapToDouble(i -> Math.exp(logits[i] - most)).sum();
        double probability = Math.exp(logits[(int) library.noSpeechToken.invokeExact(context)] - most) / all;
        return Double.isFinite(probability) ? OptionalDouble.of(Math.clamp(probability, 0, 1)) : OptionalDouble.empty();
    }

    @Override
    public void close() {
        try {
            library.free.invokeExact(context);
        } catch (Throwable e) {
            throw WhisperLibrary.unexpected(e);
        }
    }
}
