package earshot.ui.devices;

import module java.base;

import earshot.data.PictureSize;
import earshot.problem.ProblemReason;
import earshot.ui.kit.JsonPane;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.Texts;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// What came of one call of a tool: its result, what was sent and what came back, and its pictures. On the FX thread only.
final class ToolResultPane {
    private static final double JSON_HEIGHT = 170;
    private static final double PICTURE_WIDTH = 480;
    private static final double PICTURE_HEIGHT = 360;

    private final VBox pane;
    private final Texts texts;
    private final BiConsumer<ToolRun, byte[]> save;
    private final Consumer<ToolRun> again;
    private final JsonPane json;

    /// @param save writes a picture to a file
    ToolResultPane(VBox pane, ViewContext viewContext, Consumer<ToolRun> again, BiConsumer<ToolRun, byte[]> save) {
        this.pane = pane;
        this.save = save;
        this.again = again;
        texts = viewContext.texts();
        json = new JsonPane(texts, viewContext.pump(), texts.get("tools.result"));
        json.setMinHeight(JSON_HEIGHT);
        json.setPrefHeight(JSON_HEIGHT);
    }

    void show(Optional<ToolRun> shown) {
        Nodes.setShown(pane, shown.isPresent());
        shown.ifPresent(this::show);
    }

    private void show(ToolRun run) {
        ToggleGroup views = new ToggleGroup();
        String failure = run.exchange().failure().map(this::words).orElse("");
        String result = run.failed() ? failure : run.exchange().text();
        HBox head = Nodes.line(Nodes.wrappedLabel(run.tool(), "strong"),
            Nodes.chip(texts.get(run.failed() ? "tools.failed" : "tools.succeeded"), run.failed() ? "is-bad" : "is-ok"),
            Nodes.uncut(Nodes.label(texts.get("tools.took", run.exchange().took().toMillis()), "caption", "number")), Nodes.gap(),
            Nodes.smallButton(texts.get("tools.again"), () -> again.accept(run)));
        List<Node> nodes = new ArrayList<>();
        nodes.add(head);
        if (run.failed()) {
            nodes.add(Nodes.wrappedLabel(failure, "bad-text"));
        }
        run.pictures().forEach(picture -> nodes.add(picture(run, picture)));
        if (run.tool().equals(DeviceToolsViewModel.SNAPSHOT) && run.pictures().isEmpty() && !run.failed()) {
            nodes.add(Nodes.wrappedLabel(texts.get("tools.picture.none"), "warn-text"));
        }
        nodes.add(new HBox(6, view(views, "tools.result", result), view(views, "tools.request", run.exchange().request()),
            view(views, "tools.answer", run.exchange().answer())));
        nodes.add(json);
        pane.getChildren().setAll(nodes);
        views.getToggles().getFirst().setSelected(true);
    }

    private ToggleButton view(ToggleGroup group, String key, String text) {
        ToggleButton button = Nodes.uncut(new ToggleButton(texts.get(key)));
        button.setId(key.replace('.', '-'));
        button.setToggleGroup(group);
        button.selectedProperty().subscribe(selected -> {
            if (selected) {
                json.show(text.isEmpty() ? texts.get("tools.nothing") : text, !text.isEmpty());
            }
        });
        // one of them is always chosen
        button.setOnAction(_ -> button.setSelected(true));
        return button;
    }

    private Node picture(ToolRun run, byte[] file) {
        Optional<PictureSize> size = PictureSize.of(file);
        if (size.filter(PictureSize::reasonable).isEmpty()) {
            return Nodes.wrappedLabel(texts.get("tools.picture.unusable"), "warn-text");
        }
        ImageView view = new ImageView(new Image(new ByteArrayInputStream(file)));
        view.setPreserveRatio(true);
        view.setFitWidth(Math.min(PICTURE_WIDTH, size.get().width()));
        view.setFitHeight(Math.min(PICTURE_HEIGHT, size.get().height()));
        view.setAccessibleText(texts.get("tools.picture", size.get().width(), size.get().height()));
        Button saveButton = Nodes.smallButton(texts.get("tools.picture.save"), () -> save.accept(run, file));
        saveButton.setId("save-picture");
        return new VBox(4, view, Nodes.line(Nodes.label(view.getAccessibleText(), "caption"), saveButton));
    }

    private String words(String reason) {
        return ProblemReason.text(reason, texts.language().locale());
    }
}
