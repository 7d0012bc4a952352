package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.asr.RecognitionResult;
import earshot.asr.Recognizer;
import earshot.audio.PcmAudio;
import earshot.compute.ComputePool;
import earshot.engine.Operation.Outcome;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.TranscriptVersion;
import earshot.problem.ProblemCode;
import earshot.remote.ProviderServerFake;
import earshot.store.HomeDirectory;
import earshot.time.Time;
import earshot.tts.Voice;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Recordings become meetings through the engine's public interface, in a real database, without a model.
class RecordingImportTest {
    private static final Path SENTENCE = Path.of("src/test/resources/speech/voice.flac");

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final CompletableFuture<Void> hearing = new CompletableFuture<>();
    private final AtomicInteger heard = new AtomicInteger();
    private volatile boolean stuck;

    @Test
    void aRecordingThatWasCancelledHalfWayIsImportedOnceAndAskedAboutAfterThat() throws IOException {
        Path file = Files.copy(SENTENCE, engine.directory().resolve("Team talk.flac"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
        engine.startFromFile("", new WaitingSpeechFactoryFake());
        stuck = true;
        Operation first = engine.send(new Command.ImportRecording(file, false));
        await().until(hearing::isDone);
        assertThat(engine.model().operations().get()).contains(first);
        first.cancel();
        assertThat(first.outcome().join()).isEqualTo(new Outcome.Cancelled());
        assertThat(meetings()).isEmpty();

        stuck = false;
        assertThat(engine.send(new Command.ImportRecording(file, false)).outcome().join()).isInstanceOf(Outcome.Done.class);
        await().until(() -> meetings().size() == 1 && meetings().getFirst().lifecycle() == Meeting.Lifecycle.ENDED);
        Meeting meeting = meetings().getFirst();
        assertThat(meeting.title()).isEqualTo("Team talk");
        assertThat(meeting.startedAt()).isBetween(Instant.parse("2026-01-02T03:04:03Z"), Instant.parse("2026-01-02T03:04:04Z"));
        MeetingTranscript transcript = engine.model().meetings().open(meeting.id()).join().get();
        assertThat(transcript.countedSentences()).extracting(MeetingSentence::text).containsExactly("we shall meet again");
        assertThat(transcript.countedSentences())
            .allSatisfy(sentence -> assertThat(sentence.at()).isBetween(meeting.startedAt(), Instant.parse("2026-01-02T03:04:05Z")));
        assertThat(transcript.summary()).isPresent();

        Path copy = Files.copy(file, engine.directory().resolve("another name.flac"));
        assertThat(engine.send(new Command.ImportRecording(copy, false)).outcome().join()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.problem().code()).isEqualTo(ProblemCode.SOUND_FILE_KNOWN);
            assertThat(failed.problem().what(Locale.ENGLISH) + failed.problem().why(Locale.ENGLISH)).contains("another name.flac", "Team talk");
        });
        assertThat(meetings()).hasSize(1);
        assertThat(engine.send(new Command.ImportRecording(copy, true)).outcome().join()).isInstanceOf(Outcome.Done.class);
        await().until(() -> meetings().size() == 2);
    }

