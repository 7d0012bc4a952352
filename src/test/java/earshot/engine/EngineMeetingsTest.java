package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.asr.Recognizer;
import earshot.audio.PcmAudio;
import earshot.compute.ComputePool;
import earshot.device.ConnectionMode;
import earshot.device.DeviceFacts;
import earshot.engine.Operation.Outcome;
import earshot.event.Event;
import earshot.event.EventCode;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.MeetingCommand;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingTranscript;
import earshot.meeting.Summary;
import earshot.problem.ProblemCode;
import earshot.store.HomeDirectory;
import earshot.time.Time;
import earshot.tts.Voice;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Meetings through the engine's public interface: raw clients on real sockets, a real database, no model.
class EngineMeetingsTest {
    private static final String START = "{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}";
    private static final String END = "{\"type\":\"mode\",\"state\":\"end\",\"mode\":\"meeting\"}";
    private static final String FINALIZE = "{\"type\":\"meeting\",\"phase\":\"finalize\"}";
    private static final String OK = "{\"type\":\"meeting\",\"status\":\"ok\",\"phase\":\"snippet\"}";

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final List<String> spoken = new CopyOnWriteArrayList<>();

    @Test
    @DisplayName("section 11: snippets become a summary and a transcript; a repeat is idempotent; a second meeting on the same connection has an id of its own")
    void aMeetingOfMessages() throws Exception {
        start("");
        ClientFake badge = connect("aa");
        badge.send(START);
        badge.awaitReceived("已进入会议模式");
        badge.send(snippet("the first sentence"));
        badge.send(snippet("and the second one"));
        await().until(() -> badge.count(OK) == 2);
        badge.send(FINALIZE);
        badge.awaitReceived("\"phase\":\"finalize\"");
        badge.awaitReceived("\"phase\":\"summary\"");
        badge.awaitReceived("\"phase\":\"transcript\"");
        assertThat(badge.last("\"phase\":\"transcript\"")).contains("the first sentence", "and the second one", "\"totalSegments\":2");
        badge.send(FINALIZE);
        badge.awaitReceived("\"idempotent\":true");
        await().until(() -> meetings().size() == 1 && meetings().getFirst().lifecycle() == Meeting.Lifecycle.ENDED);
        await().until(() -> mode("aa") == ConnectionMode.CONNECTED_IDLE);
        badge.send(START);
        badge.send(snippet("something else"));
        await().until(() -> badge.count(OK) == 3);
        badge.send(END);
        await().until(() -> meetings().size() == 2 && meetings().stream().allMatch(meeting -> meeting.lifecycle() == Meeting.Lifecycle.ENDED));
        assertThat(meetings()).extracting(Meeting::id).doesNotHaveDuplicates();
        assertThat(texts(meetings().getFirst())).containsExactly("something else");
        MeetingTranscript first = transcript(meetings().getLast());
        assertThat(first.summary().orElseThrow().source()).isEqualTo(Summary.Source.WITHOUT_MODEL);
        await().untilAsserted(
            () -> assertThat(get("/supie/meetings/recent").body()).contains(meetings().getFirst().id().value(), meetings().getLast().id().value()));
    }

