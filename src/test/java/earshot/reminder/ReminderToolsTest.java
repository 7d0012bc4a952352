package earshot.reminder;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.id.DeviceId;
import earshot.id.ReminderId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.time.TimeFake;
import earshot.tool.BuiltInTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The tools of reminders as models call them, with what they are told. It is a Sunday, 15:00.
class ReminderToolsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final DeviceId KITCHEN = new DeviceId("aa");
    private static final DeviceId HALL = new DeviceId("bb");

    private final TimeFake time = new TimeFake();
    private boolean byVoice = true;
    private boolean full;
    private final ReminderRegistry reminders = new ReminderRegistry(time, () -> BERLIN, this::settings, new FullDiskFake());
    private final ReminderTools tools = new ReminderTools(time, () -> BERLIN, this::settings, reminders);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "{\"in_minutes\":10}|15:10, once", "{\"in_minutes\":\"10\",\"at\":\"\"}|15:10, once", "{\"in_minutes\":0.5}|15:00, once",
        "{\"at\":\"19:30\",\"in_minutes\":0}|19:30, once", "{\"at\":\"7:00 pm\"}|19:00, once",
        "{\"at\":\"07:00\",\"repeat\":\"weekdays\"}|07:00, Monday to Friday", "{\"at\":\"07:00\",\"repeat\":\"every weekday\"}|07:00, Monday to Friday",
        "{\"at\":\"tomorrow 8 am\"}|Monday, 23 November 2026, 08:00, once", "{\"at\":\"明天早上八点\"}|Monday, 23 November 2026, 08:00, once",
        "{\"at\":\"every day at 7 pm\"}|19:00, daily", "{\"at\":\"07:00\",\"repeat\":\"每天\"}|07:00, daily",
        "{\"at\":\"2026-12-24 6:00 PM\"}|Thursday, 24 December 2026, 18:00, once",
        "{\"at\":\"2026-12-24T18:00:00Z\",\"repeat\":\"once\"}|Thursday, 24 December 2026, 18:00, once",
        "{\"at\":\"18:00\",\"repeat\":\"weekly\"}|18:00, weekly",
        "{\"repeat\":\"minutes\",\"every_minutes\":\"30\"}|15:30, every 30 minutes", "{\"every_minutes\":30,\"in_minutes\":5}|15:05, every 30 minutes",
        "{\"at\":\"18:00\",\"repeat\":\"daily\",\"every_minutes\":0}|18:00, daily" })
    void aTimeIsUnderstoodAsModelsFillItIn(String arguments, String schedule) {
        assertThat(call(KITCHEN, "set_reminder", arguments.replaceFirst("\\{", "{\"text\":\"drink\","))).startsWith("Reminder 1 is set: drink – ")
            .contains(schedule).contains("only while you are connected");
        assertThat(reminders.of(KITCHEN)).singleElement().satisfies(reminder -> assertThat(reminder.text()).isEqualTo("drink"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"at\":\"soon\"}", "{\"at\":\"25:00\"}", "{\"in_minutes\":10,\"repeat\":\"monthly\"}", "{\"in_minutes\":1e12}",
        "{\"repeat\":\"daily\"}" })
    void whatIsNoTimeIsToldToTheModelWithTheTimeThatItIs(String arguments) {
        assertThat(call(KITCHEN, "set_reminder", arguments)).startsWith("Not set: the time or the repetition is missing").contains("15:00");
        assertThat(reminders.of(KITCHEN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"text\":\"drink\",\"in_minutes\":-30}", "{\"text\":\"drink\",\"at\":\"2026-11-01T10:00\"}", "{\"text\":\" \",\"in_minutes\":5}",
        "{\"text\":\"drink\",\"in_minutes\":600000}", "{\"text\":\"drink\",\"repeat\":\"minutes\",\"every_minutes\":1}" })
    void whatCannotBeIsRefusedWithItsReason(String arguments) {
        assertThat(call(KITCHEN, "set_reminder", arguments)).startsWith("Not set: ").contains(" It is ").endsWith(", 15:00 now.");
        assertThat(reminders.of(KITCHEN)).isEmpty();
    }

    @Test
    void theListTellsNumbersTimesAndStatesOfThisDeviceAlone() {
        assertThat(call(KITCHEN, "list_reminders", "{}")).isEqualTo("There are no reminders.");
        call(KITCHEN, "set_reminder", "{\"text\":\"drink\",\"in_minutes\":10}");
        call(HALL, "set_reminder", "{\"text\":\"keys\",\"in_minutes\":10}");
        assertThat(call(KITCHEN, "list_reminders", "{}").lines().toList()).satisfiesExactly(
            head -> assertThat(head).startsWith("The reminders, it is Sunday, ").endsWith("15:00:"),
            line -> assertThat(line).startsWith("1: drink – ").endsWith("once; not due yet"));
        time.advance(Duration.ofMinutes(11));
        reminders.fallDue();
        assertThat(call(KITCHEN, "list_reminders", "{}")).contains("1: drink – over; was due at ").contains("15:10, not said yet").doesNotContain("keys");
    }

    @Test
    void aReminderIsMovedAndKeepsItsRepetitionUnlessAnotherIsGiven() {
        call(KITCHEN, "set_reminder", "{\"text\":\"drink\",\"at\":\"18:00\",\"repeat\":\"daily\"}");
        assertThat(call(KITCHEN, "move_reminder", "{\"number\":\"1\",\"at\":\"19:00\"}")).startsWith("Reminder 1 is moved: drink – ").contains("19:00, daily");
        assertThat(call(KITCHEN, "move_reminder", "{\"number\":1,\"in_minutes\":20,\"repeat\":\"once\"}")).contains("15:20, once");
        assertThat(call(KITCHEN, "move_reminder", "{\"number\":1}")).startsWith("Not moved: ");
        assertThat(reminders.of(KITCHEN)).singleElement().satisfies(reminder -> assertThat(reminder.recurrence()).isEqualTo(new Recurrence.Once()));
    }

    @Test
    void oneThatRepeatsByDaysIsSnoozedOnceAndStaysAsItIs() {
        call(KITCHEN, "set_reminder", "{\"text\":\"pills\",\"at\":\"15:05\",\"repeat\":\"daily\"}");
        time.advance(Duration.ofMinutes(6));
        reminders.fallDue();
        assertThat(call(KITCHEN, "move_reminder", "{\"number\":1,\"in_minutes\":10}")).startsWith("Reminder 2 is set for once: pills – ")
            .contains("15:16, once").contains("Reminder 1 stays: ").contains("15:05, daily");
        assertThat(reminders.unspoken(KITCHEN)).as("it was said, and is said once more later").isEmpty();
        assertThat(call(KITCHEN, "move_reminder", "{\"number\":99,\"in_minutes\":10}")).startsWith("There is no reminder 99");
    }

    @Test
    void aReminderOfAnotherDeviceOrOfNobodyIsNotThere() {
        call(HALL, "set_reminder", "{\"text\":\"keys\",\"in_minutes\":10}");
        for (String tool : List.of("move_reminder", "cancel_reminder")) {
            assertThat(call(KITCHEN, tool, "{\"number\":1,\"in_minutes\":5}")).isEqualTo("There is no reminder 1. There are no reminders.");
            assertThat(call(KITCHEN, tool, "{}")).startsWith("There is no reminder 0.");
        }
        assertThat(reminders.of(HALL)).hasSize(1);
    }

    @Test
    void aCancelledReminderIsGone() {
        call(KITCHEN, "set_reminder", "{\"text\":\"drink\",\"in_minutes\":10}");
        assertThat(call(KITCHEN, "cancel_reminder", "{\"number\":1}")).isEqualTo("Reminder 1 is cancelled: drink");
        assertThat(reminders.of(KITCHEN)).isEmpty();
    }

    @Test
    void whatCannotBeStoredStaysAsItWasAndTheModelIsToldSo() {
        call(KITCHEN, "set_reminder", "{\"text\":\"drink\",\"in_minutes\":10}");
        call(KITCHEN, "set_reminder", "{\"text\":\"eat\",\"in_minutes\":20}");
        List<Reminder> before = reminders.rows().get();
        full = true;
        assertThat(call(KITCHEN, "set_reminder", "{\"text\":\"sleep\",\"in_minutes\":30}")).startsWith("Not set: ");
        assertThat(call(KITCHEN, "move_reminder", "{\"number\":1,\"in_minutes\":40}")).startsWith("Not moved: ");
        assertThat(call(KITCHEN, "cancel_reminder", "{\"number\":1}")).startsWith("Not cancelled: ");
        assertThat(reminders.rows().get()).isEqualTo(before);
        full = false;
        assertThat(call(KITCHEN, "cancel_reminder", "{\"number\":1}")).startsWith("Reminder 1 is cancelled");
        assertThat(reminders.rows().get()).isEqualTo(before.subList(1, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "once"})
    void aRepetitionIsTakenAwayByEitherWord(String word) {
        call(KITCHEN, "set_reminder", "{\"text\":\"drink\",\"at\":\"18:00\",\"repeat\":\"daily\"}");
        assertThat(call(KITCHEN, "move_reminder", "{\"number\":1,\"at\":\"19:00\",\"repeat\":\"" + word + "\"}")).contains("19:00, once");
        assertThat(reminders.of(KITCHEN)).singleElement().satisfies(reminder -> assertThat(reminder.recurrence()).isEqualTo(new Recurrence.Once()));
    }

    @Test
    void whoDoesNotWantRemindersByVoiceIsOfferedNoTool() {
        assertThat(tools.tools(KITCHEN, Optional::empty)).extracting(tool -> tool.definition().name()).containsExactlyInAnyOrderElementsOf(tools.names());
        byVoice = false;
        assertThat(tools.tools(KITCHEN, Optional::empty)).isEmpty();
    }

    private ReminderSettings settings() {
        return new ReminderSettings(byVoice, 50, Duration.ofHours(24));
    }

    private String call(DeviceId device, String tool, String arguments) {
        try {
            JsonNode tree = JSON.readTree(arguments);
            BuiltInTool called = tools.tools(device, () -> Optional.of("en")).stream().filter(one -> one.definition().name().equals(tool)).findFirst().orElseThrow();
            return called.handler().apply(tree).result();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes nothing while the disk is full.
    private final class FullDiskFake implements ReminderStore {
        @Override
        public List<Reminder> read() {
            return List.of();
        }

        @Override
        public CompletableFuture<?> write(Reminder reminder) {
            return done();
        }

        @Override
        public CompletableFuture<?> delete(List<ReminderId> ids) {
            return done();
        }

        private CompletableFuture<?> done() {
            return full ? CompletableFuture.failedFuture(new ProblemException(Problem.of(ProblemCode.STORE_FAILED, "disk full")))
                : CompletableFuture.completedFuture(null);
        }
    }
}
