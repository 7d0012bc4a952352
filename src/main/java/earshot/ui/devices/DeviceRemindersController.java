package earshot.ui.devices;

import module java.base;

import earshot.reminder.Recurrence;
import earshot.reminder.Reminder;
import earshot.ui.kit.DisplayConverter;
import earshot.ui.kit.EmptyState;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// Binds the reminders tab of a device.
final class DeviceRemindersController {
    private final ViewContext viewContext;
    private final DeviceRemindersViewModel model;
    private final Texts texts;
    private final ReminderFormatter formatter;

    @FXML private TextField reminderText;
    @FXML private DatePicker reminderDay;
    @FXML private TextField reminderClock;
    @FXML private ComboBox<RepeatChoice> reminderRepeat;
    @FXML private HBox everyBox;
    @FXML private TextField reminderMinutes;
    @FXML private Button saveReminder;
    @FXML private Button cancelReminder;
    @FXML private Label wrongReminder;
    @FXML private EmptyState noReminders;
    @FXML private VBox reminderRows;
    @FXML private HBox deletedBox;
    @FXML private Button undoReminder;
    @FXML private Button reminderSetting;

    DeviceRemindersController(ViewContext viewContext, DeviceRemindersViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
        formatter = new ReminderFormatter(texts, ZoneId.systemDefault());
    }

    @FXML
    private void initialize() {
        reminderText.textProperty().bindBidirectional(model.text());
        reminderClock.textProperty().bindBidirectional(model.clock());
        reminderMinutes.textProperty().bindBidirectional(model.minutes());
        reminderDay.setConverter(new IsoDate());
        reminderDay.valueProperty().bindBidirectional(model.day());
        reminderRepeat.getItems().setAll(RepeatChoice.values());
        reminderRepeat.setConverter(DisplayConverter.of(choice -> texts.get("reminders.repeat." + Texts.keyOf(choice))));
        reminderRepeat.valueProperty().bindBidirectional(model.repeat());
        model.repeat().subscribe(choice -> Nodes.setShown(everyBox, choice == RepeatChoice.MINUTES));
        Stream.of(reminderText, reminderClock, reminderMinutes).forEach(field -> field.setOnAction(_ -> save()));
        saveReminder.setOnAction(_ -> save());
        cancelReminder.setOnAction(_ -> model.clear());
        model.moving().subscribe(moving -> {
            Nodes.setShown(cancelReminder, moving.isPresent());
            saveReminder.setText(texts.get(moving.isPresent() ? "reminders.save" : "reminders.set"));
        });
        model.wrong().subscribe(wrong -> {
            Nodes.setShown(wrongReminder, wrong.isPresent());
            wrongReminder.setText(wrong.map(what -> texts.get("reminders.wrong." + Texts.keyOf(what), Reminder.MAX_TEXT, Recurrence.MIN_MINUTES, Recurrence.MAX_MINUTES)).orElse(""));
        });
        noReminders.show(texts.get("reminders.none"), texts.get("reminders.none.more"));
        undoReminder.setOnAction(_ -> model.undo());
        model.deleted().subscribe(before -> Nodes.setShown(deletedBox, before.isPresent()));
        reminderSetting.setOnAction(_ -> viewContext.navigate().accept(NavigationTarget.of("settings", "reminders.missed_hours")));
        model.rows().subscribe(this::show);
    }

    private void save() {
        // a date that was typed counts also when the focus is still in its field
        reminderDay.commitValue();
        model.save();
    }

    private void show(List<DeviceRemindersViewModel.Row> rows) {
        Nodes.setShown(noReminders, rows.isEmpty());
        Instant now = viewContext.time().now();
        Optional<String> focused = Optional.ofNullable(reminderRows.getScene()).map(scene -> scene.getFocusOwner()).map(Node::getId);
        reminderRows.getChildren().setAll(rows.stream().map(row -> row(row, now)).toList());
        // the rows are new nodes: who operates them by keyboard stays where they are
        focused.map(id -> reminderRows.lookup("#" + id)).ifPresent(Node::requestFocus);
    }

    private Node row(DeviceRemindersViewModel.Row row, Instant now) {
        Reminder reminder = row.reminder();
        Button move = button("move", reminder, () -> {
            model.move(reminder);
            reminderClock.requestFocus();
        });
        Button delete = button("delete", reminder, () -> model.delete(reminder));
        Label text = Nodes.wrappedLabel(reminder.text(), "reminder-text");
        Label when = Nodes.wrappedLabel(formatter.next(reminder, now) + " · " + formatter.repeats(reminder.recurrence()), "caption");
        Label state = Nodes.wrappedLabel(formatter.state(reminder, row.state(), now), "chip", row.state().tone);
        VBox words = Nodes.grow(new VBox(3, text, when, state));
        HBox line = Nodes.line(words, move, delete);
        line.getStyleClass().add("reminder");
        return line;
    }

    private Button button(String verb, Reminder reminder, Runnable action) {
        Button button = Nodes.smallButton(texts.get("reminders." + verb), action);
        button.setId(verb + "-reminder-" + reminder.id());
        button.setAccessibleText(texts.get("reminders." + verb) + ": " + reminder.text());
        return button;
    }

    /// Dates as the rest of the console writes them. What is none changes nothing.
    private final class IsoDate extends StringConverter<LocalDate> {
        @Override
        public String toString(LocalDate date) {
            return date == null ? "" : date.toString();
        }

        @Override
        public LocalDate fromString(String written) {
            try {
                return written == null || written.isBlank() ? null : LocalDate.parse(written.strip());
            } catch (DateTimeParseException e) {
                return model.day().get();
            }
        }
    }
}
