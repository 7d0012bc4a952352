package earshot.turn;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.audio.Resampler;
import earshot.problem.Failures;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.tts.SynthesisStream;
import earshot.tts.Voice;
import earshot.wire.OutboundMessage;
import earshot.wire.OutboundMessage.Tts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Speaks the answer of one turn: has speech made of its sentences, encodes it and hands it to the playout. Blocks the turn's own thread and
/// is used by no other; voice and encoder compute elsewhere.
final class SpeechPlayer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpeechPlayer.class);
    /// From one sentence of a streamed answer to the next. Several models and tools may be called in between, each with its own limit.
    private static final Duration SENTENCE_TIMEOUT = Duration.ofMinutes(5);
    /// Frames encoded at a time: few until the first one is sent, so that others who wait for theirs are not held up, then about a second of audio.
    private static final int FIRST_BATCH_FRAMES = 4;
    private static final int BATCH_FRAMES = 16;

    private final TurnServices services;
    private final Voice voice;
    private final TurnRequest request;
    private final Playout playout;
    private final TurnReport report;
    private final StepWaiter waiter;
    private final FrameEncoder encoder;
    private boolean soundStarted;

    SpeechPlayer(TurnServices services, Voice voice, TurnRequest request, Playout playout, TurnReport report, StepWaiter waiter) {
        this.services = services;
        this.voice = voice;
        this.request = request;
        this.playout = playout;
        this.report = report;
        this.waiter = waiter;
        encoder = new FrameEncoder(services.codec(), request.downlink());
    }

    @Override
    public void close() {
        encoder.close();
    }

    /// Speaks sentences that are all known.
    void speak(List<String> sentences, Emotion emotion) {
        sendNow(emotionMessage(emotion));
        report.enter(TurnStage.VOICE);
        Optional<SentenceSynthesis> next = sentences.stream().findFirst().map(this::synthesize);
        try {
            for (int i = 0; i < sentences.size(); i++) {
                try (SentenceSynthesis now = next.orElseThrow()) {
                    Optional<PcmAudio> first = first(now);
                    // the speech of the next sentence is made while this one is played
                    next = sentences.stream().skip(i + 1).findFirst().map(this::synthesize);
                    play(first, now, sentences.get(i));
                }
            }
        } finally {
            next.ifPresent(SentenceSynthesis::close);
        }
    }

    /// Speaks sentences as they arrive.
    void speak(SentenceSource source) {
        try (SpeechPrefetcher prefetcher = new SpeechPrefetcher(source, voice, request.downlink().sampleRate(), "tell-" + request.device().id())) {
            // closed by the aborting thread, so that the model stops at once
            waiter.onStop(prefetcher::close);
            prefetcher.start();
            Optional<Emotion> shown = Optional.empty();
            for (Optional<SpeechPrefetcher.PrefetchedSentence> next = nextSentence(prefetcher); next.isPresent(); next = nextSentence(prefetcher)) {
                Sentence sentence = next.get().sentence();
                report.sentenceReady(sentence.text());
                shown = Optional.of(show(sentence, shown));
                // the device changes its state while the voice computes
                playout.start();
                Optional<PcmAudio> first = first(next.get().synthesis());
                prefetcher.playbackStarted(next.get());
                try (SentenceSynthesis now = next.get().synthesis()) {
                    play(first, now, sentence.text());
                }
            }
        }
    }

    private Optional<SpeechPrefetcher.PrefetchedSentence> nextSentence(SpeechPrefetcher prefetcher) {
        return waiter.await(prefetcher.next(), ProblemCode.UNEXPECTED, SENTENCE_TIMEOUT);
    }

    /// Shows the emotion of a sentence where it changes, and returns it.
    private Emotion show(Sentence sentence, Optional<Emotion> shown) {
        Emotion emotion = sentence.emotion().or(() -> shown).orElse(Emotion.NEUTRAL);
        if (shown.isEmpty()) {
            sendNow(emotionMessage(emotion));
        } else if (emotion != shown.get()) {
            sendInOrder(emotionMessage(emotion));
        }
        return emotion;
    }

    /// Speaks an apology, or only shows it when the voice fails.
    void apologize(String words) {
        report.sentenceReady(words);
        sendNow(emotionMessage(Emotion.SAD));
        try (SentenceSynthesis synthesis = synthesize(words)) {
            play(first(synthesis), synthesis, words);
        } catch (CancellationException _) {
            return;
        } catch (RuntimeException _) {
            playout.start();
            sendInOrder(Tts.sentence(Tts.TtsState.SENTENCE_START, words, request.options().sessionId()));
        }
    }

    /// Plays the sound that says that the answer is over, where something was spoken. The answer is whole without it: when the computer is too busy, it is
    /// left out.
    void signalEnd() {
        if (request.options().mute() || !playout.speaking()) {
            return;
        }
        services.endSound().get().ifPresent(sound -> {
            try {
                short[] pcm = waiter.await(services.pool().submit(() -> Resampler.resample(sound.pcm(), sound.rate(), request.downlink().sampleRate())),
                    ProblemCode.COMPUTE_BUSY);
                playRest(pcm, 0, encoder.frames(pcm.length));
            } catch (CancellationException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.warn("the sound at the end of an answer to {} was left out: {}", request.device().id(), Failures.reason(e));
            }
        });
    }

    /// Plays audio as it is; a mute turn only shows its caption. It is resampled in pieces, since the person waits for the first one.
    void play(PcmAudio audio, String caption) {
        sendNow(emotionMessage(Emotion.NEUTRAL));
        PcmAudio played = request.options().mute() ? new PcmAudio(new short[0], audio.rate()) : audio;
        try (SentenceSynthesis pieces = new SentenceSynthesis(SynthesisStream.of(played, request.downlink().sampleRate()))) {
            playPieces(waiter.await(pieces.next(), ProblemCode.UNEXPECTED), pieces, caption);
        }
    }

    /// Waits for the first piece of a sentence that is due.
    private Optional<PcmAudio> first(SentenceSynthesis due) {
        due.standIn().thenAccept(other -> report.spokenBy(other, voice.name()));
        return waiter.await(due.next(), ProblemCode.VOICE_FAILED);
    }

    /// Plays a sentence while its speech is still being made.
    private void play(Optional<PcmAudio> first, SentenceSynthesis synthesis, String text) {
        services.problems().resolve(ProblemCode.VOICE_FAILED, ProblemSubject.program());
        playPieces(first, synthesis, text);
    }

    /// Pieces are regrouped into whole frames; only the last one is padded.
    private void playPieces(Optional<PcmAudio> first, SentenceSynthesis synthesis, String text) {
        soundStarts();
        boolean begun = false;
        short[] rest = new short[0];
        for (Optional<PcmAudio> piece = first; piece.isPresent(); piece = waiter.await(synthesis.next(), ProblemCode.VOICE_FAILED)) {
            short[] pcm = concat(rest, piece.get().pcm());
            int count = encoder.whole(pcm.length);
            int from = begun ? 0 : Math.min(count, FIRST_BATCH_FRAMES);
            if (!begun && count > 0) {
                begin(encodeFirstBatch(pcm, from), text);
                begun = true;
            }
            playRest(pcm, from, count);
            rest = Arrays.copyOfRange(pcm, encoder.samples(count), pcm.length);
        }
        List<EncodedFrame> last = rest.length == 0 ? List.of() : encode(rest, 0, encoder.frames(rest.length));
        if (begun) {
            playout.play(last);
        } else {
            begin(last, text);
        }
        end(text);
    }

    private void playRest(short[] pcm, int from, int to) {
        for (int at = from; at < to; ) {
            int until = Math.min(to, at + (playout.firstFrame().isDone() ? BATCH_FRAMES : FIRST_BATCH_FRAMES));
            playout.play(encode(pcm, at, until));
            at = until;
        }
    }

    private SentenceSynthesis synthesize(String sentence) {
        return new SentenceSynthesis(voice.stream(sentence, request.downlink().sampleRate()));
    }

    private void soundStarts() {
        if (!soundStarted) {
            soundStarted = true;
            report.enter(TurnStage.FIRST_FRAME);
        }
    }

    private void begin(List<EncodedFrame> frames, String text) {
        playout.start();
        sendInOrder(Tts.sentence(Tts.TtsState.SENTENCE_START, text, request.options().sessionId()));
        playout.play(frames);
    }

    private void end(String text) {
        if (request.options().sentenceEnd()) {
            sendInOrder(Tts.sentence(Tts.TtsState.SENTENCE_END, text, request.options().sessionId()));
        }
    }

    /// Encodes frames after waiting until the playout has room for them.
    private List<EncodedFrame> encode(short[] pcm, int from, int to) {
        waiter.await(playout.room(), ProblemCode.COMPUTE_BUSY, StepWaiter.PLAYBACK_TIMEOUT);
        return waiter.await(services.pool().submit(() -> encoder.encode(pcm, from, to)), ProblemCode.COMPUTE_BUSY);
    }

    /// Encodes the first frames of an answer, with priority over frames that other turns encode ahead, and tells how long that waited for a thread.
    private List<EncodedFrame> encodeFirstBatch(short[] pcm, int to) {
        if (playout.firstFrame().isDone()) {
            return encode(pcm, 0, to);
        }
        long asked = services.time().nanos();
        AtomicLong begun = new AtomicLong(asked);
        List<EncodedFrame> frames = waiter.await(services.pool().submitUrgent(() -> {
            begun.set(services.time().nanos());
            return encoder.encode(pcm, 0, to);
        }), ProblemCode.COMPUTE_BUSY);
        report.waited(TurnStage.FIRST_FRAME, Duration.ofNanos(begun.get() - asked));
        return frames;
    }

    /// Sends a message in order with the frames; a mute turn does not send it.
    private void sendInOrder(OutboundMessage message) {
        if (!request.options().mute()) {
            playout.sendInOrder(message);
        }
    }

    private void sendNow(OutboundMessage message) {
        if (!request.options().mute()) {
            playout.sendNow(message);
        }
    }

    private OutboundMessage emotionMessage(Emotion emotion) {
        return new OutboundMessage.Llm(emotion.word(), emotion.emoji(), request.options().sessionId());
    }

    private static short[] concat(short[] a, short[] b) {
        if (a.length == 0) {
            return b;
        }
        short[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }
}
