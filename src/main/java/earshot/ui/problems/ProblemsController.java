package earshot.ui.problems;

import earshot.engine.ProblemEntry;
import earshot.ui.kit.EmptyState;
import earshot.ui.kit.FilterField;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TwoWayBinding;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;

/// Binds the list of problems.
final class ProblemsController extends ViewController {
    private final ViewContext viewContext;
    private final Texts texts;
    private final ProblemsViewModel model;

    @FXML private FilterField filter;
    @FXML private Label count;
    @FXML private Button acknowledgeAll;
    @FXML private Button dismissResolved;
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
        acknowledgeAll.setOnAction(_ -> model.acknowledgeAll());
        dismissResolved.setOnAction(_ -> model.dismissResolved());
        empty.setIcon("icon-check");
        useFilter(filter);
        untilClosed(TwoWayBinding.bind(filter.textProperty(), model.filter()), model.entries().items().subscribe(this::show), model.open().subscribe(this::show),
            model.resolved().subscribe(this::show), model.filter().subscribe(this::show), model.entries().attach(list, texts, _ -> { }));
        show();
    }

    private void show() {
        count.setText(texts.get("problems.count", model.open().get(), model.resolved().get()));
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
