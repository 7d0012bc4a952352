package earshot.ui.check;

import earshot.data.ControlCharacters;
import earshot.engine.SettingsFinding;
import earshot.engine.SettingsFinding.Remedy;
import earshot.ui.kit.ItemCell;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// List cell of a finding: the line, what becomes of it, the key with its value, what holds instead, and the clicks that settle it.
final class FindingListCell extends ItemCell<SettingsFinding> {
    private final Texts texts;
    private final CheckViewModel model;
    private final Button line = Nodes.fixWidth(new Button(), 64);
    private final Label effect = Nodes.fixWidth(Nodes.label("", "pill"), 104);
    private final Label key = Nodes.grow(Nodes.label("", "strong"));
    private final Label text = Nodes.wrappedLabel("", "muted");
    private final FlowPane remedies = new FlowPane(8, 6);
    private final HBox row;

    FindingListCell(Texts texts, CheckViewModel model) {
        this.texts = texts;
        this.model = model;
        getStyleClass().add("finding-cell");
        line.getStyleClass().addAll("flat", "finding-line");
        line.setOnAction(_ -> model.open(getItem().line()));
        key.setTextOverrun(OverrunStyle.ELLIPSIS);
        key.setMinWidth(0);
        row = new HBox(10, line, effect, Nodes.grow(new VBox(3, key, text, remedies)));
        row.getStyleClass().add("finding-row");
        layOut(row, 28);
    }

    @Override
    protected void show(SettingsFinding finding) {
        line.setText(finding.line() > 0 ? texts.get("check.line", Integer.toString(finding.line())) : "–");
        line.setAccessibleText(texts.get("check.line.open", Integer.toString(finding.line())));
        line.setDisable(finding.line() == 0);
        effect.setText(texts.get("check.effect." + Texts.keyOf(finding.effect())));
        effect.getStyleClass().setAll("label", "pill", finding.fails() ? "is-bad" : switch (finding.effect()) {
            case USED, OVERRIDDEN -> "is-ok";
            case REPLACED, TO_FILL -> "is-warn";
            case KEPT, DEFAULT, UNUSED -> "is-quiet";
        });
        key.setText(ControlCharacters.toSpaces(finding.label() + (finding.written().isEmpty() ? "" : ": " + finding.written())));
        text.setText(finding.text().in(texts.language().locale()));
        remedies.getChildren().setAll(finding.remedies().stream().map(this::button).toList());
        if (finding.fails() && !finding.remedies().isEmpty()) {
            remedies.getChildren().getFirst().getStyleClass().add("accent");
        }
        Nodes.setShown(remedies, !finding.remedies().isEmpty());
        setGraphic(row);
        setAccessibleText(String.join(", ", line.getText(), effect.getText(), key.getText(), text.getText()));
    }

    static String label(Remedy remedy, Texts texts) {
        return switch (remedy) {
            case Remedy.Choose(String _, String alias) -> texts.get("check.choose", alias);
            case Remedy.Fill(String filled) -> texts.get("check.fill", filled.substring(filled.lastIndexOf('.') + 1));
            case Remedy.Add(var kind) -> texts.get("check.add." + Texts.keyOf(kind));
        };
    }

    private Button button(Remedy remedy) {
        Button button = Nodes.smallButton(label(remedy, texts), () -> model.settle(remedy));
        button.setMnemonicParsing(false);
        return button;
    }
}
