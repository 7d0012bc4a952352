package earshot.turn;

import module java.base;

import earshot.asr.Hallucination;
import earshot.asr.RecognitionResult;
import earshot.asr.RecognitionStream;
import earshot.audio.PcmAudio;
import earshot.compute.ComputeBusyException;
import earshot.problem.Failures;
import earshot.problem.FatalErrors;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.tts.Voice;
import earshot.turn.TurnFacts.Interruption;
import earshot.turn.TurnFacts.Interruption.Cause;
import earshot.turn.TurnFacts.Outcome;
import earshot.turn.TurnFacts.StageNote;
import earshot.wire.OutboundMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The steps of one turn: recognize, answer, speak, play to the end. [#run] blocks the turn's own virtual thread; the recognizer computes
/// elsewhere, and frames are sent by the pacing thread. [#abort] may come from any thread.
final class TurnPipeline implements Turn {
    private static final Logger LOG = LoggerFactory.getLogger(TurnPipeline.class);

    private final TurnFactory parts;
    private final TurnServices services;
    private final Voice voice;
    private final TurnRequest request;
    private final TurnInput input;
    private final DeviceOutput output;
    private final Playout playout;
    private final TurnReport report;
    private final StepWaiter waiter;
    private Optional<CompletableFuture<RecognitionResult>> backgroundRecognition = Optional.empty();
    private final TurnLog.Entry logged;
    private boolean textShown;

    TurnPipeline(TurnFactory parts, TurnRequest request, DeviceOutput output) {
        this.parts = parts;
        this.request = request;
        this.output = output;
        services = parts.services();
        voice = request.options().mute() ? new SilentVoice() : parts.voice();
        input = request.input();
        playout = new Playout(services.pacer(), output, request.options().sessionId(), Duration.ofMillis(request.downlink().frameMillis()),
            request.options().lead());
        report = new TurnReport(services.time(), input, parts.recognizer().name(), output, this::changed);
        waiter = new StepWaiter(services.time(), request.device().name());
        playout.firstFrame().thenAccept(at -> report.enter(TurnStage.PLAYOUT, at));
        logged = services.log().begin(request.device(), parts.assistant().name(), voice.name(), report.now());
    }

    @Override
    public boolean speaking() {
        return playout.speaking();
    }

    @Override
    public Queued queued() {
        return playout.queued();
    }

    @Override
    public void abort(Cause cause, long causeAt) {
        report.interrupted(Optional.of(interruption(cause, causeAt)));
        boolean first = playout.abort();
        if (!first) {
            report.interrupted(Optional.empty());
        }
        // before the turn's thread can learn of it: whoever interrupts a turn has it ended on return
        Optional<TurnFacts> ended = first ? report.finish(Outcome.INTERRUPTED) : Optional.empty();
        waiter.stop();
        ended.ifPresent(this::ended);
    }

    private Interruption interruption(Cause cause, long causeAt) {
        long now = services.time().nanos();
        Optional<Duration> silent = playout.speaking() ? Optional.of(since(Math.max(now, playout.playedAt()))) : Optional.empty();
        return new Interruption(cause, since(Math.min(causeAt, now)), since(now), silent);
    }

    private Duration since(long at) {
        return Duration.ofNanos(Math.max(0, at - input.lastVoicedNanos()));
    }

    /// It never runs.
    void refused() {
        services.log().remove(logged);
    }

    void run() {
        Outcome result = Outcome.FAILED;
        try (SpeechPlayer player = new SpeechPlayer(services, voice, request, playout, report, waiter)) {
            result = converse(player);
        } finally {
            end(result);
        }
    }

    private void end(Outcome result) {
        if (playout.speaking()) {
            playout.abort();
        }
        if (result == Outcome.DONE && backgroundRecognition.isPresent()) {
            // the connection has few workers, and the next turn needs one while this text waits in turn
            Thread.ofVirtual().name("text-" + request.device().id()).start(() -> finish(awaitRecognition(backgroundRecognition.get())));
        } else {
            // nobody waits for its text any more
            backgroundRecognition.ifPresent(text -> text.cancel(false));
            finish(result);
        }
    }

    private Outcome converse(SpeechPlayer player) {
        try {
            backgroundRecognition = recognize();
            if (parts.assistant().needsText() && report.transcript().text().isEmpty()) {
                return Outcome.NOTHING_HEARD;
            }
            answer(player);
            player.signalEnd();
            playToTheEnd();
            return Outcome.DONE;
        } catch (CancellationException _) {
            return Outcome.INTERRUPTED;
        } catch (Throwable e) {
            FatalErrors.report(e);
            ProblemCode failure = raise(e);
            if (!waiter.stopped()) {
                parts.assistant().apology(failure).ifPresent(player::apologize);
            }
            playToTheEnd();
            return Outcome.FAILED;
        }
    }

    private void answer(SpeechPlayer player) {
        // a farewell is asked for by a text that nobody said
        RecognitionResult asked = input.text().filter(_ -> request.options().unasked()).map(text -> new RecognitionResult(text, 1))
            .orElseGet(report::transcript);
        AssistantRequest question = new AssistantRequest(input.audio(), asked, request.device(), request.tools());
        switch (waiter.await(parts.assistant().answer(question), ProblemCode.UNEXPECTED)) {
            case AssistantAnswer.Sentences(List<String> sentences, Emotion emotion) -> {
                report.answered(String.join(" ", sentences));
                player.speak(sentences, emotion);
            }
            case AssistantAnswer.Stream(Function<AnswerListener, SentenceSource> begin) -> player.speak(begin.apply(report));
            case AssistantAnswer.Sound(PcmAudio pcmAudio, String caption) -> {
                // the recognizer may still be at work
                showText(caption);
                report.answered(caption);
                player.play(pcmAudio, caption);
            }
            case AssistantAnswer.Silence _ -> { }
        }
    }

    /// Recognizes the utterance. Where the assistant does not need the text, recognition continues in parallel and its future is returned.
    private Optional<CompletableFuture<RecognitionResult>> recognize() {
        boolean recognize = input.text().isEmpty() && input.audio().isPresent();
        boolean needed = parts.assistant().needsText();
        Duration patience = parts.assistant().recognitionPatience();
        report.begin(recognize && (needed || patience.isPositive()) ? TurnStage.RECOGNISE : TurnStage.ANSWER, !request.options().unasked());
        input.text().filter(_ -> !request.options().unasked()).ifPresent(text -> show(new RecognitionResult(text, 1), OptionalDouble.empty()));
        if (!recognize) {
            return Optional.empty();
        }
        CompletableFuture<RecognitionResult> recognition = input.recognitionStream().map(this::finishRecognition).orElseGet(this::recognition);
        if (needed) {
            recognized(awaitNeeded(recognition));
            report.enter(TurnStage.ANSWER);
            return Optional.empty();
        }
        CompletableFuture<RecognitionResult> recorded = recognition.whenComplete(this::recorded);
        // an abort cancels the copy that is waited for
        recorded.whenComplete((_, _) -> recognition.cancel(false));
        if (patience.isPositive()) {
            if (!waiter.awaitPatiently(recorded, patience)) {
                report.note(TurnStage.RECOGNISE, new StageNote.GivenUp(patience));
            }
            report.enter(TurnStage.ANSWER);
        }
        return Optional.of(recorded);
    }

    private RecognitionResult awaitNeeded(CompletableFuture<RecognitionResult> recognition) {
        try {
            return waiter.await(recognition, ProblemCode.RECOGNIZER_FAILED, StepWaiter.RECOGNITION_TIMEOUT);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            report.recognitionFailed();
            throw e;
        }
    }

    private CompletableFuture<RecognitionResult> recognition() {
        return parts.recognizer().recognize(input.audio().orElseThrow(), parts.assistant().expectedSentences(), report::recognizedBy);
    }

    /// Finishes a recognition that ran during the speech. If its recognizer was closed meanwhile because the settings changed, the new one
    /// recognizes the whole utterance.
    private CompletableFuture<RecognitionResult> finishRecognition(RecognitionStream recognitionStream) {
        return recognitionStream.finish(report::recognizedBy).exceptionallyCompose(failure -> failure instanceof CancellationException && !waiter.stopped()
            ? recognition() : CompletableFuture.failedFuture(failure));
    }

    private void recorded(RecognitionResult result, Throwable failure) {
        if (failure == null) {
            recognized(result);
        } else if (Failures.cause(failure) instanceof ProblemException refused) {
            report.note(TurnStage.RECOGNISE, new StageNote.Failed(refused.problem().asArgument()));
        }
    }

    private void recognized(RecognitionResult result) {
        services.problems().resolve(ProblemCode.RECOGNIZER_FAILED, ProblemSubject.program());
        report.waited(TurnStage.RECOGNISE, result.waited());
        Optional<Hallucination> invented = input.audio().flatMap(sound -> services.hallucinations().find(result, sound, input.activity()));
        invented.ifPresentOrElse(report::dropped, () -> show(result, OptionalDouble.of(result.confidence())));
    }

    /// Shows the text of the utterance on the device. The messages are sent under the playout's lock, so never after an abort.
    private void show(RecognitionResult result, OptionalDouble confidence) {
        if (!report.recognized(result, confidence) || result.text().isEmpty()) {
            return;
        }
        TurnOptions options = request.options();
        if (options.transcription() && input.audio().isPresent()) {
            playout.sendNow(new OutboundMessage.Transcription(result.text(), input.endAt().toEpochMilli(), options.sessionId()));
        }
        showText(result.text());
        if (options.startEarly()) {
            playout.start();
        }
    }

    /// Shows on the device what was said, once and before `tts start`: firmware takes it for the next utterance otherwise.
    private synchronized void showText(String text) {
        if (request.options().stt() && !textShown) {
            textShown = true;
            playout.sendNow(new OutboundMessage.Stt(text, request.options().sessionId()));
        }
    }

    /// Waits until the device has played everything that was sent.
    private void playToTheEnd() {
        playout.end();
        services.time().await(playout.finished(), StepWaiter.PLAYBACK_TIMEOUT).ifPresent(report::playbackEnded);
    }

    /// Waits for the recognition that ran in parallel; its failure is reported and does not fail the turn.
    private Outcome awaitRecognition(CompletableFuture<RecognitionResult> recognition) {
        try {
            waiter.await(recognition, ProblemCode.RECOGNIZER_FAILED, StepWaiter.RECOGNITION_TIMEOUT);
        } catch (CancellationException _) {
            // the answer was played to its end; only its text is missing
            return Outcome.DONE;
        } catch (Throwable e) {
            FatalErrors.report(e);
            report.recognitionFailed();
            raise(e);
        }
        return Outcome.DONE;
    }

    private ProblemCode raise(Throwable failure) {
        Throwable cause = Failures.cause(failure);
        Problem problem = switch (cause) {
            case ProblemException known -> known.problem();
            case ComputeBusyException _ -> Problem.of(ProblemCode.COMPUTE_BUSY, request.device().name());
            default -> {
                LOG.warn("a turn of {} failed", request.device().id(), cause);
                yield Problem.of(ProblemCode.UNEXPECTED, cause.toString());
            }
        };
        report.failed(problem);
        services.problems().raise(problem);
        return problem.code();
    }

    private void changed(TurnFacts facts) {
        output.turnChanged(facts);
        services.log().update(logged, facts);
    }

    private void finish(Outcome result) {
        report.finish(result).ifPresent(this::ended);
    }

    private void ended(TurnFacts facts) {
        input.close();
        output.turnEnded(facts);
        services.log().end(logged, facts, input.audio(), playout.sentAudio(request.downlink().sampleRate()));
    }
}