    @Test
    void anImportedMeetingIsTranscribedAgainFromItsKeptSoundAndBothTextsStay() throws IOException {
        ProviderServerFake service = engine.closing(new ProviderServerFake());
        service.answersWith(ProviderServerFake.Behavior.json(200, "{\"text\":\"we shall meet tomorrow\"}"));
        String settings = "meeting: {keep_sound: true}\nASR: {Better: {type: openai, base_url: \"%s\", api_key: k, model_name: m}}\n".formatted(service.url());
        engine.startFromFile(settings, new WaitingSpeechFactoryFake());
        assertThat(engine.done(new Command.ImportRecording(SENTENCE, false))).isInstanceOf(Outcome.Done.class);
        await().until(() -> meetings().size() == 1 && meetings().getFirst().lifecycle() == Meeting.Lifecycle.ENDED);
        MeetingId id = meetings().getFirst().id();
        MeetingTranscript first = transcript(id);
        assertThat(meetings().getFirst().recorded()).isTrue();
        PcmAudio kept = engine.model().meetings().recording(id, 0).join().orElseThrow();
        assertThat(kept.duration()).isEqualTo(first.countedSentences().getFirst().recordingSpan().orElseThrow().length());

        stuck = true;
        Operation half = engine.send(new Command.Retranscribe(id, "sphinx4"));
        await().until(() -> heard.get() == 2);
        half.cancel();
        assertThat(half.outcome().join()).isEqualTo(new Outcome.Cancelled());
        assertThat(transcript(id)).isEqualTo(first);

        assertThat(engine.done(new Command.Retranscribe(id, "Better"))).isEqualTo(Outcome.Done.of("retranscribed", id));
        MeetingTranscript second = transcript(id);
        assertThat(second.countedSentences()).extracting(MeetingSentence::text).containsExactly("we shall meet tomorrow");
        assertThat(second.countedSentences()).extracting(MeetingSentence::at).isEqualTo(first.countedSentences().stream().map(MeetingSentence::at).toList());
        assertThat(second.versions()).extracting(TranscriptVersion::recognizer).containsExactly("", "Better");
        assertThat(second.versions()).extracting(TranscriptVersion::shown).containsExactly(false, true);
        assertThat(second.summary().orElseThrow().content()).as("until it is summed up again").isEqualTo(first.summary().orElseThrow().content());
        assertThat(engine.model().meetings().search("tomorrow").join()).hasSize(1);
        assertThat(engine.model().meetings().search("again").join()).as("the text that is shown is searched").isEmpty();

        engine.stop();
        stuck = false;
        engine.startFromFile(settings, new WaitingSpeechFactoryFake());
        assertThat(transcript(id).versions()).isEqualTo(second.versions());
        assertThat(engine.done(new Command.PerformMeetingCommand(new MeetingCommand.ShowVersion(id, 0)))).isInstanceOf(Outcome.Done.class);
        assertThat(transcript(id).sentences()).isEqualTo(first.sentences());
        assertThat(ask(id, "Nobody")).as("no such recogniser").isEqualTo(409);
        assertThat(ask(id, "Better")).as("it goes on behind the answer").isEqualTo(202);
        await().until(() -> transcript(id).versions().size() == 3);
        assertThat(engine.done(new Command.PerformMeetingCommand(new MeetingCommand.DeleteVersion(id, 2)))).isInstanceOf(Outcome.Done.class);
        assertThat(engine.done(new Command.PerformMeetingCommand(new MeetingCommand.ShowVersion(id, 0)))).isInstanceOf(Outcome.Done.class);
        assertThat(transcript(id).versions()).extracting(TranscriptVersion::recognizer).containsExactly("", "Better");
        assertThat(engine.model().meetings().search("again").join()).hasSize(1);
        assertThat(engine.model().meetings().preview(id, MeetingCommand.Format.TXT, Locale.ENGLISH).join()).contains("we shall meet again");

        assertThat(engine.done(new Command.PerformMeetingCommand(new MeetingCommand.DeleteRecordings(Optional.of(id))))).isInstanceOf(Outcome.Done.class);
        assertThat(transcript(id).sentences()).allMatch(sentence -> sentence.recordingSpan().isEmpty());
        assertThat(engine.done(new Command.Retranscribe(id, "Better"))).isInstanceOfSatisfying(Outcome.Failed.class,
            failed -> assertThat(failed.problem().code()).isEqualTo(ProblemCode.MEETING_SOUND_ABSENT));
    }

    @Test
    void whatIsNoSoundIsAProblemAndNoMeeting() throws IOException {
        engine.startFromFile("", new WaitingSpeechFactoryFake());
        Path notes = Files.writeString(engine.directory().resolve("notes.mp3"), "notes of the meeting\n".repeat(100));
        assertThat(engine.send(new Command.ImportRecording(notes, false)).outcome().join())
            .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.problem().code()).isEqualTo(ProblemCode.SOUND_FILE_UNUSABLE));
        assertThat(meetings()).isEmpty();
    }

    /// Has a meeting transcribed again over HTTP, as a program of this user does. Returns the status.
    private int ask(MeetingId id, String recognizer) throws IOException {
        URI address = URI
            .create("http://127.0.0.1:" + engine.model().state().get().httpPort() + "/supie/meetings/" + id + "/transcribe?recognizer=" + recognizer);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private MeetingTranscript transcript(MeetingId id) {
        return engine.model().meetings().open(id).join().get();
    }

    private List<Meeting> meetings() {
        return engine.model().meetings().meetings().get();
    }

    /// Its recognizer gives no answer while it is stuck.
    private final class WaitingSpeechFactoryFake implements SpeechFactory {
        private final SpeechFactory quick = new SpeechFactoryFake("we shall meet again");

        @Override
        public Recognizer recognizer(HomeDirectory home, ComputePool pool, Time time, Supplier<Duration> unloadAfter) {
            return new Recognizer() {
                @Override
                public CompletableFuture<RecognitionResult> recognize(PcmAudio audio, List<String> expected) {
                    hearing.complete(null);
                    heard.incrementAndGet();
                    return stuck ? new CompletableFuture<>() : CompletableFuture.completedFuture(new RecognitionResult("we shall meet again", 1));
                }

                @Override
                public String name() {
                    return "waiting";
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public Voice voice(ComputePool pool) {
            return quick.voice(pool);
        }
    }
}
