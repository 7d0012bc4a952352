package earshot.ui.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.ui.RenderedFrames;
import earshot.ui.UiToolkit;
import earshot.ui.kit.WholeTextTooltip;
import javafx.application.Application;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Each rule of the layout checker sees what it is for, and leaves alone what is right.
class LayoutCheckerTest {
    private static final String LONG = "a sentence that is much longer than the room that it has";

    @BeforeAll
    static void start() {
        UiToolkit.start();
        // another test may have left the dark theme, and the ground here is white
        RenderedFrames.runAndAwait(() -> Application.setUserAgentStylesheet(null));
    }

    private static List<LayoutRule> rules(Supplier<Parent> content) {
        return found(content, _ -> { }).stream().map(LayoutFinding::rule).distinct().toList();
    }

    private static List<LayoutFinding> found(Supplier<Parent> content, Consumer<Scene> prepared) {
        return RenderedFrames.onFx(() -> {
            StackPane root = new StackPane(content.get());
            root.setStyle("-fx-background-color: white;");
            Scene scene = new Scene(root, 400, 300);
            prepared.accept(scene);
            return LayoutChecker.check(scene);
        });
    }

    private static <N extends Node> N placed(N node, double x, double y) {
        node.relocate(x, y);
        return node;
    }

    private static <R extends Region> R wide(R region, double width) {
        region.setMinWidth(width);
        region.setMaxWidth(width);
        return region;
    }

    @Test
    void whatFitsIsNoFinding() {
        assertThat(rules(() -> new VBox(8, new Label("a label"), new Button("Apply"), new TextField("typed"), new Label("中文 and words")))).isEmpty();
    }

    @Test
    void cutText() {
        assertThat(rules(() -> new VBox(wide(new Label(LONG), 60)))).containsExactly(LayoutRule.CUT);
        assertThat(found(() -> new VBox(wide(new Label(LONG), 60)), WholeTextTooltip::install)).as("the pointer shows the whole").isEmpty();
        assertThat(rules(() -> {
            Label label = wide(new Label(LONG), 60);
            label.setTooltip(new Tooltip("It says: " + LONG));
            return new VBox(label);
        })).isEmpty();
        assertThat(found(() -> new VBox(wide(new Button(LONG), 60)), WholeTextTooltip::install)).as("a button must be read at once")
            .extracting(LayoutFinding::rule).containsExactly(LayoutRule.CUT);
        assertThat(rules(() -> {
            Pane pane = new Pane(placed(new Label(LONG), 350, 10));
            pane.setClip(new javafx.scene.shape.Rectangle(400, 300));
            return pane;
        })).contains(LayoutRule.CUT);
        assertThat(rules(() -> {
            TextField field = wide(new TextField(), 80);
            field.setPromptText(LONG);
            return new VBox(field);
        })).as("a prompt").contains(LayoutRule.CUT);
        assertThat(rules(() -> new VBox(wide(new TextField(LONG), 80)))).as("what is typed scrolls").isEmpty();
    }

    @Test
    void whatIsScrolledSideways() {
        List<LayoutFinding> found = found(() -> {
            ScrollPane pane = new ScrollPane(new HBox(wide(new Label("left"), 350), new Label("half seen"), new Label("beyond")));
            pane.setMaxWidth(370);
            return new VBox(pane);
        }, _ -> { });
        assertThat(found).filteredOn(finding -> finding.rule() == LayoutRule.CUT).extracting(LayoutFinding::what).contains("is scrolled sideways",
            "by the edge, \"half seen\"", "beyond the edge, \"beyond\"");
        assertThat(rules(() -> {
            VBox rows = new VBox();
            IntStream.range(0, 40).forEach(i -> rows.getChildren().add(new Label("row " + i)));
            return new VBox(wide(new ScrollPane(rows), 200));
        })).as("up and down is what scrolling is for").isEmpty();
    }

