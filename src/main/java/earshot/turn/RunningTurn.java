package earshot.turn;

import earshot.asr.RecognitionResult;
import earshot.asr.RecognitionStream;
import earshot.audio.PcmAudio;
import earshot.audio.Resampler;
import earshot.compute.ComputeBusyException;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.tool.ToolSource;
import earshot.turn.TurnFacts.Interruption;
import earshot.turn.TurnFacts.Interruption.Cause;
import earshot.turn.TurnFacts.Outcome;
import earshot.turn.TurnFacts.ToolRun;
import earshot.wire.AudioParams;
import earshot.wire.OutboundMessage;
import earshot.wire.OutboundMessage.Tts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One turn. [#run] blocks on a virtual thread; recogniser, voice and encoder compute elsewhere; frames are sent by the pacing thread.
/// The lock of this object guards the facts only, and under it only [DeviceOutput#turnChanged] is called.
final class RunningTurn implements Turn {
    private static final Logger LOG = LoggerFactory.getLogger(RunningTurn.class);
    /// A recogniser, assistant, voice or encoder that takes longer has failed.
    private static final Duration STEP_TIMEOUT = Duration.ofMinutes(2);
    /// From one sentence of a streamed answer to the next. Several models and tools may be called in between, each with its own limit.
    private static final Duration SENTENCE_TIMEOUT = Duration.ofMinutes(5);
    /// Longer than any answer takes to play.
    private static final Duration PLAYBACK_TIMEOUT = Duration.ofMinutes(30);
    /// Frames encoded at a time: few at first, so that the first one is sent soon, then about a second of audio.
    private static final int FIRST_BATCH_FRAMES = 4;
    private static final int BATCH_FRAMES = 16;

    private final TurnFactory parts;
    private final TurnServices services;
    private final TurnInput turnInput;
    private final AssistantRequest.DeviceInfo device;
    private final ToolSource tools;
    private final AudioParams downlink;
    private final TurnOptions rules;
    private final DeviceOutput deviceOutput;
    private final Playout playout;
    private final StageTimer stages;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private RecognitionResult userTranscript = new RecognitionResult("", 0);
    private OptionalDouble confidence = OptionalDouble.empty();
    private String answerText = "";
    private Outcome outcome = Outcome.RUNNING;
    private Optional<String> model = Optional.empty();
    private Optional<Duration> firstToken = Optional.empty();
    private List<ToolRun> toolRuns = List.of();
    /// Whether the first sentence of a streamed answer has arrived.
    private boolean firstSentenceReady;
    private Optional<Interruption> interruption = Optional.empty();
    /// Used only by the turn's own thread.
    private boolean soundStarted;

    RunningTurn(TurnFactory parts, TurnRequest request, DeviceOutput deviceOutput) {
        this.parts = request.options().mute() ? parts.with(parts.recognizer(), new SilentVoice()) : parts;
        services = parts.services();
        turnInput = request.input();
        device = request.device();
        tools = request.tools();
        downlink = request.downlink();
        rules = request.options();
        this.deviceOutput = deviceOutput;
        playout = new Playout(services.pacer(), deviceOutput, rules.sessionId(), Duration.ofMillis(downlink.frameMillis()));
        stages = new StageTimer(TurnStage.SILENCE, turnInput.lastVoicedNanos());
        playout.firstFrame().thenAccept(at -> enterStage(TurnStage.PLAYOUT, at));
    }

    @Override
    public boolean speaking() {
        return playout.speaking();
    }

    @Override
    public Queued queued() {
        return playout.queued();
    }

    /// Frames that are encoded and wait for their time.
    int waiting() {
        return playout.waiting();
    }

    @Override
    public void abort(Cause cause, long heardNanos) {
        interrupted(Optional.of(interruption(cause, heardNanos)));
        boolean first = playout.abort();
        if (!first) {
            interrupted(Optional.empty());
        }
        stopped.complete(null);
        if (first) {
            finish(Outcome.INTERRUPTED);
        }
    }

    private Interruption interruption(Cause cause, long causeAt) {
        long now = services.time().nanos();
        Optional<Duration> silent = playout.speaking() ? Optional.of(since(Math.max(now, playout.playedAt()))) : Optional.empty();
        return new Interruption(cause, since(Math.min(causeAt, now)), since(now), silent);
    }

    /// Set before the playout is aborted, so that the turn's own thread does not take the abort for the end of the answer.
    private synchronized void interrupted(Optional<Interruption> by) {
        if (outcome == Outcome.RUNNING) {
            interruption = by;
        }
    }

    private Duration since(long at) {
        return Duration.ofNanos(Math.max(0, at - turnInput.lastVoicedNanos()));
    }

    void run() {
        Outcome result;
        try {
            result = converse();
        } catch (CancellationException e) {
            result = Outcome.INTERRUPTED;
        } catch (Throwable e) {
            raise(e);
            result = Outcome.FAILED;
            apologise();
            playToTheEnd();
        }
        if (playout.speaking()) {
            playout.abort();
        }
        finish(result);
    }

    private Outcome converse() {
        Optional<CompletableFuture<RecognitionResult>> backgroundRecognition = recognize();
        if (parts.assistant().needsText() && userTranscript().text().isEmpty()) {
            return Outcome.NOTHING_HEARD;
        }
        AssistantAnswer answer = await(parts.assistant().answer(new AssistantRequest(turnInput.audio(), userTranscript(), device, tools)), ProblemCode.UNEXPECTED);
        switch (answer) {
            case AssistantAnswer.Sentences(List<String> sentences, Emotion emotion) -> {
                answerText(String.join(" ", sentences));
                sendNow(emotionMessage(emotion));
                speak(sentences);
            }
            case AssistantAnswer.Stream(Function<AnswerListener, SentenceSource> begin) -> stream(begin);
            case AssistantAnswer.Sound(PcmAudio pcmAudio, String caption) -> {
                answerText(caption);
                try (FrameEncoder encoder = new FrameEncoder(services.codec(), downlink)) {
                    play(rules.mute() ? new PcmAudio(new short[0], pcmAudio.rate()) : pcmAudio, caption, encoder);
                }
            }
            case AssistantAnswer.Silence _ -> { }
        }
        playToTheEnd();
        backgroundRecognition.ifPresent(this::awaitRecognition);
        return Outcome.DONE;
    }

    /// Recognises the utterance. Where the assistant does not need the text, recognition continues in parallel and its future is returned.
    private Optional<CompletableFuture<RecognitionResult>> recognize() {
        boolean recognise = turnInput.text().isEmpty() && turnInput.audio().isPresent();
        boolean needed = parts.assistant().needsText();
        Duration patience = parts.assistant().recognitionPatience();
        enterStage(recognise && (needed || patience.isPositive()) ? TurnStage.RECOGNISE : TurnStage.ANSWER, turnInput.decidedNanos());
        turnInput.text().ifPresent(text -> userTranscript(new RecognitionResult(text, 1), OptionalDouble.empty()));
        if (!recognise) {
            return Optional.empty();
        }
        CompletableFuture<RecognitionResult> recognition = turnInput.recognitionStream().map(this::finishRecognition).orElseGet(this::recognition);
        if (needed) {
            recognised(await(recognition, ProblemCode.RECOGNIZER_FAILED));
            enterStage(TurnStage.ANSWER, services.time().nanos());
            return Optional.empty();
        }
        CompletableFuture<Void> recorded = recognition.thenAccept(this::recognised);
        if (patience.isPositive()) {
            CompletableFuture<Boolean> settled = recorded.handle((_, _) -> true);
            stopped.thenRun(() -> settled.complete(false));
            services.time().await(settled, patience);
            enterStage(TurnStage.ANSWER, services.time().nanos());
        }
        return Optional.of(recognition);
    }

    private CompletableFuture<RecognitionResult> recognition() {
        return parts.recognizer().recognize(turnInput.audio().orElseThrow(), parts.assistant().expectedSentences());
    }

    /// Finishes a recognition that ran during the speech. If its recogniser was closed meanwhile because the settings changed, the new one
    /// recognises the whole utterance.
    private CompletableFuture<RecognitionResult> finishRecognition(RecognitionStream recognitionStream) {
        return recognitionStream.finish().exceptionallyCompose(failure -> failure instanceof CancellationException && !stopped.isDone()
            ? recognition() : CompletableFuture.failedFuture(failure));
    }

    private void recognised(RecognitionResult recognitionResult) {
        services.problems().resolve(ProblemCode.RECOGNIZER_FAILED, ProblemSubject.program());
        userTranscript(recognitionResult, OptionalDouble.of(recognitionResult.confidence()));
    }

    /// Shows the recognised text on the device. The messages are sent under the playout's lock, so never after an abort.
    private void userTranscript(RecognitionResult recognitionResult, OptionalDouble sure) {
        synchronized (this) {
            if (outcome != Outcome.RUNNING) {
                return;
            }
            userTranscript = recognitionResult;
            confidence = sure;
        }
        if (!recognitionResult.text().isEmpty()) {
            if (rules.transcription() && turnInput.audio().isPresent()) {
                playout.sendNow(new OutboundMessage.Transcription(recognitionResult.text(), turnInput.endAt().toEpochMilli(), rules.sessionId()));
            }
            if (rules.stt()) {
                playout.sendNow(new OutboundMessage.Stt(recognitionResult.text(), rules.sessionId()));
            }
            if (rules.startEarly()) {
                playout.start();
            }
        }
        publish();
    }

    private void speak(List<String> sentences) {
        enterStage(TurnStage.VOICE, services.time().nanos());
        Optional<SentenceSynthesis> next = sentences.stream().findFirst().map(this::synthesize);
        try (FrameEncoder encoder = new FrameEncoder(services.codec(), downlink)) {
            for (int i = 0; i < sentences.size(); i++) {
                try (SentenceSynthesis now = next.orElseThrow()) {
                    Optional<PcmAudio> first = await(now.next(), ProblemCode.VOICE_FAILED);
                    // the speech of the next sentence is made while this one is played
                    next = sentences.stream().skip(i + 1).findFirst().map(this::synthesize);
                    play(first, now, sentences.get(i), encoder);
                }
            }
        } finally {
            next.ifPresent(SentenceSynthesis::close);
        }
    }

    private SentenceSynthesis synthesize(String sentence) {
        return new SentenceSynthesis(parts.voice().stream(sentence, downlink.sampleRate()));
    }

    private void stream(Function<AnswerListener, SentenceSource> begin) {
        try (SpeechPrefetcher speechPrefetcher = new SpeechPrefetcher(begin.apply(new StageTracker()), parts.voice(), downlink.sampleRate(), "tell-" + device.id()); FrameEncoder encoder = new FrameEncoder(services.codec(), downlink)) {
            // closed by the aborting thread, so that the model stops at once
            stopped.thenRun(speechPrefetcher::close);
            speechPrefetcher.start();
            Emotion face = null;
            for (Optional<SpeechPrefetcher.PrefetchedSentence> next = await(speechPrefetcher.next(), ProblemCode.UNEXPECTED, SENTENCE_TIMEOUT); next.isPresent(); next = await(speechPrefetcher.next(), ProblemCode.UNEXPECTED, SENTENCE_TIMEOUT)) {
                Sentence sentence = next.get().sentence();
                Emotion wanted = sentence.emotion().orElse(face == null ? Emotion.NEUTRAL : face);
                sentenceReady(sentence.text());
                if (face == null) {
                    sendNow(emotionMessage(wanted));
                } else if (wanted != face) {
                    sendInOrder(emotionMessage(wanted));
                }
                face = wanted;
                // the device changes its state while the voice computes
                playout.start();
                Optional<PcmAudio> first = await(next.get().synthesis().next(), ProblemCode.VOICE_FAILED);
                speechPrefetcher.playbackStarted(next.get());
                try (SentenceSynthesis now = next.get().synthesis()) {
                    play(first, now, sentence.text(), encoder);
                }
            }
        }
    }

    /// Sends a message in order with the frames; a mute turn does not send it.
    private void sendInOrder(OutboundMessage message) {
        if (!rules.mute()) {
            playout.sendInOrder(message);
        }
    }

    private void sendNow(OutboundMessage message) {
        if (!rules.mute()) {
            playout.sendNow(message);
        }
    }

    private OutboundMessage emotionMessage(Emotion emotion) {
        return new OutboundMessage.Llm(emotion.word(), emotion.emoji(), rules.sessionId());
    }

    /// A sentence has arrived. With the first one the stage `voice` begins: the model continues in parallel from now on.
    private synchronized void sentenceReady(String text) {
        if (!firstSentenceReady) {
            firstSentenceReady = true;
            stages.enter(TurnStage.VOICE, services.time().nanos());
        }
        answerText = answerText.isEmpty() ? text : answerText + (spaceless(answerText.charAt(answerText.length() - 1)) ? "" : " ") + text;
        publish();
    }

    /// Whether a character belongs to a script without spaces between sentences, such as Chinese.
    private static boolean spaceless(char c) {
        return c >= '\u2E80';
    }

    /// Speaks the apology, or only shows it when the voice fails as well.
    private void apologise() {
        Optional<String> words = parts.assistant().apology();
        if (words.isEmpty() || stopped.isDone()) {
            return;
        }
        sentenceReady(words.get());
        sendNow(emotionMessage(Emotion.SAD));
        try (FrameEncoder encoder = new FrameEncoder(services.codec(), downlink); SentenceSynthesis sentenceSynthesis = synthesize(words.get())) {
            play(await(sentenceSynthesis.next(), ProblemCode.VOICE_FAILED), sentenceSynthesis, words.get(), encoder);
        } catch (CancellationException e) {
            return;
        } catch (RuntimeException e) {
            playout.start();
            sendInOrder(Tts.sentence(Tts.TtsState.SENTENCE_START, words.get(), rules.sessionId()));
        }
    }

    /// Records the progress of a streamed answer. Only what happens before the first sentence becomes a stage.
    private final class StageTracker implements AnswerListener {
        private long askedAt;

        @Override
        public void resolvingIntent() {
            stage(TurnStage.INTENT);
        }

        @Override
        public void modelAsked(String name) {
            synchronized (RunningTurn.this) {
                model = Optional.of(name);
                askedAt = services.time().nanos();
                stage(TurnStage.ANSWER);
            }
        }

        @Override
        public void firstTokenReceived() {
            synchronized (RunningTurn.this) {
                if (firstToken.isEmpty()) {
                    firstToken = Optional.of(Duration.ofNanos(Math.max(0, services.time().nanos() - askedAt)));
                }
                stage(TurnStage.SENTENCE);
            }
        }

        @Override
        public void toolStarted(String tool) {
            stage(TurnStage.TOOL);
        }

        @Override
        public void toolFinished(ToolRun run) {
            synchronized (RunningTurn.this) {
                List<ToolRun> all = new ArrayList<>(toolRuns);
                all.add(run);
                toolRuns = List.copyOf(all);
                publish();
            }
        }

        @Override
        public void closeAfterAnswer() {
            deviceOutput.closeAfterTurn();
        }

        private void stage(TurnStage next) {
            synchronized (RunningTurn.this) {
                if (!firstSentenceReady) {
                    enterStage(next, services.time().nanos());
                }
            }
        }
    }

    private void play(PcmAudio pcmAudio, String text, FrameEncoder encoder) {
        firstSound();
        short[] pcm = compute(() -> Resampler.resample(pcmAudio.pcm(), pcmAudio.rate(), downlink.sampleRate()));
        int count = encoder.frames(pcm.length);
        int first = Math.min(count, FIRST_BATCH_FRAMES);
        begin(encodeFirstBatch(encoder, pcm, first), text);
        for (int at = first; at < count; at += BATCH_FRAMES) {
            playout.play(encode(encoder, pcm, at, Math.min(count, at + BATCH_FRAMES)));
        }
        end(text);
    }

    /// Plays a sentence while its speech is still being made. Pieces are regrouped into whole frames; only the last one is padded.
    private void play(Optional<PcmAudio> first, SentenceSynthesis sentenceSynthesis, String text, FrameEncoder encoder) {
        services.problems().resolve(ProblemCode.VOICE_FAILED, ProblemSubject.program());
        firstSound();
        boolean begun = false;
        short[] rest = new short[0];
        for (Optional<PcmAudio> piece = first; piece.isPresent(); piece = await(sentenceSynthesis.next(), ProblemCode.VOICE_FAILED)) {
            short[] pcm = concat(rest, piece.get().pcm());
            int count = encoder.whole(pcm.length);
            for (int at = 0; at < count; at += BATCH_FRAMES) {
                if (begun) {
                    playout.play(encode(encoder, pcm, at, Math.min(count, at + BATCH_FRAMES)));
                } else {
                    begin(encodeFirstBatch(encoder, pcm, Math.min(count, FIRST_BATCH_FRAMES)), text);
                    begun = true;
                    at += FIRST_BATCH_FRAMES - BATCH_FRAMES;
                }
            }
            rest = Arrays.copyOfRange(pcm, encoder.samples(count), pcm.length);
        }
        List<EncodedFrame> last = encode(encoder, rest, 0, encoder.frames(rest.length));
        if (begun) {
            playout.play(last);
        } else {
            begin(last, text);
        }
        end(text);
    }

    private void firstSound() {
        if (!soundStarted) {
            soundStarted = true;
            enterStage(TurnStage.FIRST_FRAME, services.time().nanos());
        }
    }

    private void begin(List<EncodedFrame> frames, String text) {
        playout.start();
        sendInOrder(Tts.sentence(Tts.TtsState.SENTENCE_START, text, rules.sessionId()));
        playout.play(frames);
    }

    private void end(String text) {
        if (rules.sentenceEnd()) {
            sendInOrder(Tts.sentence(Tts.TtsState.SENTENCE_END, text, rules.sessionId()));
        }
    }

    private static short[] concat(short[] a, short[] b) {
        if (a.length == 0) {
            return b;
        }
        short[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    /// Encodes frames after waiting until the playout has room for them.
    private List<EncodedFrame> encode(FrameEncoder encoder, short[] pcm, int from, int to) {
        await(playout.room(), ProblemCode.COMPUTE_BUSY, PLAYBACK_TIMEOUT);
        return compute(() -> encoder.encode(pcm, from, to));
    }

    /// Encodes the first frames of an answer, with priority over frames that other turns encode ahead.
    private List<EncodedFrame> encodeFirstBatch(FrameEncoder encoder, short[] pcm, int to) {
        return playout.firstFrame().isDone() ? encode(encoder, pcm, 0, to)
            : await(services.pool().submitUrgent(() -> encoder.encode(pcm, 0, to)), ProblemCode.COMPUTE_BUSY, STEP_TIMEOUT);
    }

    /// Waits until the device has played everything that was sent.
    private void playToTheEnd() {
        playout.end();
        services.time().await(playout.finished(), PLAYBACK_TIMEOUT).ifPresent(this::playbackEnded);
    }

    /// Waits for the recognition that ran in parallel; its failure is reported and does not fail the turn.
    private void awaitRecognition(CompletableFuture<RecognitionResult> recognition) {
        try {
            await(recognition, ProblemCode.RECOGNIZER_FAILED);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            raise(e);
        }
    }

    private <T> T compute(Callable<T> work) {
        return await(services.pool().submit(work), ProblemCode.COMPUTE_BUSY, STEP_TIMEOUT);
    }

    private <T> T await(CompletableFuture<T> future, ProblemCode code) {
        return await(future, code, STEP_TIMEOUT);
    }

    private <T> T await(CompletableFuture<T> future, ProblemCode code, Duration limit) {
        CompletableFuture<T> either = future.copy();
        stopped.thenRun(() -> either.cancel(false));
        try {
            return services.time().await(either, limit).orElseThrow(() -> new ProblemException(timeoutProblem(code, limit)));
        } catch (CompletionException e) {
            throw Failures.unchecked(e);
        } finally {
            future.cancel(false);
        }
    }

    private Problem timeoutProblem(ProblemCode code, Duration limit) {
        return code == ProblemCode.COMPUTE_BUSY ? Problem.of(code, device.name()) : Problem.of(code, "no answer within " + limit.toSeconds() + " s");
    }

    private void raise(Throwable failure) {
        Throwable cause = Failures.cause(failure);
        Problem problem = switch (cause) {
            case ProblemException known -> known.problem();
            case ComputeBusyException _ -> Problem.of(ProblemCode.COMPUTE_BUSY, device.name());
            default -> {
                LOG.warn("a turn of {} failed", device.id(), cause);
                yield Problem.of(ProblemCode.UNEXPECTED, cause.toString());
            }
        };
        services.problems().raise(problem);
    }

    private synchronized void playbackEnded(long at) {
        if (outcome == Outcome.RUNNING) {
            stages.end(at);
            publish();
        }
    }

    private synchronized RecognitionResult userTranscript() {
        return userTranscript;
    }

    private synchronized void answerText(String text) {
        answerText = text;
        publish();
    }

    private synchronized void enterStage(TurnStage stage, long at) {
        if (outcome == Outcome.RUNNING) {
            stages.enter(stage, at);
            publish();
        }
    }

    private synchronized void publish() {
        if (outcome == Outcome.RUNNING) {
            deviceOutput.turnChanged(facts());
        }
    }

    private void finish(Outcome result) {
        synchronized (this) {
            if (outcome != Outcome.RUNNING) {
                return;
            }
            outcome = interruption.isPresent() ? Outcome.INTERRUPTED : result;
            stages.end(services.time().nanos());
        }
        turnInput.close();
        TurnFacts facts = facts();
        deviceOutput.turnEnded(facts);
        services.log().add(device, parts.assistant().name(), parts.voice().name(), facts, turnInput.audio(), playout.sentAudio(downlink.sampleRate()));
    }

    private synchronized TurnFacts facts() {
        return new TurnFacts(turnInput.endAt(), new TurnFacts.Transcript(userTranscript.text(), confidence, parts.recognizer().name()),
            new TurnFacts.Answer(answerText, model, firstToken, toolRuns), outcome, stages.list(), interruption);
    }
}
