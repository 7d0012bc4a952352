package earshot.ui.devices;

import module java.base;

import earshot.id.ReminderId;
import earshot.reminder.Recurrence;
import earshot.reminder.Reminder;
import earshot.ui.kit.DisplayConverter;
import earshot.ui.kit.EmptyState;
import earshot.ui.kit.FocusScroller;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.fxml.FXML;
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
    private final Map<ReminderId, ReminderRowPane> panes = new HashMap<>();

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
    @FXML private Label waiting;
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
            wrongReminder.setText(wrong
                .map(what -> texts.get("reminders.wrong." + Texts.keyOf(what), Reminder.MAX_TEXT, Recurrence.MIN_MINUTES, Recurrence.MAX_MINUTES)).orElse(""));
        });
        noReminders.show(texts.get("reminders.none"), texts.get("reminders.none.more"));
        undoReminder.setOnAction(_ -> model.undo());
        model.deleted().subscribe(before -> Nodes.setShown(deletedBox, before.isPresent()));
        reminderSetting.setOnAction(_ -> viewContext.navigate().accept(NavigationTarget.of("settings", "reminders.missed_hours")));
        model.rows().items().subscribe(this::showRows);
        model.rows().holdWhileIn(reminderRows);
        model.rows().waiting().subscribe(count -> {
            waiting.setText(texts.get("rows.waiting", count));
            Nodes.setShown(waiting, count.intValue() > 0);
        });
        showRows();
    }

    private void save() {
        // a date that was typed counts also when the focus is still in its field
        reminderDay.commitValue();
        model.save();
    }

    private void showRows() {
        List<DeviceRemindersViewModel.Row> rows = model.rows().items();
        Nodes.setShown(noReminders, rows.isEmpty());
        panes.keySet().retainAll(rows.stream().map(row -> row.reminder().id()).collect(Collectors.toSet()));
        List<ReminderRowPane> shown = rows.stream().map(this::pane).toList();
        if (!shown.equals(reminderRows.getChildren())) {
            reminderRows.getChildren().setAll(shown);
        }
    }

    private ReminderRowPane pane(DeviceRemindersViewModel.Row row) {
        ReminderRowPane pane = panes.computeIfAbsent(row.reminder().id(), _ -> new ReminderRowPane(formatter, row.reminder(), this::move, model::delete));
        pane.show(row);
        return pane;
    }

    private void move(Reminder reminder) {
        model.move(reminder);
        reminderClock.requestFocus();
        // the form is above all rows, out of sight where there are many
        FxPump.afterEvent(() -> FocusScroller.reveal(reminderText));
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
            } catch (DateTimeParseException _) {
                return model.day().get();
            }
        }
    }
}