    @Test
    void wordsBrokenBetweenTheirLetters() {
        assertThat(rules(() -> {
            Label label = wide(new Label("recognition"), 40);
            label.setWrapText(true);
            return new VBox(label);
        })).containsExactly(LayoutRule.LETTERS);
        assertThat(rules(() -> {
            Label label = wide(new Label("正在监听端口八千和八千零三"), 30);
            label.setWrapText(true);
            return new VBox(label);
        })).as("a column of single characters").containsExactly(LayoutRule.LETTERS);
        assertThat(rules(() -> {
            Label label = wide(new Label("speech to text, 正在监听端口"), 90);
            label.setWrapText(true);
            return new VBox(label);
        })).isEmpty();
    }

    @Test
    void textsOverEachOther() {
        assertThat(rules(() -> new Pane(placed(new Label("one text"), 10, 10), placed(new Label("and another"), 30, 14)))).containsExactly(LayoutRule.OVERLAP);
        assertThat(rules(() -> {
            VBox card = new VBox(new Label("a card above it"));
            card.setStyle("-fx-background-color: white;");
            return new Pane(placed(new Label("one text"), 10, 10), placed(card, 10, 10));
        })).as("a card covers what lies below it").isEmpty();
    }

    @Test
    void whatLeavesItsParent() {
        assertThat(rules(() -> {
            Pane pane = new Pane(placed(new Button("Apply"), 60, 10));
            pane.setMaxSize(80, 80);
            return pane;
        })).containsExactly(LayoutRule.OUTSIDE);
        assertThat(rules(() -> new Pane(placed(new Button("Apply"), 380, 10)))).contains(LayoutRule.OUTSIDE);
    }

    @Test
    void charactersThatNoFontHas() {
        assertThat(rules(() -> new VBox(new Label("one \udbff\udffd")))).containsExactly(LayoutRule.GLYPH);
    }

    @Test
    void contrast() {
        assertThat(rules(() -> styled(new Label("pale"), "-fx-text-fill: #999999;"))).containsExactly(LayoutRule.CONTRAST);
        assertThat(rules(() -> styled(new Label("large"), "-fx-text-fill: #909090; -fx-font-size: 24px;"))).as("large text needs 3:1").isEmpty();
        assertThat(rules(() -> styled(new Label("dim"), "-fx-text-fill: black; -fx-opacity: 0.4;"))).containsExactly(LayoutRule.CONTRAST);
        assertThat(rules(() -> {
            Button button = new Button("Apply");
            button.setDisable(true);
            return new VBox(button);
        })).as("what is disabled").isEmpty();
        assertThat(rules(() -> {
            Region icon = new Region();
            icon.getStyleClass().add("icon");
            icon.setStyle("-fx-background-color: #cccccc; -fx-shape: \"M0 0h10v10h-10z\"; -fx-min-width: 16px; -fx-min-height: 16px; -fx-max-width: 16px;");
            return new VBox(icon);
        })).containsExactly(LayoutRule.CONTRAST);
    }

    private static VBox styled(Label label, String style) {
        label.setStyle(style);
        return new VBox(label);
    }

    @Test
    void controlsWithoutContent() {
        assertThat(rules(() -> new VBox(new Button("")))).contains(LayoutRule.EMPTY);
        assertThat(rules(() -> new VBox(new ListView<String>()))).containsExactly(LayoutRule.EMPTY);
        assertThat(rules(() -> new VBox(new ComboBox<>(FXCollections.observableArrayList("one"))))).containsExactly(LayoutRule.EMPTY);
    }

    @Test
    void controlsThatAreHardToHit() {
        assertThat(rules(() -> {
            Button button = new Button("x");
            button.setStyle("-fx-padding: 0; -fx-font-size: 12px;");
            return new VBox(button);
        })).containsExactly(LayoutRule.SMALL);
        assertThat(rules(() -> {
            Label label = new Label("pressed");
            label.setOnMouseClicked(_ -> { });
            return new VBox(label);
        })).containsExactly(LayoutRule.SMALL);
        assertThat(rules(() -> {
            CheckBox box = new CheckBox("named");
            box.setMinHeight(24);
            return new VBox(box);
        })).isEmpty();
    }
}
