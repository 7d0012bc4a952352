package earshot.ui.devices;

import module java.base;

import earshot.reminder.Reminder;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Row of a reminder: what it says, when, how it stands, and the buttons that move and delete it. It stays the same node while the reminder
/// changes, so that a button is still there when it is released. On the FX thread only.
final class ReminderRowPane extends HBox {
    private final ReminderFormatter formatter;
    private final Label text = Nodes.wrappedLabel("", "reminder-text");
    private final Label when = Nodes.wrappedLabel("", "caption");
    private final Label state = Nodes.wrappedLabel("", "chip");
    private final Button move;
    private final Button delete;
    private Reminder reminder;

    ReminderRowPane(ReminderFormatter formatter, Reminder reminder, Consumer<Reminder> onMove, Consumer<Reminder> onDelete) {
        super(8);
        this.formatter = formatter;
        this.reminder = reminder;
        move = button("move", () -> onMove.accept(this.reminder));
        delete = button("delete", () -> onDelete.accept(this.reminder));
        getStyleClass().addAll("line", "reminder");
        getChildren().setAll(Nodes.grow(new VBox(3, text, when, state)), move, delete);
    }

    private Button button(String verb, Runnable action) {
        Button button = Nodes.smallButton(formatter.texts().get("reminders." + verb), action);
        button.setId(verb + "-reminder-" + reminder.id());
        return button;
    }

    void show(DeviceRemindersViewModel.Row row) {
        Texts texts = formatter.texts();
        reminder = row.reminder();
        text.setText(reminder.text());
        when.setText(formatter.next(reminder, row.at()) + " · " + formatter.repeats(reminder.recurrence()));
        state.setText(formatter.state(reminder, row.state(), row.at()));
        state.getStyleClass().setAll("label", "chip", row.state().tone);
        move.setAccessibleText(texts.get("reminders.move") + ": " + reminder.text());
        delete.setAccessibleText(texts.get("reminders.delete") + ": " + reminder.text());
    }
}
