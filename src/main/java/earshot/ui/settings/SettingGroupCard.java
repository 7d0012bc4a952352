package earshot.ui.settings;

import module java.base;

import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
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
        rows = group.fields()
            .map(field -> new SettingFieldRow(field, texts, group::removeSetting, group.secret(field).map(secret -> new SecretBox(secret, texts)))).toList();
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

    /// Shows only the settings that match, and hides the card if none does. Returns the number of settings shown.
    int showOnly(Predicate<SettingField> filter) {
        rows.forEach(row -> Nodes.setShown(row, filter.test(row.field())));
        int shown = (int) rows.stream().filter(SettingFieldRow::isVisible).count();
        extra.ifPresent(node -> Nodes.setShown(node, shown == rows.size()));
        Nodes.setShown(this, shown > 0);
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
