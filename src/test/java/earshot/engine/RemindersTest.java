package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.doubles.OpenAiServerFake;
import earshot.doubles.OpenAiServerFake.Answer;
import earshot.id.DeviceId;
import earshot.problem.ProblemCode;
import earshot.reminder.Recurrence;
import earshot.reminder.Reminder;
import earshot.reminder.ReminderDraft;
import earshot.reminder.ReminderTime;
import earshot.time.WallClockFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Reminders through the whole engine, with a device on a real socket and a clock that the test sets.
@Timeout(180)
class RemindersTest {
    private static final DeviceId ID = new DeviceId("aa:bb:cc:00:07:01");

    private final WallClockFake clock = new WallClockFake();

    @RegisterExtension
    final EngineExtension engine = new EngineExtension(clock);

    private final OpenAiServerFake model = engine.closing(new OpenAiServerFake());
    private SocketDeviceFake device;

    @Test
    void aModelSetsOneAndTheConnectedDeviceSaysItOnce() throws Exception {
        model.answers(Answer.calls("c1", "set_reminder", "{\"text\":\"take the\\u0007 pills\",\"in_minutes\":\"10\"}"),
            Answer.says("In ten minutes, while I am connected."));
        start();
        ask("remind me in ten minutes to take the pills");
        assertThat(only().text()).isEqualTo("take the pills");
        assertThat(model.requests().getFirst().body().path("tools").toString()).contains("set_reminder", "list_reminders", "move_reminder", "cancel_reminder");
        assertThat(model.requests().getLast().lastMessage()).startsWith("Reminder 1 is set: take the pills – ").contains("only while you are connected");
        device.clearReceived();
        clock.advance(Duration.ofMinutes(10));
        device.awaitReceived("tts sentence_start A reminder: take the pills.");
        await().atMost(Duration.ofSeconds(30)).until(() -> only().last().flatMap(Reminder.Occurrence::spoken).isPresent());
        assertThat(only().next()).isEmpty();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(engine.model().turns().get().getFirst().facts()).satisfies(turn -> {
            assertThat(turn.answer().text()).isEqualTo("A reminder: take the pills.");
            assertThat(turn.transcript().text()).as("nobody said it").isEmpty();
        }));
        assertThat(device.awaitTurn()).filteredOn(line -> line.startsWith("tts sentence_start")).hasSize(1);
    }

    @Test
    void whatWasDueWhileTheDeviceSleptIsKeptOverARestartAndSaidAfterTheNextAnswer() throws Exception {
        model.answers(Answer.says("Hello."));
        start();
        set("drink", Duration.ofMinutes(5));
        device.drop();
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.facts(ID.value()).connection().isEmpty());
        clock.advance(Duration.ofHours(1));
        await().atMost(Duration.ofSeconds(30)).until(() -> only().unspoken().isPresent());
        engine.stop();
        start();
        assertThat(only().unspoken()).as("after the restart").isPresent();
        ask("hello");
        device.awaitReceived("drink.");
        assertThat(device.received().stream().filter(line -> line.startsWith("tts sentence_start"))).satisfiesExactly(
            answer -> assertThat(answer).endsWith("Hello."),
            late -> assertThat(late).startsWith("tts sentence_start A reminder that was due at ").endsWith(": drink."));
        await().atMost(Duration.ofSeconds(30)).until(() -> only().unspoken().isEmpty());
    }

    @Test
    void aMeetingIsNotDisturbed() throws Exception {
        model.answers(Answer.says("Hello."));
        start();
        ask("hello");
        device.send("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}");
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.facts(ID.value()).connection().orElseThrow().mode() == ConnectionMode.MEETING);
        set("drink", Duration.ofMinutes(5));
        clock.advance(Duration.ofMinutes(6));
        await().atMost(Duration.ofSeconds(30)).until(() -> only().unspoken().isPresent());
        device.send("{\"type\":\"mode\",\"state\":\"end\",\"mode\":\"meeting\"}");
        device.awaitReceived("drink.");
        assertThat(only().last().orElseThrow().due()).as("it waited").isBefore(clock.now());
    }

    @Test
    void whatCannotBeIsRefusedAndChangesNothing() {
        engine.start(EngineExtension.conversationWith(model));
        Instant now = clock.now();
        for (ReminderDraft draft : List.of(draft("late", now.minusSeconds(3600)), draft(" \u0007\n", now.plusSeconds(60)),
            draft("x".repeat(201), now.plusSeconds(60)), draft("far", now.plus(Duration.ofDays(500))),
            new ReminderDraft("often", new ReminderTime.Moment(now), new Recurrence.EveryMinutes(0), Optional.empty()))) {
            assertThat(engine.done(new Command.SetReminder(ID, draft))).isInstanceOfSatisfying(Operation.Outcome.Failed.class,
                failed -> assertThat(failed.problem().code()).isEqualTo(ProblemCode.REMINDER_REFUSED));
        }
        assertThat(engine.model().reminders().get()).isEmpty();
        set("drink", Duration.ofMinutes(5));
        Reminder reminder = only();
        assertThat(engine.done(new Command.MoveReminder(ID, reminder.id(), draft("eat", now.plusSeconds(600))))).isInstanceOf(Operation.Outcome.Done.class);
        assertThat(only().text()).isEqualTo("eat");
        assertThat(engine.done(new Command.DeleteReminder(new DeviceId("another"), reminder.id()))).as("of another device")
            .isInstanceOf(Operation.Outcome.Failed.class);
        assertThat(engine.done(new Command.DeleteReminder(ID, reminder.id()))).isInstanceOf(Operation.Outcome.Done.class);
        assertThat(engine.model().reminders().get()).isEmpty();
    }

    private static ReminderDraft draft(String text, Instant at) {
        return new ReminderDraft(text, new ReminderTime.Moment(at), new Recurrence.Once(), Optional.empty());
    }

    private void set(String text, Duration in) {
        assertThat(engine.done(new Command.SetReminder(ID, draft(text, clock.now().plus(in))))).isInstanceOf(Operation.Outcome.Done.class);
    }

    private Reminder only() {
        assertThat(engine.model().reminders().get()).hasSize(1);
        return engine.model().reminders().get().getFirst();
    }

    private void ask(String sentence) {
        int before = engine.model().turns().get().size();
        device.sendTypedText(sentence);
        // more than one where a reminder follows
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.model().turns().get().size() > before);
    }

    private void start() throws IOException {
        engine.start(EngineExtension.conversationWith(model));
        device = engine.connectSpeaking(ID.value());
    }
}
