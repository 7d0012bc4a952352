package earshot.ui;

import module java.base;

import earshot.problem.Problem;
import earshot.problem.Severity;
import earshot.time.Time;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Notifier;
import earshot.ui.kit.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.stage.Window;
import javafx.util.Duration;
import org.controlsfx.control.Notifications;

/// Shows ControlsFX toasts in the lower right corner of the window, grouped by subject.
final class ToastNotifier implements Notifier {
    private static final double WIDTH = 340;

    private final Supplier<Window> window;
    private final Supplier<Texts> texts;
    private final Time time;
    private final ToastGroups groups = new ToastGroups();
    private final Map<String, Label> countLabels = new HashMap<>();

    ToastNotifier(Supplier<Window> window, Supplier<Texts> texts, Time time) {
        this.window = window;
        this.texts = texts;
        this.time = time;
    }

    @Override
    public void show(Severity severity, String subject, String text) {
        int count = groups.count(subject, time.nanos());
        if (count > 1 && countLabels.containsKey(subject)) {
            countLabels.get(subject).setText("×" + count);
            return;
        }
        Window owner = window.get();
        if (owner == null || !owner.isShowing()) {
            return;
        }
        Label number = Nodes.label("", "toast-count");
        countLabels.put(subject, number);
        // a text of fixed wrapping width, because the notification bar asks a label for its height before it has a width
        Text message = new Text(text);
        message.setWrappingWidth(WIDTH);
        message.getStyleClass().add("toast-words");
        Region mark = Nodes.icon(severity == Severity.INFO ? "icon-info" : "icon-problems", "severity-" + Texts.keyOf(severity));
        HBox content = new HBox(8, mark, message, number);
        content.getStyleClass().add("toast");
        Notifications.create().owner(owner).position(Pos.BOTTOM_RIGHT).graphic(content).hideAfter(Duration.seconds(5)).show();
    }

    @Override
    public void showProblem(Problem problem) {
        Texts now = texts.get();
        show(problem.severity(), problem.code().name() + problem.subject(), now.what(problem) + "\n" + now.remedy(problem));
    }
}
