package earshot.ui.check;

import module java.base;

import earshot.engine.SettingsFinding;
import earshot.engine.SettingsReport;
import earshot.problem.Problem;
import earshot.ui.kit.EmptyState;
import earshot.ui.kit.FilterField;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.ProblemAction;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.SortHeading;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TwoWayBinding;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import javafx.beans.InvalidationListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/// Binds the list of what holds.
final class CheckController extends ViewController {
    private final ViewContext viewContext;
    private final Texts texts;
    private final CheckViewModel model;

    @FXML private Button toSettings;
    @FXML private Label file;
    @FXML private Label summary;
    @FXML private CheckBox onlyDifferences;
    @FXML private Button openFile;
    @FXML private FilterField filter;
    @FXML private HBox sorts;
    @FXML private ListView<SettingsFinding> list;
    @FXML private EmptyState empty;

    CheckController(ViewContext viewContext, CheckViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
    }

    @FXML
    private void initialize() {
        toSettings.setOnAction(_ -> model.toSettings());
        openFile.setOnAction(_ -> model.open(1));
        list.setCellFactory(_ -> new FindingListCell(texts, model));
        RowMenu.install(list, this::menu);
        file.setTooltip(new Tooltip());
        useFilter(filter, list);
        InvalidationListener changed = _ -> show();
        model.rows().items().addListener(changed);
        untilClosed(SortHeading.fill(sorts, model.sort(), texts, "check.sort."));
        untilClosed(TwoWayBinding.bind(filter.textProperty(), model.filter()), model.report().subscribe(this::show), model.unreadable().subscribe(this::show),
            () -> model.rows().items().removeListener(changed), model.rows().attach(list, texts, _ -> {}));
        onlyDifferences.setSelected(model.onlyDifferences().get());
        onlyDifferences.setOnAction(_ -> model.onlyDifferences().set(onlyDifferences.isSelected()));
        show();
    }

    private List<MenuItem> menu(SettingsFinding finding) {
        String line = Integer.toString(finding.line());
        List<MenuItem> open = finding.line() > 0 ? List.of(RowMenu.item(texts.get("check.line.open", line), () -> model.open(finding.line()))) : List.of();
        String words = String.join("\n", (finding.line() > 0 ? texts.get("check.line", line) + "  " : "") + finding.label() + ": " + finding.written(),
            finding.text().in(texts.language().locale()));
        return RowMenu.groups(
            finding.remedies().stream().map(remedy -> RowMenu.item(FindingListCell.label(remedy, texts), () -> model.settle(remedy))).toList(), open,
            List.of(RowMenu.item(texts.get("menu.copy.text"), () -> SystemClipboard.copy(words))));
    }

    private void show() {
        SettingsReport report = model.report().get();
        String path = report.file().map(Path::toString).orElse("");
        file.setText(path);
        file.getTooltip().setText(path);
        int failing = report.failing().size();
        Optional<Problem> unreadable = model.unreadable().get();
        summary.setText(unreadable.map(_ -> texts.get("check.unreadable"))
            .orElseGet(() -> failing == 0 ? texts.get("check.holds") : texts.get("check.differs", failing)));
        summary.getStyleClass().setAll("label", "pill", unreadable.isPresent() ? "is-bad" : failing == 0 ? "is-ok" : "is-warn");
        boolean present = report.file().isPresent();
        Nodes.setShown(summary, present || unreadable.isPresent());
        Nodes.setShown(openFile, present);
        boolean none = model.rows().items().isEmpty();
        list.setVisible(!none);
        empty.setVisible(none);
        if (present && !report.findings().isEmpty()) {
            showEmpty("check.empty.filtered");
        } else {
            unreadable.ifPresentOrElse(this::showUnreadable, () -> showEmpty("check.empty"));
        }
    }

    private void showEmpty(String key) {
        empty.setIcon("icon-check");
        empty.show(texts.get(key), texts.get(key + ".what"));
    }

    /// Why there are no lines to look at, and the click that opens the file.
    private void showUnreadable(Problem problem) {
        empty.setIcon("icon-problems");
        String why = texts.sentences(texts.why(problem), texts.remedy(problem));
        ProblemAction.buttons(problem, viewContext).stream().findFirst()
            .ifPresentOrElse(open -> empty.show(texts.what(problem), why, open.getText(), open::fire), () -> empty.show(texts.what(problem), why));
    }
}
