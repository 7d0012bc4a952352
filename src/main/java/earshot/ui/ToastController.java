package earshot.ui;

import earshot.problem.Severity;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewController;
import earshot.ui.kit.WrapGuard;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// Draws the current toast over the status bar, where nothing is operated: one line, and all of it under the pointer.
final class ToastController extends ViewController {
    private static final double READING_WIDTH = 480;
    private static final double TEXT_SHARE = 0.6;

    private final ToastNotifier toasts;
    private final Runnable openProblems;

    @FXML private HBox toast;
    @FXML private Region icon;
    @FXML private Label text;
    @FXML private Label detail;
    @FXML private Label count;
    @FXML private Button open;
    @FXML private Button dismiss;

    ToastController(ToastNotifier toasts, Runnable openProblems) {
        this.toasts = toasts;
        this.openProblems = openProblems;
    }

    @FXML
    private void initialize() {
        Tooltip all = new Tooltip();
        WrapGuard.wrap(all);
        all.setMaxWidth(READING_WIDTH);
        Tooltip.install(toast, all);
        // what to do gives way to what happened, which has most of the line
        text.minWidthProperty().bind(Bindings.createDoubleBinding(() -> Math.min(text.prefWidth(-1), toast.getWidth() * TEXT_SHARE), text.textProperty(),
            text.fontProperty(), toast.widthProperty()));
        open.setOnAction(_ -> {
            toasts.dismiss();
            openProblems.run();
        });
        dismiss.setOnAction(_ -> toasts.dismiss());
        untilClosed(toasts.shown().subscribe(now -> {
            toast.setVisible(now.isPresent());
            now.ifPresent(one -> show(one, all));
        }), toast.hoverProperty().subscribe((_, now) -> toasts.hold(now)));
    }

    private void show(Toast now, Tooltip all) {
        String severity = Texts.keyOf(now.severity());
        toast.getStyleClass().setAll("toast", "severity-" + severity);
        icon.getStyleClass().setAll("icon", now.severity() == Severity.INFO ? "icon-info" : "icon-problems");
        text.setText(now.text());
        detail.setText(now.detail().isEmpty() ? "" : "→ " + now.detail());
        count.setText(now.count() > 1 ? "×" + now.count() : "");
        Nodes.setShown(count, now.count() > 1);
        Nodes.setShown(open, now.problem());
        all.setText(now.full());
        toast.setAccessibleText(now.full());
    }
}