    @Test
    void meetingsThatFollowEachOtherAtOnceAreKeptApart() throws Exception {
        start("");
        ClientFake badge = connect("aa");
        badge.send(START);
        for (int i = 0; i < 6; i++) {
            badge.send(snippet("of meeting number " + i));
            badge.send(FINALIZE);
            badge.send(START);
        }
        badge.send(snippet("the last"));
        await().until(() -> badge.count(OK) == 7);
        assertThat(mode("aa")).isEqualTo(ConnectionMode.MEETING);
        badge.send("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
        badge.sendSentence();
        badge.awaitReceived("\"event\":\"transcription\"");
        badge.send(END);
        await().until(() -> meetings().size() == 7 && meetings().stream().allMatch(meeting -> meeting.lifecycle() == Meeting.Lifecycle.ENDED));
        // meetings that began in the same millisecond are in no particular order
        assertThat(meetings()).extracting(this::texts).containsExactlyInAnyOrder(List.of("of meeting number 0"), List.of("of meeting number 1"),
            List.of("of meeting number 2"),
            List.of("of meeting number 3"), List.of("of meeting number 4"), List.of("of meeting number 5"), List.of("the last", "we shall meet again"));
    }

    @Test
    void aDeviceThatComesBackEndsWhatItLeft() throws Exception {
        start("");
        ClientFake badge = connect("aa");
        badge.send(START);
        badge.send(snippet("left behind"));
        await().until(() -> badge.count(OK) == 1);
        badge.socket.drop();
        ClientFake again = connect("aa");
        again.send(END);
        again.awaitReceived("\"phase\":\"summary\"");
        await().until(() -> meetings().size() == 1 && meetings().getFirst().lifecycle() == Meeting.Lifecycle.ENDED);
        assertThat(texts(meetings().getFirst())).containsExactly("left behind");
    }

    @Test
    void speechBecomesSentencesAndNobodyAnswers() throws Exception {
        start("meeting: {keep_sound: true}\n");
        ClientFake badge = connect("aa");
        badge.send(START);
        badge.send("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
        badge.sendSentence();
        badge.awaitReceived("\"event\":\"transcription\",\"text\":\"we shall meet again\"");
        assertThat(badge.texts).noneMatch(text -> text.contains("\"stt\"")).noneMatch(text -> text.contains("sentence_start"));
        assertThat(badge.binaries).isZero();
        await().until(() -> !engine.model().meetings().running().get().isEmpty());
        MeetingId id = engine.model().meetings().running().get().getFirst().id();
        await().until(() -> texts(meeting(id.value())).contains("we shall meet again"));
        await().until(() -> meeting(id.value()).recorded());
        MeetingSentence said = transcript(meeting(id.value())).sentences().getFirst();
        PcmAudio heard = engine.model().meetings().recording(id, said.number()).join().orElseThrow();
        assertThat(heard.duration()).isEqualTo(said.recordingSpan().orElseThrow().length());
        assertThat(done(new Command.PerformMeetingCommand(new MeetingCommand.DeleteRecordings(Optional.empty())))).isInstanceOf(Outcome.Done.class);
        assertThat(engine.model().meetings().recording(id, said.number()).join()).isEmpty();
        assertThat(meeting(id.value()).recorded()).isFalse();
        badge.sendSentence();
        await().until(() -> meeting(id.value()).recorded());
        assertThat(engine.model().meetings().recording(id, said.number()).join()).as("no other sentence's sound").isEmpty();
    }

    @Test
    void aMeetingBegunInTheConsoleIsEndedRenamedExportedAndThrownAway() throws Exception {
        start("");
        ClientFake one = connect("aa");
        ClientFake two = connect("bb");
        await().until(() -> engine.model().devices().get().size() == 2);
        MeetingId id = new MeetingId(
            ((Outcome.Done) done(new Command.PerformMeetingCommand(new MeetingCommand.Start(List.of(new DeviceId("aa"), new DeviceId("bb")), "Weekly")))).args()
                .getFirst());
        one.awaitReceived("已进入会议模式");
        two.awaitReceived("已进入会议模式");
        await().until(() -> mode("aa") == ConnectionMode.MEETING && mode("bb") == ConnectionMode.MEETING);
        one.send(snippet("said by the one"));
        two.send(snippet("said by the other"));
        await().until(() -> texts(meeting(id.value())).size() == 2);
        assertThat(done(new Command.PerformMeetingCommand(new MeetingCommand.Finish(id)))).isEqualTo(Outcome.Done.of("summed", id.value()));
        one.awaitReceived("\"phase\":\"summary\"");
        two.awaitReceived("\"phase\":\"summary\"");
        Path file = engine.directory().resolve("weekly.md");
        assertThat(done(new Command.PerformMeetingCommand(new MeetingCommand.Export(id, MeetingCommand.Format.MARKDOWN, file, Locale.ENGLISH))))
            .isEqualTo(Outcome.Done.of("saved", file));
        assertThat(Files.readString(file)).contains("Weekly", "said by the one", "said by the other");
        assertThat(done(new Command.PerformMeetingCommand(
            new MeetingCommand.Export(id, MeetingCommand.Format.TXT, engine.directory().resolve("no/such/place.txt"), Locale.ENGLISH))))
            .isInstanceOf(Outcome.Failed.class);
        assertThat(done(new Command.PerformMeetingCommand(new MeetingCommand.MoveToTrash(id)))).isInstanceOf(Outcome.Done.class);
        assertThat(meeting(id.value()).trashedAt()).isPresent();
        assertThat(done(new Command.PerformMeetingCommand(new MeetingCommand.Finish(new MeetingId("nonsense"))))).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    @DisplayName("U34: a restart saves running meetings and says so, and the device goes on with its own")
    void aRestartKeepsTheMeeting() throws Exception {
        start("");
        ClientFake badge = connect("aa");
        badge.send(START);
        badge.send(snippet("before"));
        await().until(() -> badge.count(OK) == 1);
        Operation restart = engine.send(new Command.Restart());
        await().until(() -> badge.texts.stream().anyMatch(text -> text.startsWith("close 1012")));
        await().atMost(Duration.ofSeconds(20)).until(() -> engine.model().state().get().phase() == EngineState.Phase.RUNNING);
        ClientFake again = connect("aa");
        again.send(START);
        again.send(snippet("after"));
        await().until(() -> again.count(OK) == 1);
        assertThat(restart.outcome().join()).isEqualTo(Outcome.Done.of("meetings", 1, 0, 1, 1));
        assertThat(engine.model().events().read(0, 1000).rows()).extracting(Event::text).contains(EventText.of(EventCode.RESTART_MEETINGS, 1));
        again.send(FINALIZE);
        again.awaitReceived("\"phase\":\"summary\"");
        await().until(() -> meetings().size() == 1 && meetings().getFirst().lifecycle() == Meeting.Lifecycle.ENDED);
        assertThat(texts(meetings().getFirst())).containsExactly("before", "after");
    }

    @Test
    void whatWasSaidWhenTheProgramStopsIsThereWhenItRunsAgain() throws Exception {
        start("");
        ClientFake badge = connect("aa");
        badge.send(START);
        badge.send("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"manual\"}");
        badge.sendSentence();
        await().until(() -> facts("aa").listening().lastVoice().isPresent());
        engine.stop();
        start("");
        await().until(() -> meetings().size() == 1);
        assertThat(meetings().getFirst().lifecycle()).isEqualTo(Meeting.Lifecycle.LIVE);
        assertThat(texts(meetings().getFirst())).containsExactly("we shall meet again");
    }

    @Test
    void aRecognizerThatFailsIsReplacedAndReported() throws Exception {
        start("selected_module: {ASR: Away}\nASR: {Away: {type: openai, base_url: \"http://127.0.0.1:9/v1\", api_key: k, model_name: m}}\n");
        ClientFake badge = connect("aa");
        badge.send(START);
        badge.send("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
        badge.sendSentence();
        badge.awaitReceived("\"text\":\"we shall meet again\"");
        await().until(() -> engine.model().problems().get().stream().anyMatch(entry -> entry.problem().code() == ProblemCode.PROVIDER_FALLBACK));
    }

    @Test
    @DisplayName("row 26: with disable_tts no voice is asked in meeting mode, the recogniser is, and an answer is a bare start and stop; with false there is sound")
    void noVoiceInAMeeting() throws Exception {
        start("meeting: {disable_tts: true, disable_chat_on_snippet: false}\nassistant: scripted\n");
        ClientFake badge = connect("aa");
        badge.send(START);
        badge.send("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
        badge.sendSentence();
        badge.awaitReceived("\"event\":\"transcription\"");
        await().untilAsserted(() -> assertThat(badge.ttsStates()).containsExactly("start", "stop"));
        assertThat(badge.texts).noneMatch(text -> text.contains("\"type\":\"llm\""));
        assertThat(badge.binaries).isZero();
        assertThat(spoken).isEmpty();
        assertThat(done(new Command.ApplySettings(Map.of("meeting.disable_tts", false)))).isEqualTo(Outcome.Done.of("applied"));
        badge.send("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
        badge.sendSentence();
        await().until(() -> badge.binaries > 0);
        assertThat(spoken).isNotEmpty();
    }

    private void start(String settings) throws IOException {
        engine.startFromFile(settings, new RecordingSpeechFactoryFake(new SpeechFactoryFake("we shall meet again")));
    }

    private ClientFake connect(String device) throws IOException {
        ClientFake clientFake = engine.connect("supie", device, Map.of());
        clientFake.awaitReceived("\"type\":\"hello\"");
        return clientFake;
    }

    private List<Meeting> meetings() {
        return engine.model().meetings().meetings().get();
    }

    private Meeting meeting(String id) {
        return meetings().stream().filter(meeting -> meeting.id().value().equals(id)).findFirst().orElseThrow();
    }

    private MeetingTranscript transcript(Meeting meeting) {
        return engine.model().meetings().open(meeting.id()).join().get();
    }

    private List<String> texts(Meeting meeting) {
        return transcript(meeting).countedSentences().stream().map(MeetingSentence::text).toList();
    }

    private DeviceFacts.Connection facts(String device) {
        return engine.facts(device).connection().orElseThrow();
    }

    private ConnectionMode mode(String device) {
        return facts(device).mode();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.model().state().get().httpPort() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
        }
    }

    /// Records the texts that the voice is asked to speak.
    private final class RecordingSpeechFactoryFake implements SpeechFactory {
        private final SpeechFactory quick;

        RecordingSpeechFactoryFake(SpeechFactory quick) {
            this.quick = quick;
        }

        @Override
        public Recognizer recognizer(HomeDirectory home, ComputePool pool, Time clock, Supplier<Duration> unloadAfter) {
            return quick.recognizer(home, pool, clock, unloadAfter);
        }

        @Override
        public Voice voice(ComputePool pool) {
            Voice hum = quick.voice(pool);
            return new Voice() {
                @Override
                public CompletableFuture<PcmAudio> speak(String sentence) {
                    spoken.add(sentence);
                    return hum.speak(sentence);
                }

                @Override
                public String name() {
                    return hum.name();
                }

                @Override
                public void close() {}
            };
        }
    }

    private static String snippet(String text) {
        return "{\"type\":\"meeting\",\"phase\":\"snippet\",\"items\":[{\"tag\":\"t\",\"text\":\"" + text + "\"}]}";
    }

    private Outcome done(Command command) {
        return engine.done(command);
    }
}
