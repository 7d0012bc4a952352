package earshot.ui.settings;

import module java.base;

import earshot.ui.kit.Texts;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Card of a group: its settings, extra content, and the buttons to apply and discard.
final class SettingGroupCard extends VBox {
    private final List<SettingFieldRow> rows;
    private final Optional<VBox> extra;
    private final Subscription subscription;

    /// @param focus shows a field with an error
    SettingGroupCard(SettingFieldGroup group, Texts texts, Optional<VBox> extra, Consumer<SettingField> focus) {
        this.extra = extra;
        getStyleClass().addAll("card", "settings-card");
        String key = "settings.group." + group.group().id();
        Label title = new Label(texts.get(key));
        title.getStyleClass().add("subheading");
        Label what = new Label(texts.get(key + ".what"));
        what.getStyleClass().add("muted");
        what.setWrapText(true);
        rows = group.fields().map(field -> new SettingFieldRow(field, texts, group::removeSetting)).toList();
        Button apply = new Button();
        apply.setId("apply-" + group.group().id());
        apply.getStyleClass().add("accent");
        apply.setMinWidth(Region.USE_PREF_SIZE);
        apply.setOnAction(_ -> group.apply().ifPresent(focus));
        Button discard = new Button(texts.get("settings.discard"));
        discard.setMinWidth(Region.USE_PREF_SIZE);
        discard.setOnAction(_ -> group.discard());
        Label saved = new Label();
        saved.getStyleClass().add("ok-text");
        saved.setWrapText(true);
        saved.textProperty().bind(group.savedMessage());
        HBox buttons = new HBox(apply, discard, saved);
        buttons.getStyleClass().add("settings-buttons");
        getChildren().addAll(title, what);
        boolean first = group.group().id().equals(SettingsViewModel.HEARING); // the preview is above the settings it depends on
        extra.filter(_ -> first).ifPresent(getChildren()::add);
        getChildren().addAll(rows);
        getChildren().add(buttons);
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

    /// Shows only the settings that match, and hides the card if none does.
    /// @return number of settings shown
    int showOnly(Predicate<SettingField> filter) {
        rows.forEach(row -> {
            row.setVisible(filter.test(row.field()));
            row.setManaged(row.isVisible());
        });
        int shown = (int) rows.stream().filter(SettingFieldRow::isVisible).count();
        extra.ifPresent(node -> {
            node.setVisible(shown == rows.size());
            node.setManaged(node.isVisible());
        });
        setVisible(shown > 0);
        setManaged(shown > 0);
        return shown;
    }

    Optional<SettingFieldRow> row(SettingField field) {
        return rows.stream().filter(row -> row.field() == field).findFirst();
    }

    void close() {
        subscription.unsubscribe();
        rows.forEach(SettingFieldRow::close);
    }
}
