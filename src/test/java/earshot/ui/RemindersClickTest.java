package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.id.ReminderId;
import earshot.reminder.Recurrence;
import earshot.reminder.Reminder;
import earshot.reminder.ReminderDraft;
import earshot.reminder.ReminderTime;
import earshot.ui.kit.Texts.Language;
import earshot.wire.Dialect;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The reminders of a device: set, moved, deleted and taken back in the window.
class RemindersClickTest extends ConsoleFixture {
    private static final DeviceId KITCHEN = new DeviceId("94:01");
    private static final ReminderId SEVEN = new ReminderId(7);

    @ParameterizedTest
    @EnumSource(Language.class)
    void oneIsSetMovedDeletedAndTakenBack(Language language) {
        engine.device(KITCHEN).named("Kitchen", "").connected(Dialect.XIAOZHI, ListenState.IDLE, false, ConnectionMode.DIALOG_ACTIVE, "");
        open(language);
        RenderedFrames.runAndAwait(() -> console.showDevice(KITCHEN));
        pass(Duration.ofMillis(200));
        RenderedFrames.runAndAwait(() -> {
            TabPane tabs = (TabPane) lookup("#tabs");
            tabs.getSelectionModel().select(
                tabs.getTabs().stream().filter(tab -> tab.getText().equals(language == Language.ENGLISH ? "Reminders" : "提醒")).findFirst().orElseThrow());
        });
        pass(Duration.ofMillis(200));
        assertThat(shown(node("#noReminders"))).isTrue();
        fire("#saveReminder");
        assertThat(engine.sentCommands).as("a reminder of nothing").noneMatch(Command.ReminderCommand.class::isInstance);
        assertThat(shown(node("#wrongReminder"))).isTrue();
        LocalDate tomorrow = LocalDate.ofInstant(time.now(), ZoneId.systemDefault()).plusDays(1);
        RenderedFrames.runAndAwait(() -> {
            field("#reminderText").setText(" water the plants ");
            ((DatePicker) lookup("#reminderDay")).setValue(tomorrow);
            field("#reminderClock").setText("7:05");
        });
        fire("#saveReminder");
        ReminderDraft draft = new ReminderDraft("water the plants", new ReminderTime.Clock(tomorrow.atTime(7, 5)), new Recurrence.Once(), Optional.empty());
        assertThat(engine.sentCommands.getLast()).isEqualTo(new Command.SetReminder(KITCHEN, draft));
        Reminder reminder = new Reminder(SEVEN, KITCHEN, "water the plants", Optional.empty(), new Recurrence.Daily(), Optional.of(draft.time()),
            Optional.of(new Reminder.Occurrence(engine.ago(Duration.ofHours(1)), Optional.empty())));
        engine.reminders.set(List.of(reminder));
        pass(Duration.ofMillis(200));
        assertThat(shown(node("#noReminders"))).isFalse();
        assertThat(all(".reminder .label").stream().map(node -> ((Label) node).getText()))
            .anyMatch(text -> text.contains("07:05") && text.contains(language == Language.ENGLISH ? "tomorrow" : "明天"))
            .anyMatch(text -> text.contains(language == Language.ENGLISH ? "as soon as the device is free" : "设备空闲后"));
        Node delete = node("#delete-reminder-7");
        RenderedFrames.runAndAwait(delete::requestFocus);
        engine.reminders.set(List.of(new Reminder(new ReminderId(8), KITCHEN, "sooner", Optional.empty(), new Recurrence.Once(),
            Optional.of(new ReminderTime.Clock(tomorrow.atTime(6, 0))), Optional.empty()), reminder));
        pass(Duration.ofSeconds(20));
        assertThat(all(".reminder")).hasSize(2);
        assertThat(node("#delete-reminder-7")).as("what is about to be pressed stays").isSameAs(delete);
        assertThat(delete.isFocused()).isTrue();
        List<Reminder> many = new ArrayList<>(engine.reminders.get());
        IntStream.range(20, 32).forEach(id -> many.add(new Reminder(new ReminderId(id), KITCHEN, "later", Optional.empty(), new Recurrence.Once(),
            Optional.of(new ReminderTime.Clock(tomorrow.atTime(9, id))), Optional.empty())));
        engine.reminders.set(many);
        pass(Duration.ofMillis(200));
        ScrollPane scroll = (ScrollPane) RenderedFrames.onFx(() -> Stream.iterate(lookup("#reminderRows"), Node::getParent).filter(ScrollPane.class::isInstance).findFirst().orElseThrow());
        RenderedFrames.runAndAwait(() -> scroll.setVvalue(1));
        RenderedFrames.runAndAwait(() -> ((ButtonBase) lookup("#move-reminder-7")).fire());
        pass(Duration.ofMillis(200));
        assertThat(RenderedFrames.onFx(() -> scroll.localToScene(scroll.getLayoutBounds())
            .contains(lookup("#reminderText").localToScene(lookup("#reminderText").getLayoutBounds())))).as("the form is in sight").isTrue();
        RenderedFrames.runAndAwait(() -> field("#reminderClock").setText("08：00"));
        fire("#saveReminder");
        assertThat(engine.sentCommands.getLast()).isEqualTo(new Command.MoveReminder(KITCHEN, SEVEN,
            new ReminderDraft("water the plants", new ReminderTime.Clock(tomorrow.atTime(8, 0)), new Recurrence.Daily(), Optional.empty())));
        pass(Duration.ofMillis(200));
        RenderedFrames.runAndAwait(() -> ((ButtonBase) lookup("#delete-reminder-7")).fire());
        assertThat(engine.sentCommands.getLast()).isEqualTo(new Command.DeleteReminder(KITCHEN, SEVEN));
        fire("#undoReminder");
        assertThat(engine.sentCommands.getLast())
            .isEqualTo(new Command.SetReminder(KITCHEN, new ReminderDraft("water the plants", draft.time(), new Recurrence.Daily(), Optional.empty())));
        assertThat(RenderedFrames.onFx(() -> nodes().stream().filter(ConsoleFixture::shown).filter(ConsoleFixture::nameless).toList())).isEmpty();
    }

    private TextField field(String selector) {
        return (TextField) lookup(selector);
    }
}
