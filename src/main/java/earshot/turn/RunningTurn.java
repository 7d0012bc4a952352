package earshot.turn;

import earshot.asr.Hearing;
import earshot.asr.Transcript;
import earshot.audio.Resampler;
import earshot.audio.Speech;
import earshot.compute.ComputeBusy;
import earshot.device.TurnFacts;
import earshot.device.TurnFacts.Interruption;
import earshot.device.TurnFacts.Interruption.Cause;
import earshot.device.TurnFacts.Outcome;
import earshot.device.TurnFacts.ToolRun;
import earshot.problem.Code;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.Subject;
import earshot.tool.Tools;
import earshot.turn.Stages.Owner;
import earshot.wire.AudioParams;
import earshot.wire.Outbound;
import earshot.wire.Outbound.Tts;
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
/// The lock of this object guards the facts only, and under it only [Speaker#moved] is called.
final class RunningTurn implements Turn {
    private static final Logger LOG = LoggerFactory.getLogger(RunningTurn.class);
    /// A recogniser, assistant, voice or encoder that takes longer has failed.
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /// From one sentence of a streamed answer to the next. Several models and tools may be called in between, each with its own limit.
    private static final Duration TOLD = Duration.ofMinutes(5);
    /// Longer than any answer takes to play.
    private static final Duration PLAYED = Duration.ofMinutes(30);
    /// Frames encoded at a time: few at first, so that the first one is sent soon, then about a second of audio.
    private static final int FIRST_PIECE = 4;
    private static final int PIECE = 16;

    private final Turns parts;
    private final Utterance utterance;
    private final Heard.About device;
    private final Tools tools;
    private final AudioParams downlink;
    private final TurnRules rules;
    private final Speaker speaker;
    private final Playout playout;
    private final Stages stages;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private Transcript heard = new Transcript("", 0);
    private OptionalDouble confidence = OptionalDouble.empty();
    private String answered = "";
    private Outcome outcome = Outcome.RUNNING;
    private String model = "";
    private Optional<Duration> firstToken = Optional.empty();
    private List<ToolRun> toolRuns = List.of();
    /// Whether the first sentence of a streamed answer has arrived.
    private boolean telling;
    private Optional<Interruption> interruption = Optional.empty();
    /// Used only by the turn's own thread.
    private boolean sounding;

