package earshot.ui.problems;

import module java.base;

import earshot.engine.ProblemEntry;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemSubject;
import earshot.ui.kit.BugReport;
import earshot.ui.kit.EmptyState;
import earshot.ui.kit.FilterField;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.ProblemAction;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.SortHeading;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TwoWayBinding;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;

/// Binds the list of problems.
final class ProblemsController extends ViewController {
    private final ViewContext viewContext;
    private final Texts texts;
    private final ProblemsViewModel model;
    private LiveRows<ProblemEntry>.Attachment rows;

    @FXML private FilterField filter;
    @FXML private Label count;
    @FXML private Button acknowledgeAll;
    @FXML private Button dismissResolved;
    @FXML private HBox sorts;
    @FXML private ListView<ProblemEntry> list;
    @FXML private EmptyState empty;

    ProblemsController(ViewContext viewContext, ProblemsViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
    }

    @FXML
    private void initialize() {
        list.setCellFactory(_ -> new ProblemListCell(viewContext, model));
        RowMenu.install(list, this::menu);
        acknowledgeAll.setOnAction(_ -> model.acknowledgeAll());
        dismissResolved.setOnAction(_ -> model.dismissResolved());
        empty.setIcon("icon-check");
        useFilter(filter, list);
        rows = model.entries().attach(list, texts, _ -> { });
        untilClosed(SortHeading.fill(sorts, model.sort(), texts, "problems.sort."));
        untilClosed(TwoWayBinding.bind(filter.textProperty(), model.filter()), model.entries().items().subscribe(this::show),
            model.open().subscribe(this::show),
            model.resolved().subscribe(this::show), model.filter().subscribe(this::show), rows);
        show();
    }

    void select(long number) {
        Optional<ProblemEntry> entry = model.entries().items().stream().filter(row -> row.number() == number).findFirst();
        rows.select(entry);
        entry.ifPresent(list::scrollTo);
        list.requestFocus();
    }

    private List<MenuItem> menu(ProblemEntry entry) {
        Problem problem = entry.problem();
        List<MenuItem> solve = entry.open() ? ProblemAction.actions(problem, viewContext).stream()
            .map(action -> RowMenu.item(texts.get("problem.verb." + action.verb(), problem.args().toArray()), () -> viewContext.send(action.command())))
            .toList() : List.of();
        List<MenuItem> go = NavigationTarget.of(problem.subject()).filter(target -> viewContext.has(target.view()))
            .map(target -> RowMenu.item(texts.get("problems.go"), () -> viewContext.navigate().accept(target))).stream().toList();
        boolean acknowledged = !entry.open() || entry.acknowledged();
        return RowMenu.groups(solve, go, List.of(RowMenu.item(texts.get("menu.only.kind"), () -> filter.setText(problem.code().key()))),
            List.of(RowMenu.item(texts.get("menu.copy.text"), () -> SystemClipboard.copy(model.describe(entry))),
                RowMenu.item(texts.get("menu.copy.report"), () -> SystemClipboard.copy(report(entry)))),
            viewContext.recorded() ? List.of()
                : List.of(acknowledged ? RowMenu.item(texts.get("problems.dismiss"), () -> model.dismiss(entry))
                    : RowMenu.item(texts.get("problems.acknowledge"), () -> model.acknowledge(entry))));
    }

    private String report(ProblemEntry entry) {
        Optional<DeviceId> device = switch (entry.problem().subject()) {
            case ProblemSubject.Device(DeviceId id) -> Optional.of(id);
            case ProblemSubject.ProtocolRule(DeviceId id, String _) -> Optional.of(id);
            case ProblemSubject.Program _, ProblemSubject.Setting _, ProblemSubject.File _, ProblemSubject.SettingsFile _, ProblemSubject.Meeting _ -> Optional
                .empty();
        };
        return new BugReport(viewContext).text(new BugReport.Selection(device, entry.last(), "text", model.describe(entry)));
    }

    private void show() {
        int acknowledged = model.acknowledged();
        count.setText(acknowledged == 0 ? texts.get("problems.count", model.open().get(), model.resolved().get())
            : texts.get("problems.count.acknowledged", model.open().get(), acknowledged, model.resolved().get()));
        acknowledgeAll.setDisable(!model.acknowledgeable());
        dismissResolved.setDisable(model.resolved().get() == 0);
        empty.setVisible(model.entries().items().isEmpty());
        list.setVisible(!model.entries().items().isEmpty());
        if (model.all() > 0) {
            empty.show(texts.get("problems.empty.filtered"), texts.get("problems.empty.filtered.what"), texts.get("timeline.filter.clear"), filter::clear);
        } else {
            empty.show(texts.get("problems.empty"), texts.get("problems.empty.what"));
        }
    }
}
