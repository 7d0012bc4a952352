package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.device.PlaybackLead;
import earshot.device.Presence;
import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.session.IdleSettings;
import earshot.wire.Dialect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a person can ask for about a device, a setting or a problem, through the whole engine.
@Timeout(120)
class DeviceCommandsTest {
    private static final DeviceId ID = new DeviceId("aa:bb:cc:00:04:01");
    private static final String XIAOZHI_RATE = "\"sample_rate\":24000";
    private static final String BADGE_RATE = "\"sample_rate\":16000";

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    @BeforeEach
    void start() {
        engine.startFromFile("assistant: scripted\n", new SpeechFactoryFake("what is your name"));
    }

    @Test
    void aSentenceIsSaidToADeviceAsIfItHadSpokenIt() throws IOException {
        ClientFake device = connect();
        device.send("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
        assertDone(new Command.Say(ID, "what is your name"));
        device.awaitReceived("\"state\":\"sentence_start\"");
        assertThat(device.last("\"type\":\"stt\"")).contains("what is your name");
        assertThat(engine.turn(1).transcript().text()).isEqualTo("what is your name");
    }

    @Test
    void whatIsSaidToADeviceThatIsAbsentIsAProblem() {
        for (Command command : new Command[] { new Command.Say(ID, "hello"), new Command.Interrupt(ID), new Command.KeepOpen(ID, Duration.ofMinutes(5)),
            new Command.SwitchMode(ID, Optional.empty()), new Command.CloseDevice(ID) }) {
            assertThat(engine.done(command)).as(command.toString()).isInstanceOfSatisfying(Outcome.Failed.class,
                failed -> assertThat(failed.problem().code()).isEqualTo(ProblemCode.DEVICE_ABSENT));
        }
    }

    @Test
    void anAnswerIsInterruptedFromTheConsole() throws IOException {
        ClientFake device = connect();
        device.send("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"what is your name\"}");
        device.awaitReceived("\"state\":\"sentence_start\"");
        assertDone(new Command.Interrupt(ID));
        device.awaitReceived("\"state\":\"stop\"");
        assertThat(engine.turn(1).interruption()).hasValueSatisfying(interruption -> assertThat(interruption.cause().name()).isEqualTo("CONSOLE"));
    }

    @Test
    void aConnectionIsKeptOpenLonger() throws IOException {
        connect();
        await().until(() -> engine.findDevice(ID.value()).orElseThrow().idle().get().isPresent());
        long before = engine.findDevice(ID.value()).orElseThrow().idle().get().orElseThrow().atNanos();
        assertDone(new Command.KeepOpen(ID, Duration.ofHours(2)));
        await().untilAsserted(() -> assertThat(engine.findDevice(ID.value()).orElseThrow().idle().get()).hasValueSatisfying(countdown -> {
            assertThat(countdown.atNanos() - before).isGreaterThan(Duration.ofMinutes(90).toNanos());
            assertThat(countdown.keptOpen()).isTrue();
        }));
    }

    @Test
    void aChosenDialectHoldsFromTheNextConnectionOnAndCanBeTakenBack() throws IOException {
        ClientFake first = connect();
        assertDone(new Command.ChooseDialect(ID, Optional.of(Dialect.BADGE)));
        first.send("{\"type\":\"hello\",\"version\":1}");
        await().until(() -> first.texts.stream().filter(text -> text.contains("\"type\":\"hello\"")).count() == 2);
        assertThat(first.last("\"type\":\"hello\"")).contains(XIAOZHI_RATE);
        closeAndAwait(first);
        ClientFake second = engine.connect("xiaozhi", ID.value(), Map.of());
        second.awaitReceived("\"type\":\"hello\"");
        assertThat(second.last("\"type\":\"hello\"")).as("a badge is greeted first, and plays 16 kHz").contains(BADGE_RATE);
        assertDone(new Command.ChooseDialect(ID, Optional.empty()));
        closeAndAwait(second);
        assertThat(connect().last("\"type\":\"hello\"")).contains(XIAOZHI_RATE);
    }

    @Test
    void aChosenLeadHoldsFromTheNextTurnOn() throws IOException {
        ClientFake device = connect();
        assertThat(engine.facts(ID.value()).profile().lead()).isEqualTo(PlaybackLead.USUAL);
        assertDone(new Command.ChooseLead(ID, new PlaybackLead(8)));
        // a computer that is busy may hold up any turn, but not each
        await().atMost(Duration.ofSeconds(60)).until(() -> millisToEighthFrame(device).filter(millis -> millis < 200).isPresent());
        assertDone(new Command.ChooseLead(ID, new PlaybackLead(2)));
        await().atMost(Duration.ofSeconds(60)).until(() -> millisToEighthFrame(device).filter(millis -> millis > 300).isPresent());
    }

    /// Has something said to the device; returns the time from the first frame of that to the eighth, empty when it was cut off before.
    private Optional<Long> millisToEighthFrame(ClientFake device) {
        long stops = device.texts.stream().filter(text -> text.contains("\"state\":\"stop\"")).count();
        device.binaryArrivals.clear();
        device.send("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
        assertDone(new Command.Say(ID, "what is your name"));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(device.texts.stream().filter(text -> text.contains("\"state\":\"stop\"")).count())
            .as(device.texts.toString()).isGreaterThan(stops));
        List<Long> arrivals = List.copyOf(device.binaryArrivals);
        return arrivals.size() < 8 ? Optional.empty() : Optional.of(Duration.ofNanos(arrivals.get(7) - arrivals.get(0)).toMillis());
    }

    @Test
    void aBlankNameGivesTheIdBack() throws IOException {
        connect();
        assertDone(new Command.RenameDevice(ID, "  Kitchen  "));
        assertThat(engine.facts(ID.value()).name()).isEqualTo("Kitchen");
        assertDone(new Command.RenameDevice(ID, "   "));
        assertThat(engine.facts(ID.value()).name()).isEqualTo(ID.value());
    }

    @Test
    void aMemoryIsEditedAndErased() throws IOException {
        connect();
        assertDone(new Command.EditMemory(ID, "Ann lives in Kiel."));
        await().untilAsserted(
            () -> assertThat(engine.model().memories().get()).singleElement().satisfies(memory -> assertThat(memory.text()).isEqualTo("Ann lives in Kiel.")));
        assertDone(new Command.EraseMemory(ID));
        await().untilAsserted(() -> assertThat(engine.model().memories().get()).isEmpty());
        assertDone(new Command.EditMemory(ID, "again"));
        assertDone(new Command.EditMemory(ID, "   "));
        await().untilAsserted(() -> assertThat(engine.model().memories().get()).isEmpty());
    }

    @Test
    void theTestDeviceSpeaksARecordingOfItsOwnOrIsRefusedWithTheReason() throws IOException {
        Path noWav = Files.writeString(engine.directory().resolve("speech.wav"), "no sound");
        assertThat(engine.done(new Command.StartTestDevice(Optional.of(noWav)))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.problem().code()).isEqualTo(ProblemCode.SPEECH_FILE_UNUSABLE);
            assertThat(failed.problem().args()).contains(ProblemReason.SOUND_NO_WAV.toString());
        });
        assertThat(engine.model().testDeviceState().get()).isEmpty();
        assertDone(new Command.StopTestDevice());
    }

    @Test
    void withoutALoudspeakerPlayingIsAProblemAndNotAHang() {
        Outcome outcome = engine.done(new Command.PlayAudio(new PcmAudio(new short[1_600], 16_000)));
        assertThat(outcome).isInstanceOfAny(Outcome.Done.class, Outcome.Failed.class);
        assertDone(new Command.StopAudio());
    }

    @Test
    void aSettingIsChangedUndoneAndDoneAgain() {
        assertDone(new Command.ApplySettings(Map.of("grace_seconds", 12)));
        assertDone(new Command.ApplySettings(Map.of("grace_seconds", 14)));
        assertDone(new Command.UndoSettings());
        assertThat(engine.model().settings().get().of(IdleSettings.SECTION).grace()).hasSeconds(12);
        assertDone(new Command.RedoSettings());
        assertThat(engine.model().settings().get().of(IdleSettings.SECTION).grace()).hasSeconds(14);
    }

    @Test
    void theSettingsGoBackToARevision() {
        assertDone(new Command.ApplySettings(Map.of("grace_seconds", 12)));
        long revision = engine.model().history().get().revisions().getFirst().number();
        assertDone(new Command.ApplySettings(Map.of("grace_seconds", 14, "enable_stt_message", true)));
        assertDone(new Command.RestoreSettings(revision));
        assertThat(engine.model().settings().get().of(IdleSettings.SECTION).grace()).hasSeconds(12);
        assertThat(engine.model().history().get().revisions()).as("what was left is still in the history").hasSizeGreaterThanOrEqualTo(3);
        assertThat(engine.done(new Command.RestoreSettings(99_999))).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void aDismissedProblemIsGoneAndAnUnknownNumberHarmless() throws IOException {
        Files.writeString(engine.directory().resolve("settings.yaml"), "server: {ip: [\n");
        await().until(() -> engine.model().problems().get().stream().anyMatch(ProblemEntry::open));
        ProblemEntry entry = engine.model().problems().get().getFirst();
        assertDone(new Command.AcknowledgeProblem(entry.number()));
        await()
            .until(() -> engine.model().problems().get().stream().anyMatch(known -> known.number() == entry.number() && known.acknowledged() && known.open()));
        assertThat(engine.done(new Command.DismissProblem(99_999))).isNotNull();
        assertDone(new Command.DismissProblem(entry.number()));
        await().until(() -> engine.model().problems().get().stream().noneMatch(open -> open.number() == entry.number()));
    }

    @Test
    @DisplayName("the problem of a device without an id ends when the last such device is gone, and is kept as history")
    void theProblemOfADeviceEndsWithIt() throws IOException {
        ClientFake one = engine.connect("xiaozhi", "", Map.of());
        ClientFake other = engine.connect("xiaozhi", "", Map.of());
        await().until(() -> automatic().anyMatch(entry -> entry.open() && entry.count() == 2));
        one.socket.close();
        await().until(() -> engine.model().devices().get().stream()
            .anyMatch(device -> device.id().value().startsWith("auto-") && device.facts().get().presence() == Presence.ASLEEP));
        assertThat(automatic()).anyMatch(ProblemEntry::open);
        other.socket.close();
        await().until(() -> automatic().noneMatch(ProblemEntry::open));
        assertThat(automatic()).isNotEmpty();
    }

    private Stream<ProblemEntry> automatic() {
        return engine.model().problems().get().stream().filter(entry -> entry.problem().code() == ProblemCode.ID_AUTOMATIC);
    }

    private ClientFake connect() throws IOException {
        ClientFake device = engine.connect("xiaozhi", ID.value(), Map.of());
        device.send("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\"}");
        device.awaitReceived("\"transport\":\"websocket\"");
        await().until(() -> engine.findDevice(ID.value()).isPresent() && engine.facts(ID.value()).presence() == Presence.CONNECTED);
        return device;
    }

    private void closeAndAwait(ClientFake device) {
        device.socket.close();
        await().until(() -> engine.facts(ID.value()).presence() == Presence.ASLEEP);
    }

    private void assertDone(Command command) {
        assertThat(engine.done(command)).as(command.toString()).isInstanceOf(Outcome.Done.class);
    }
}