    RunningTurn(Turns parts, Utterance utterance, Heard.About device, Tools tools, AudioParams downlink, TurnRules rules, Speaker speaker) {
        this.parts = rules.mute() ? parts.with(parts.recognizer(), new Mute()) : parts;
        this.utterance = utterance;
        this.device = device;
        this.tools = tools;
        this.downlink = downlink;
        this.rules = rules;
        this.speaker = speaker;
        playout = new Playout(parts.pacer(), speaker, rules.sessionId(), Duration.ofMillis(downlink.frameMillis()));
        stages = new Stages("silence", Owner.SETTING, utterance.lastVoicedNanos());
        playout.firstFrame().thenAccept(at -> enter("playout", Owner.NETWORK, at));
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

    private Interruption interruption(Cause cause, long heardAt) {
        long now = parts.time().nanos();
        Optional<Duration> silent = playout.speaking() ? Optional.of(since(Math.max(now, playout.playedAt()))) : Optional.empty();
        return new Interruption(cause, since(Math.min(heardAt, now)), since(now), silent);
    }

    /// Set before the playout is aborted, so that the turn's own thread does not take the abort for the end of the answer.
    private synchronized void interrupted(Optional<Interruption> by) {
        if (outcome == Outcome.RUNNING) {
            interruption = by;
        }
    }

    private Duration since(long at) {
        return Duration.ofNanos(Math.max(0, at - utterance.lastVoicedNanos()));
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
        Optional<CompletableFuture<Transcript>> beside = listen();
        if (parts.assistant().needsText() && heard().text().isEmpty()) {
            return Outcome.NOTHING_HEARD;
        }
        Answer answer = await(parts.assistant().answer(new Heard(utterance.sound(), heard(), device, tools)), Code.UNEXPECTED);
        switch (answer) {
            case Answer.Sentences(List<String> sentences, Emotion emotion) -> {
                answered(String.join(" ", sentences));
                showNow(face(emotion));
                speak(sentences);
            }
            case Answer.Stream(Function<Account, SentenceSource> begin) -> stream(begin);
            case Answer.Sound(Speech speech, String caption) -> {
                answered(caption);
                try (FrameEncoder encoder = new FrameEncoder(parts.codec(), downlink)) {
                    play(rules.mute() ? new Speech(new short[0], speech.rate()) : speech, caption, encoder);
                }
            }
            case Answer.Silence _ -> { }
        }
        playToTheEnd();
        beside.ifPresent(this::awaitBeside);
        return Outcome.DONE;
    }

    /// Recognises the utterance. Where the assistant does not need the text, recognition continues in parallel and its future is returned.
    private Optional<CompletableFuture<Transcript>> listen() {
        boolean recognise = utterance.text().isEmpty() && utterance.sound().isPresent();
        boolean needed = parts.assistant().needsText();
        Duration patience = parts.assistant().patience();
        enter(recognise && (needed || patience.isPositive()) ? "recognise" : "answer", Owner.SERVICE, utterance.decidedNanos());
        utterance.text().ifPresent(text -> heard(new Transcript(text, 1), OptionalDouble.empty()));
        if (!recognise) {
            return Optional.empty();
        }
        CompletableFuture<Transcript> recognition = utterance.hearing().map(this::understood).orElseGet(this::recognition);
        if (needed) {
            recognised(await(recognition, Code.RECOGNISER_FAILED));
            enter("answer", Owner.SERVICE, parts.time().nanos());
            return Optional.empty();
        }
        CompletableFuture<Void> told = recognition.thenAccept(this::recognised);
        if (patience.isPositive()) {
            CompletableFuture<Boolean> settled = told.handle((_, _) -> true);
            stopped.thenRun(() -> settled.complete(false));
            parts.time().await(settled, patience);
            enter("answer", Owner.SERVICE, parts.time().nanos());
        }
        return Optional.of(recognition);
    }

    private CompletableFuture<Transcript> recognition() {
        return parts.recognizer().recognize(utterance.sound().orElseThrow(), parts.assistant().expects());
    }

    /// Finishes a recognition that ran during the speech. If its recogniser was closed meanwhile because the settings changed, the new one
    /// recognises the whole utterance.
    private CompletableFuture<Transcript> understood(Hearing hearing) {
        return hearing.finish().exceptionallyCompose(failure -> failure instanceof CancellationException && !stopped.isDone()
            ? recognition() : CompletableFuture.failedFuture(failure));
    }

    private void recognised(Transcript transcript) {
        parts.problems().resolve(Code.RECOGNISER_FAILED, Subject.program());
        heard(transcript, OptionalDouble.of(transcript.confidence()));
    }

    /// Shows the recognised text on the device. The messages are sent under the playout's lock, so never after an abort.
    private void heard(Transcript transcript, OptionalDouble sure) {
        synchronized (this) {
            if (outcome != Outcome.RUNNING) {
                return;
            }
            heard = transcript;
            confidence = sure;
        }
        if (!transcript.text().isEmpty()) {
            if (rules.transcription() && utterance.sound().isPresent()) {
                playout.sayNow(new Outbound.Transcription(transcript.text(), utterance.endAt().toEpochMilli(), rules.sessionId()));
            }
            if (rules.stt()) {
                playout.sayNow(new Outbound.Stt(transcript.text(), rules.sessionId()));
            }
            if (rules.startEarly()) {
                playout.start();
            }
        }
        moved();
    }

    private void speak(List<String> sentences) {
        enter("voice", Owner.SERVICE, parts.time().nanos());
        Optional<Voicing> next = sentences.stream().findFirst().map(this::voiced);
        try (FrameEncoder encoder = new FrameEncoder(parts.codec(), downlink)) {
            for (int i = 0; i < sentences.size(); i++) {
                try (Voicing now = next.orElseThrow()) {
                    Optional<Speech> first = await(now.next(), Code.VOICE_FAILED);
                    // the speech of the next sentence is made while this one is played
                    next = sentences.stream().skip(i + 1).findFirst().map(this::voiced);
                    play(first, now, sentences.get(i), encoder);
                }
            }
        } finally {
            next.ifPresent(Voicing::close);
        }
    }

    private Voicing voiced(String sentence) {
        return new Voicing(parts.voice().stream(sentence, downlink.sampleRate()));
    }

    private void stream(Function<Account, SentenceSource> begin) {
        try (Ahead ahead = new Ahead(begin.apply(new Told()), parts.voice(), downlink.sampleRate(), "tell-" + device.id()); FrameEncoder encoder = new FrameEncoder(parts.codec(), downlink)) {
            // closed by the aborting thread, so that the model stops at once
            stopped.thenRun(ahead::close);
            ahead.start();
            Emotion face = null;
            for (Optional<Ahead.Voiced> next = await(ahead.next(), Code.UNEXPECTED, TOLD); next.isPresent(); next = await(ahead.next(), Code.UNEXPECTED, TOLD)) {
                Sentence sentence = next.get().sentence();
                Emotion wanted = sentence.emotion().orElse(face == null ? Emotion.NEUTRAL : face);
                told(sentence.text());
                if (face == null) {
                    showNow(face(wanted));
                } else if (wanted != face) {
                    show(face(wanted));
                }
                face = wanted;
                // the device changes its state while the voice computes
                playout.start();
                Optional<Speech> first = await(next.get().sound().next(), Code.VOICE_FAILED);
                ahead.taken(next.get());
                try (Voicing now = next.get().sound()) {
                    play(first, now, sentence.text(), encoder);
                }
            }
        }
    }

    /// Sends a message in order with the frames; a mute turn does not send it.
    private void show(Outbound message) {
        if (!rules.mute()) {
            playout.say(message);
        }
    }

    private void showNow(Outbound message) {
        if (!rules.mute()) {
            playout.sayNow(message);
        }
    }

    private Outbound face(Emotion emotion) {
        return new Outbound.Llm(emotion.word(), emotion.emoji(), rules.sessionId());
    }

    /// A sentence has arrived. With the first one the stage `voice` begins: the model continues in parallel from now on.
    private synchronized void told(String text) {
        if (!telling) {
            telling = true;
            stages.enter("voice", Owner.SERVICE, parts.time().nanos());
        }
        answered = answered.isEmpty() ? text : answered + (wide(answered.charAt(answered.length() - 1)) ? "" : " ") + text;
        moved();
    }

    /// Whether a character belongs to a script without spaces between sentences, such as Chinese.
    private static boolean wide(char c) {
        return c >= '\u2E80';
    }

    /// Speaks the apology, or only shows it when the voice fails as well.
    private void apologise() {
        Optional<String> words = parts.assistant().apology();
        if (words.isEmpty() || stopped.isDone()) {
            return;
        }
        told(words.get());
        showNow(face(Emotion.SAD));
        try (FrameEncoder encoder = new FrameEncoder(parts.codec(), downlink); Voicing voicing = voiced(words.get())) {
            play(await(voicing.next(), Code.VOICE_FAILED), voicing, words.get(), encoder);
        } catch (CancellationException e) {
            return;
        } catch (RuntimeException e) {
            playout.start();
            show(Tts.sentence(Tts.State.SENTENCE_START, words.get(), rules.sessionId()));
        }
    }

    /// Records the progress of a streamed answer. Only what happens before the first sentence becomes a stage.
    private final class Told implements Account {
        private long askedAt;

        @Override
        public void deciding() {
            stage("intent");
        }

        @Override
        public void asked(String name) {
            synchronized (RunningTurn.this) {
                model = name;
                askedAt = parts.time().nanos();
                stage("answer");
            }
        }

        @Override
        public void answering() {
            synchronized (RunningTurn.this) {
                if (firstToken.isEmpty()) {
                    firstToken = Optional.of(Duration.ofNanos(Math.max(0, parts.time().nanos() - askedAt)));
                }
                stage("sentence");
            }
        }

        @Override
        public void running(String tool) {
            stage("tool");
        }

        @Override
        public void ran(ToolRun run) {
            synchronized (RunningTurn.this) {
                List<ToolRun> all = new ArrayList<>(toolRuns);
                all.add(run);
                toolRuns = List.copyOf(all);
                moved();
            }
        }

        @Override
        public void lastWords() {
            speaker.lastWords();
        }

        private void stage(String name) {
            synchronized (RunningTurn.this) {
                if (!telling) {
                    enter(name, Owner.SERVICE, parts.time().nanos());
                }
            }
        }
    }

    private void play(Speech speech, String text, FrameEncoder encoder) {
        firstSound();
        short[] pcm = compute(() -> Resampler.resample(speech.pcm(), speech.rate(), downlink.sampleRate()));
        int count = encoder.frames(pcm.length);
        int first = Math.min(count, FIRST_PIECE);
        begin(firstPiece(encoder, pcm, first), text);
        for (int at = first; at < count; at += PIECE) {
            playout.play(encode(encoder, pcm, at, Math.min(count, at + PIECE)));
        }
        end(text);
    }

    /// Plays a sentence while its speech is still being made. Pieces are regrouped into whole frames; only the last one is padded.
    private void play(Optional<Speech> first, Voicing voicing, String text, FrameEncoder encoder) {
        parts.problems().resolve(Code.VOICE_FAILED, Subject.program());
        firstSound();
        boolean begun = false;
        short[] rest = new short[0];
        for (Optional<Speech> piece = first; piece.isPresent(); piece = await(voicing.next(), Code.VOICE_FAILED)) {
            short[] pcm = joined(rest, piece.get().pcm());
            int count = encoder.whole(pcm.length);
            for (int at = 0; at < count; at += PIECE) {
                if (begun) {
                    playout.play(encode(encoder, pcm, at, Math.min(count, at + PIECE)));
                } else {
                    begin(firstPiece(encoder, pcm, Math.min(count, FIRST_PIECE)), text);
                    begun = true;
                    at += FIRST_PIECE - PIECE;
                }
            }
            rest = Arrays.copyOfRange(pcm, encoder.samples(count), pcm.length);
        }
        List<Frame> last = encode(encoder, rest, 0, encoder.frames(rest.length));
        if (begun) {
            playout.play(last);
        } else {
            begin(last, text);
        }
        end(text);
    }

    private void firstSound() {
        if (!sounding) {
            sounding = true;
            enter("first frame", Owner.EARSHOT, parts.time().nanos());
        }
    }

    private void begin(List<Frame> frames, String text) {
        playout.start();
        show(Tts.sentence(Tts.State.SENTENCE_START, text, rules.sessionId()));
        playout.play(frames);
    }

    private void end(String text) {
        if (rules.sentenceEnd()) {
            show(Tts.sentence(Tts.State.SENTENCE_END, text, rules.sessionId()));
        }
    }

    private static short[] joined(short[] a, short[] b) {
        if (a.length == 0) {
            return b;
        }
        short[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    /// Encodes frames after waiting until the playout has room for them.
    private List<Frame> encode(FrameEncoder encoder, short[] pcm, int from, int to) {
        await(playout.room(), Code.COMPUTE_BUSY, PLAYED);
        return compute(() -> encoder.encode(pcm, from, to));
    }

    /// Encodes the first frames of an answer, with priority over frames that other turns encode ahead.
    private List<Frame> firstPiece(FrameEncoder encoder, short[] pcm, int to) {
        return playout.firstFrame().isDone() ? encode(encoder, pcm, 0, to)
            : await(parts.pool().submitUrgent(() -> encoder.encode(pcm, 0, to)), Code.COMPUTE_BUSY, LIMIT);
    }

    /// Waits until the device has played everything that was sent.
    private void playToTheEnd() {
        playout.end();
        parts.time().await(playout.over(), PLAYED).ifPresent(this::lastSound);
    }

    /// Waits for the recognition that ran in parallel; its failure is reported and does not fail the turn.
    private void awaitBeside(CompletableFuture<Transcript> recognition) {
        try {
            await(recognition, Code.RECOGNISER_FAILED);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            raise(e);
        }
    }

    private <T> T compute(Callable<T> work) {
        return await(parts.pool().submit(work), Code.COMPUTE_BUSY, LIMIT);
    }

    private <T> T await(CompletableFuture<T> future, Code code) {
        return await(future, code, LIMIT);
    }

    private <T> T await(CompletableFuture<T> future, Code code, Duration limit) {
        CompletableFuture<T> either = future.copy();
        stopped.thenRun(() -> either.cancel(false));
        try {
            return parts.time().await(either, limit).orElseThrow(() -> new ProblemException(late(code, limit)));
        } catch (CompletionException e) {
            throw Failures.unchecked(e);
        } finally {
            future.cancel(false);
        }
    }

    private Problem late(Code code, Duration limit) {
        return code == Code.COMPUTE_BUSY ? Problem.of(code, device.name()) : Problem.of(code, "no answer within " + limit.toSeconds() + " s");
    }

    private void raise(Throwable failure) {
        Throwable cause = Failures.cause(failure);
        Problem problem = switch (cause) {
            case ProblemException known -> known.problem();
            case ComputeBusy _ -> Problem.of(Code.COMPUTE_BUSY, device.name());
            default -> {
                LOG.warn("a turn of {} failed", device.id(), cause);
                yield Problem.of(Code.UNEXPECTED, cause.toString());
            }
        };
        parts.problems().raise(problem);
    }

    private synchronized void lastSound(long at) {
        if (outcome == Outcome.RUNNING) {
            stages.end(at);
            moved();
        }
    }

    private synchronized Transcript heard() {
        return heard;
    }

    private synchronized void answered(String text) {
        answered = text;
        moved();
    }

    private synchronized void enter(String stage, Owner owner, long at) {
        if (outcome == Outcome.RUNNING) {
            stages.enter(stage, owner, at);
            moved();
        }
    }

    private synchronized void moved() {
        if (outcome == Outcome.RUNNING) {
            speaker.moved(facts());
        }
    }

    private void finish(Outcome result) {
        synchronized (this) {
            if (outcome != Outcome.RUNNING) {
                return;
            }
            outcome = interruption.isPresent() ? Outcome.INTERRUPTED : result;
            stages.end(parts.time().nanos());
        }
        utterance.close();
        TurnFacts facts = facts();
        speaker.over(facts);
        parts.log().add(device, parts.assistant().name(), parts.voice().name(), facts, utterance.sound(), playout.spoken(downlink.sampleRate()));
    }

    private synchronized TurnFacts facts() {
        return new TurnFacts(utterance.endAt(), heard.text(), confidence, parts.recognizer().name(), answered, outcome, stages.list(),
            model, firstToken, toolRuns, interruption);
    }
}
