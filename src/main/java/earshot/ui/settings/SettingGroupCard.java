package earshot.ui.settings;

import module java.base;

import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Card of a group: its settings, extra content, and the buttons to apply and discard. Its rows come one after another, since those of all groups at
/// once are too many for one frame; until then it holds their room.
final class SettingGroupCard extends VBox {
    private static final double USUAL_ROW_HEIGHT = 72;

    private final SettingFieldGroup group;
    private final Texts texts;
    private final List<SettingField> fields;
    /// Those that were built, in order.
    private final List<SettingFieldRow> rows = new ArrayList<>();
    private final VBox shownRows = new VBox();
    /// The room of the rows that are not there yet.
    private final Region remainder = new Region();
    private final Optional<VBox> extra;
    private final Subscription subscription;
    private Predicate<SettingField> filter = _ -> true;
    private double rowHeight = USUAL_ROW_HEIGHT;

    /// @param focus shows a field with an error
    SettingGroupCard(SettingFieldGroup group, Texts texts, Optional<VBox> extra, Consumer<SettingField> focus) {
        this.group = group;
        this.texts = texts;
        this.extra = extra;
        fields = group.fields().toList();
        getStyleClass().addAll("card", "settings-card");
        shownRows.getStyleClass().add("settings-rows");
        shownRows.getChildren().add(remainder);
        String key = "settings.group." + group.group().id();
        Button apply = Nodes.uncut(new Button());
        apply.setId("apply-" + group.group().id());
        apply.getStyleClass().add("accent");
        apply.setOnAction(_ -> group.apply().ifPresent(focus));
        Button discard = Nodes.uncut(new Button(texts.get("settings.discard")));
        discard.setOnAction(_ -> group.discard());
        Label saved = Nodes.wrappedLabel("", "ok-text");
        saved.textProperty().bind(group.savedMessage());
        HBox buttons = new HBox(apply, discard, saved);
        buttons.getStyleClass().add("settings-buttons");
        getChildren().addAll(Nodes.label(texts.get(key), "subheading"), Nodes.wrappedLabel(texts.get(key + ".what"), "muted"));
        boolean first = group.group().id().equals(SettingsViewModel.HEARING); // the preview is above the settings it depends on
        extra.filter(_ -> first).ifPresent(getChildren()::add);
        getChildren().addAll(shownRows, buttons);
        extra.filter(_ -> !first).ifPresent(getChildren()::add);
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
                group.apply().ifPresent(focus);
                event.consume();
            }
        });
        subscription = group.changes().subscribe(count -> {
            int changes = count.intValue();
            apply.setText(texts.get(changes == 0 ? "settings.apply.none" : changes == 1 ? "settings.apply.one" : "settings.apply", changes));
            apply.setDisable(changes == 0);
            discard.setDisable(changes == 0);
        });
    }

    /// Shows the next row, if there is one.
    void fill() {
        if (!filled()) {
            int next = rowsShown();
            if (next == rows.size()) {
                rows.add(newRow(fields.get(next)));
            }
            shownRows.getChildren().add(next, rows.get(next));
            holdRoom();
        }
    }

    void fillAll() {
        while (!filled()) {
            fill();
        }
    }

    private SettingFieldRow newRow(SettingField field) {
        SettingFieldRow row = new SettingFieldRow(field, texts, group::removeSetting, group.secret(field).map(secret -> new SecretBox(secret, texts)));
        Nodes.setShown(row, filter.test(field));
        return row;
    }

    /// Whether all rows are there.
    boolean filled() {
        return rowsShown() == fields.size();
    }

    private int rowsShown() {
        return shownRows.getChildren().size() - 1;
    }

    /// Takes the rows out of the window, with their room kept, until the next [#fill].
    void empty() {
        long visible = rows.stream().filter(SettingFieldRow::isVisible).count();
        if (filled() && visible > 0) {
            rowHeight = shownRows.getHeight() / visible;
        }
        shownRows.getChildren().setAll(remainder);
        holdRoom();
    }

    private void holdRoom() {
        long missing = fields.stream().skip(rowsShown()).filter(filter).count();
        remainder.setMinHeight(missing * rowHeight);
        Nodes.setShown(remainder, missing > 0);
    }

    /// Shows only the settings that match, and hides the card if none does. Returns the number of settings shown.
    int showOnly(Predicate<SettingField> matching) {
        filter = matching;
        rows.forEach(row -> Nodes.setShown(row, filter.test(row.field())));
        int shown = (int) fields.stream().filter(filter).count();
        extra.ifPresent(node -> Nodes.setShown(node, shown == fields.size()));
        Nodes.setShown(this, shown > 0);
        holdRoom();
        return shown;
    }

    /// The row of a field, shown from now on; empty if it is the field of another group.
    Optional<SettingFieldRow> row(SettingField field) {
        while (fields.indexOf(field) >= rowsShown()) {
            fill();
        }
        return rows.stream().filter(row -> row.field() == field).findFirst();
    }

    void close() {
        subscription.unsubscribe();
        rows.forEach(SettingFieldRow::close);
    }
}
