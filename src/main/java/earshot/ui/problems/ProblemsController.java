package earshot.ui.problems;

import earshot.engine.ProblemEntry;
import earshot.ui.kit.Focus;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.controlsfx.control.textfield.CustomTextField;

/// Binds the list of problems.
final class ProblemsController {
    private final ViewContext viewContext;
    private final Texts texts;
    private final ProblemsViewModel model;
    private Subscription subscription = Subscription.EMPTY;

    @FXML private CustomTextField filter;
    @FXML private Label count;
    @FXML private Button dismissResolved;
    @FXML private StackPane stack;
    @FXML private ListView<ProblemEntry> list;
    @FXML private VBox empty;
    @FXML private Label emptyTitle;
    @FXML private Label emptyWhat;
    @FXML private Button emptyDo;

    ProblemsController(ViewContext viewContext, ProblemsViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
    }

    @FXML
    private void initialize() {
        filter.textProperty().bindBidirectional(model.filter());
        list.setItems(model.entries());
        list.setCellFactory(_ -> new ProblemListCell(viewContext, model));
        dismissResolved.setOnAction(_ -> model.dismissResolved());
        emptyDo.setOnAction(_ -> model.filter().set(""));
        ListChangeListener<ProblemEntry> changed = _ -> show();
        model.entries().addListener(changed);
        subscription = Subscription.combine(() -> model.entries().removeListener(changed), model.open().subscribe(this::show), model.resolved().subscribe(this::show), model.filter().subscribe(this::show));
        show();
    }

    private void show() {
        count.setText(texts.get("problems.count", model.open().get(), model.resolved().get()));
        dismissResolved.setDisable(model.resolved().get() == 0);
        boolean filtered = model.all() > 0;
        boolean nothing = model.entries().isEmpty();
        empty.setVisible(nothing);
        list.setVisible(!nothing);
        emptyTitle.setText(texts.get(filtered ? "problems.empty.filtered" : "problems.empty"));
        emptyWhat.setText(texts.get(filtered ? "problems.empty.filtered.what" : "problems.empty.what"));
        emptyDo.setVisible(filtered);
        emptyDo.setManaged(filtered);
    }

    void close() {
        subscription.unsubscribe();
        list.setItems(null);
        filter.textProperty().unbindBidirectional(model.filter());
    }

    void focusFilter() {
        Focus.selectAll(filter);
    }

    boolean escape() {
        if (model.filter().get().isEmpty()) {
            return false;
        }
        model.filter().set("");
        return true;
    }
}
