package earshot.tts;

import module java.base;

import com.sun.speech.freetts.VoiceManager;
import earshot.audio.PcmAudio;
import earshot.catalog.VoiceType;
import earshot.compute.ComputeBusyException;
import earshot.compute.ComputePool;
import earshot.compute.SerialComputeQueue;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;

/// FreeTTS with its voice kevin16: 16 kHz, English. The voice is loaded on first use.
///
/// Safe for use from any thread; sentences are spoken one at a time, in order, as brief work on the compute pool.
public final class FreeTtsVoice implements Voice {
    private static final String NAME = "kevin16";
    private static final int WAITING = 256;
    /// Characters; a longer text is not a sentence and is truncated.
    private static final int LONGEST = 2000;

    private final SerialComputeQueue serialComputeQueue;
    private final FreeTtsAudioSink sink = new FreeTtsAudioSink();
    /// Used by queued work only, as is the audio player.
    private Optional<com.sun.speech.freetts.Voice> loadedVoice = Optional.empty();
    private final SentenceAudioCache cache = new SentenceAudioCache();

    public FreeTtsVoice(ComputePool pool) {
        serialComputeQueue = SerialComputeQueue.forBriefWork(pool, WAITING);
    }

    @Override
    public CompletableFuture<PcmAudio> speak(String sentence) {
        CompletableFuture<PcmAudio> work = serialComputeQueue.submit(() -> synthesize(sentence.length() > LONGEST ? sentence.substring(0, LONGEST) : sentence));
        CompletableFuture<PcmAudio> answer = work.exceptionallyCompose(failure -> CompletableFuture.failedFuture(problem(failure)));
        answer.whenComplete((_, failure) -> {
            if (failure instanceof CancellationException) {
                work.cancel(false);
            }
        });
        return answer;
    }

    @Override
    public String name() {
        return "FreeTTS " + NAME;
    }

    @Override
    public void close() {
        serialComputeQueue.submit(() -> {
            loadedVoice.ifPresent(com.sun.speech.freetts.Voice::deallocate);
            loadedVoice = Optional.empty();
            return null;
        });
    }

    private PcmAudio synthesize(String sentence) {
        Optional<PcmAudio> known = cache.find(sentence, SentenceAudioCache.OWN_RATE);
        if (known.isPresent()) {
            return known.get();
        }
        com.sun.speech.freetts.Voice voice = loadedVoice.orElseGet(this::load);
        loadedVoice = Optional.of(voice);
        sink.take();
        boolean done = voice.speak(sentence);
        PcmAudio audio = new PcmAudio(new LoudnessNormalizer(new LoudnessNormalizer.VoiceLevel()).normalize(sink.take()), sink.rate());
        if (!done) {
            throw new IllegalStateException("FreeTTS gave up");
        }
        cache.put(sentence, SentenceAudioCache.OWN_RATE, audio);
        return audio;
    }

    private com.sun.speech.freetts.Voice load() {
        // FreeTTS finds its voices by this system property; nothing else in the process reads it
        System.setProperty("freetts.voices", "com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory");
        com.sun.speech.freetts.Voice voice = VoiceManager.getInstance().getVoice(NAME);
        if (voice == null) {
            throw new IllegalStateException("FreeTTS has no voice " + NAME);
        }
        voice.allocate();
        voice.setAudioPlayer(sink);
        return voice;
    }

    private static Throwable problem(Throwable failure) {
        return switch (failure) {
            case CancellationException cancelled -> cancelled;
            case ComputeBusyException _ -> new ProblemException(Problem.of(ProblemCode.COMPUTE_BUSY, VoiceType.FREETTS.entry().title()), failure);
            default -> new ProblemException(Problem.of(ProblemCode.VOICE_FAILED, String.valueOf(failure)), failure);
        };
    }
}
